/** The visitors of the hour before a rehearsal begins, as Monitoring and the request log remember them. */
import type { ServedRequest } from '../emulators/telemetry/served-request';
import { PATHS } from './load';

/** What the past was like. */
export interface Past {
  /** Whose visitors: the service as it stood. */
  service: Pick<ServedRequest, 'project' | 'location' | 'service' | 'revision'>;
  /** Visitors' requests a minute. */
  perMinute: number;
  /** Fails as the store did: so many reads in a row of so many, of one level or of all. */
  trouble?: StoreTrouble | undefined;
  /** When it ends, on the stage's clock. */
  until: number;
  random: () => number;
}

/** Trouble with the store of the example, which every version of it has alike. */
export interface StoreTrouble {
  failing: number;
  of: number;
  level?: number;
}

/** As the example's own switch takes it. */
export const inWords = ({ failing, of, level }: StoreTrouble): string =>
  `${failing} of ${of}${level === undefined ? '' : ` at level ${level}`}`;

const MINUTES = 60;

/** An hour of requests, each as Cloud Run would have served it. */
export function* pastRequests(past: Past): Generator<ServedRequest> {
  const { service, perMinute, until, random } = past;
  const fails = failingReads(past.trouble);
  const begin = until - MINUTES * 60_000;
  for (let index = 0; index < MINUTES * perMinute; index += 1) {
    const path = PATHS[Math.floor(random() * PATHS.length)] ?? '/';
    yield {
      ...service,
      instance: 'past',
      status: fails(path) ? 500 : 200,
      milliseconds: 2 + Math.floor(random() * 8),
      at: Math.floor(begin + (index * 60_000) / perMinute),
      method: 'GET',
      path,
      userAgent: 'a visitor',
    };
  }
}

function failingReads(trouble: StoreTrouble | undefined): (path: string) => boolean {
  let count = 0;
  return (path) => {
    const level = /level=(\d)/.exec(path)?.[1];
    if (!trouble || level === undefined) return false;
    if (trouble.level !== undefined && Number(level) !== trouble.level) return false;
    const place = count % trouble.of;
    count += 1;
    const first = Math.ceil(trouble.of / 4);
    return place >= first && place < first + trouble.failing;
  };
}
