import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fieldsOf, parsedJson, textIn } from '../../../lib/registry';

/** Variables by name, as in `process.env`. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** What the run is about, as far as it gives an image its names. */
export interface Surroundings {
  /** Full commit that is built: of a pull request its own head, not the merge that GitHub makes up. */
  readonly commit: string | undefined;
  /** `refs/heads/main`, `refs/tags/v1.2.3`, `refs/pull/7/merge` */
  readonly ref: string;
  /** Page of the repository. */
  readonly source: string | undefined;
  /** Folder for temporary files, outside of the workspace. */
  readonly temporary: string;
  /** Unix time in seconds that the caller wants in the image, as it is written. */
  readonly sourceDateEpoch: string | undefined;
}

/** Reads what GitHub says about the run. */
export function surroundingsOf(variables: Variables): Surroundings {
  const server = variables['GITHUB_SERVER_URL'];
  const repository = variables['GITHUB_REPOSITORY'];
  return {
    commit: headOfPullRequest(variables) ?? (variables['GITHUB_SHA'] || undefined),
    ref: variables['GITHUB_REF'] ?? '',
    source: server && repository ? `${server}/${repository}` : undefined,
    temporary: variables['RUNNER_TEMP'] || tmpdir(),
    sourceDateEpoch: variables['SOURCE_DATE_EPOCH'] || undefined,
  };
}

function headOfPullRequest(variables: Variables): string | undefined {
  const file = variables['GITHUB_EVENT_PATH'];
  if (!variables['GITHUB_EVENT_NAME']?.startsWith('pull_request') || !file) return undefined;
  const event = fieldsOf(parsedJson(readFileSync(file, 'utf8')));
  return textIn(fieldsOf(fieldsOf(event['pull_request'])['head']), 'sha');
}
