/** What the tasks of an execution have printed, as Cloud Logging has it. Source: google/logging/v2/logging.proto. */
import { z } from 'zod';
import { openRest, retryRead } from '../google';
import type { Patience, RestApi } from '../google';
import { EnvironmentVariable } from '../runner';
import type { Environment } from '../runner';
import type { JobReference } from './model';

const LOGGING: RestApi = {
  name: 'Cloud Logging',
  url: 'https://logging.googleapis.com',
  variable: EnvironmentVariable.loggingEndpoint,
  timeout: 10_000,
};

/** Entries of one answer: the most that the API gives. */
const PAGE = 1_000;
/** A project may read logs sixty times a minute, and others want to as well. */
const MOST_PAGES = 5;

const page = z.object({
  entries: z
    .array(z.object({ textPayload: z.string().optional(), jsonPayload: z.unknown().optional() }))
    .default([]),
  nextPageToken: z.string().optional(),
});

/** The logs of one job. */
export interface JobLogs {
  /**
   * Lines of an execution that can be read by now: there may be more a moment later. A line that is a JSON object is
   * kept by Cloud Logging as such, and comes out as JSON again.
   * @param execution the short name
   * @throws ApiError where they may not be read
   */
  lines(execution: string): Promise<string[]>;
}

export function openJobLogs(
  at: JobReference,
  { environment, patience }: { environment: Environment; patience: Patience },
): JobLogs {
  const send = openRest(LOGGING, { environment, signal: patience.signal });
  const ask = async (filter: string, pageToken?: string): Promise<z.infer<typeof page>> => {
    const body = {
      resourceNames: [`projects/${at.project}`],
      ...{ filter, orderBy: 'timestamp asc', pageSize: PAGE },
      ...(pageToken === undefined ? {} : { pageToken }),
    };
    return page.parse(await retryRead(() => send({ path: '/v2/entries:list', body }), patience));
  };
  return {
    lines: async (execution) => {
      const filter = filterFor(at, execution);
      const lines: string[] = [];
      for (let pages = 0, next: string | undefined; pages < MOST_PAGES; pages += 1) {
        const { entries, nextPageToken } = await ask(filter, next);
        lines.push(...entries.flatMap(linesOf));
        if (!nextPageToken) break;
        next = nextPageToken;
      }
      return lines;
    },
  };
}

const linesOf = ({ textPayload, jsonPayload }: z.infer<typeof page>['entries'][number]): string[] =>
  textPayload === undefined
    ? jsonPayload === undefined
      ? []
      : [JSON.stringify(jsonPayload)]
    : textPayload.split('\n');

function filterFor({ project, region, job }: JobReference, execution: string): string {
  const quoted = (text: string): string => JSON.stringify(text);
  const log = (stream: string): string => quoted(`projects/${project}/logs/run.googleapis.com%2F${stream}`);
  return [
    `logName = (${log('stdout')} OR ${log('stderr')})`,
    'resource.type = "cloud_run_job"',
    `resource.labels.job_name = ${quoted(job)}`,
    `resource.labels.location = ${quoted(region)}`,
    `labels."run.googleapis.com/execution_name" = ${quoted(execution)}`,
  ].join(' AND ');
}
