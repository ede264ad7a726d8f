/** Follows real traffic while a rollout is judged: every settled minute once. */
import { messageOf } from './wording';
import { evidenceOf, trustedUntil } from './evidence';
import type { Context } from './evidence';
import { ApiError, isRefused } from '../google';
import { MINUTE } from './model';
import type { Span, TrafficSource } from './model';
import type { ProbeLedger } from './probe-ledger';
import { EDGE, Visitors } from './visitors';
import type { Evidence } from '../verdict';

/** What is to be followed. */
export interface WatchSettings extends Omit<Context, 'source' | 'visitors'> {
  sources: readonly TrafficSource[];
  ledger: ProbeLedger;
  /** Milliseconds above which a request is slow. */
  slowerThan?: number | undefined;
  /** Unix milliseconds at which this run began to watch; minutes that began before hold probes that it does not know. */
  since: number;
  /** A line for people. */
  tell: (line: string) => void;
}

/** Real traffic, as far as it is known by now. */
export interface TrafficWatch {
  /**
   * The minutes that have settled since the last call. Where they cannot be read it says so, once, and goes on: a
   * verdict can do without.
   * @param now Unix milliseconds
   */
  newest(now: number): Promise<Evidence[]>;
}

/** Milliseconds after which nobody waits any longer for points that are late. */
const LONGEST_WAIT = 15 * MINUTE;

export function watchTraffic(settings: WatchSettings): TrafficWatch {
  const follows = settings.sources.map((source) => new Follow(source, settings));
  return {
    newest: async (now) => {
      const evidence = (await Promise.all(follows.map((each) => each.newest(now)))).flat();
      settings.ledger.forgetBefore(Math.min(...follows.map(({ next }) => next)) - EDGE);
      return evidence;
    },
  };
}

/** One source, and how far it has been read. */
class Follow {
  /** The first minute that was not counted yet. */
  next: number;
  readonly #source: TrafficSource;
  readonly #settings: WatchSettings;
  readonly #visitors: Visitors;
  /** The end of what was asked for last: before there is another minute, the answer would be the same. */
  #asked = 0;
  #refused = false;
  #said = '';

  constructor(source: TrafficSource, settings: WatchSettings) {
    this.#source = source;
    this.#settings = settings;
    this.#visitors = new Visitors(settings.ledger, settings.slowerThan);
    this.next = Math.ceil(settings.since / MINUTE) * MINUTE;
  }

  async newest(now: number): Promise<Evidence[]> {
    const to = Math.floor((now - this.#source.delay) / MINUTE) * MINUTE;
    if (this.#refused || to <= this.next || to <= this.#asked) return [];
    try {
      const evidence = await this.#read({ from: this.next, to }, now);
      this.#asked = to;
      return evidence;
    } catch (error) {
      this.#failed(error);
      return [];
    }
  }

  async #read(span: Span, now: number): Promise<Evidence[]> {
    const { candidate, stable } = this.#settings;
    const context = { ...this.#settings, source: this.#source, visitors: this.#visitors };
    const readings = await this.#source.read([stable, candidate], span);
    const waited = Math.floor((now - LONGEST_WAIT) / MINUTE) * MINUTE;
    const until = Math.min(span.to, Math.max(trustedUntil(readings, span, context), waited));
    this.next = Math.max(span.from, until);
    return evidenceOf(readings, { from: span.from, to: until }, context);
  }

  #failed(error: unknown): void {
    if (!(error instanceof ApiError)) throw error;
    this.#refused = isRefused(error);
    const line = messageOf(error, this.#source);
    if (line !== this.#said) this.#settings.tell(line);
    this.#said = line;
  }
}
