import { ApiError } from '../proto/status';

const minute = 60_000;

/** Lets each project read so many times in any minute. */
export class ReadQuota {
  readonly #perMinute: number;
  readonly #reads = new Map<string, number[]>();

  constructor(perMinute: number) {
    this.#perMinute = perMinute;
  }

  /** Counts a read at a time in emulated milliseconds. Throws RESOURCE_EXHAUSTED when there were too many before. */
  count(project: string, at: number): void {
    const recent = (this.#reads.get(project) ?? []).filter((time) => time > at - minute);
    if (recent.length >= this.#perMinute) throw exhausted(project);
    this.#reads.set(project, [...recent, at]);
  }

  clear(): void {
    this.#reads.clear();
  }
}

function exhausted(project: string): ApiError {
  const consumer = `projects/${project}`;
  return new ApiError(
    'RESOURCE_EXHAUSTED',
    "Quota exceeded for quota metric 'Read requests' and limit 'Read requests per minute' of service " +
      `'logging.googleapis.com' for consumer '${consumer}'.`,
    {
      details: [
        {
          '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
          reason: 'RATE_LIMIT_EXCEEDED',
          domain: 'googleapis.com',
          metadata: { service: 'logging.googleapis.com', consumer },
        },
      ],
    },
  );
}
