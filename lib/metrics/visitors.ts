/**
 * Visitors are what is left when our own probes are taken out. At a minute's edge a probe may have been counted in the
 * minute beside the one that we noted it in, so what might be one of ours is held back until the next minute has
 * settled it: no request is ever counted twice, and none is lost but for the last of all.
 */
import type { Arm } from '../verdict';
import { MINUTE } from './model';
import type { OwnQuery, ProbeLedger, Side } from './probe-ledger';

/** Milliseconds by which our clock and Cloud Run's may differ about the end of a request. */
export const EDGE = 2_000;

/** How many requests, or bad outcomes, the minutes so far have held beside ours, and how many were passed on. */
interface Balance {
  left: number;
  passedOn: number;
}

/** The visitors of one source, minute by minute in order. */
export class Visitors {
  readonly #ledger: ProbeLedger;
  readonly #slowerThan: number | undefined;
  readonly #balances = new Map<string, Balance>();

  constructor(ledger: ProbeLedger, slowerThan?: number) {
    this.#ledger = ledger;
    this.#slowerThan = slowerThan;
  }

  /**
   * Whether a minute can be complete. Our own requests are known, so a count without them says that some of its points
   * are still to come.
   */
  isComplete(counted: Arm, { coin, side, start }: { coin: string; side: Side; start: number }): boolean {
    const own = this.#own({ coin, side, from: start + EDGE, to: start + MINUTE - EDGE });
    return counted.requests >= own.requests && counted.failures >= own.failures;
  }

  /** @param counted what the source has counted in the minute, ours included */
  in(counted: Arm, minute: { coin: string; side: Side; start: number }): Arm {
    const requests = this.#rest(counted, minute, 'requests');
    return { requests, failures: Math.min(requests, this.#rest(counted, minute, 'failures')) };
  }

  #rest(
    counted: Arm,
    { coin, side, start }: { coin: string; side: Side; start: number },
    what: keyof Arm,
  ): number {
    const own = (from: number, to: number): number => this.#own({ coin, side, from, to })[what];
    const end = start + MINUTE;
    const key = `${coin} ${side} ${what}`;
    const balance = this.#balances.get(key) ?? { left: -own(start - EDGE, start), passedOn: 0 };
    balance.left += counted[what] - own(start, end);
    // Those that we noted after the end may be among what was counted before it.
    const rest = Math.max(0, balance.left - own(end, end + EDGE) - balance.passedOn);
    balance.passedOn += rest;
    // Those that we noted before the end may be counted after it; more than that is missing for good.
    balance.left = Math.max(balance.left, balance.passedOn - own(end - EDGE, end));
    this.#balances.set(key, balance);
    return rest;
  }

  #own(query: Omit<OwnQuery, 'slowerThan'>): Arm {
    return this.#ledger.count({ ...query, slowerThan: this.#slowerThan });
  }
}
