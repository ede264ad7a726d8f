/** Our own requests, to be taken out of counts that cannot tell them from the visitors'. */

export type Side = 'candidate' | 'stable';

/** One request of ours, as it was answered. */
export interface OwnRequest {
  side: Side;
  /** When the answer was there, Unix milliseconds: Cloud Run counts a request when it ends. */
  at: number;
  /** Undefined where no answer came; Cloud Run is taken to have counted it as an error. */
  status?: number | undefined;
  millis: number;
}

/** Which of our requests are meant, and what is bad about them. */
export interface OwnQuery {
  side: Side;
  /** Unix milliseconds; `to` is not part of it. */
  from: number;
  to: number;
  coin: string;
  /** Milliseconds; ours are timed from here, so what they take on the way counts as well. */
  slowerThan?: number | undefined;
}

/** Remembers our requests for as long as their minutes have not settled. */
export class ProbeLedger {
  readonly #requests: Record<Side, OwnRequest[]> = { candidate: [], stable: [] };

  add(request: OwnRequest): void {
    this.#requests[request.side].push(request);
  }

  /** How many there were, and how many of them were bad in the sense of a coin. */
  count({ side, from, to, coin, slowerThan = Infinity }: OwnQuery): { requests: number; failures: number } {
    const found = this.#requests[side].filter(({ at }) => at >= from && at < to);
    const bad = found.filter((each) => isBad(each, coin, slowerThan));
    return { requests: found.length, failures: bad.length };
  }

  /** Nobody will ask for what was before. */
  forgetBefore(time: number): void {
    for (const side of ['candidate', 'stable'] as const)
      this.#requests[side] = this.#requests[side].filter(({ at }) => at >= time);
  }
}

function isBad({ status, millis }: OwnRequest, coin: string, slowerThan: number): boolean {
  if (coin === 'failed') return status === undefined || status >= 500;
  if (coin === 'refused') return status !== undefined && status >= 400 && status < 500;
  return coin === 'slow' && millis > slowerThan;
}
