/**
 * Probe pairs: the same request to the stable and to the candidate revision at the same moment. They work at zero
 * traffic, and whatever disturbs both (a slow database, a deploy elsewhere) cancels.
 */
import { performance } from 'node:perf_hooks';
import { Agent, request } from 'undici';
import { UserError } from '../runner';
import type { Clock } from '../runner';
import type { Evidence, Sample } from '../verdict';

/** Where and what to ask. */
export interface ProbeSettings {
  /** Base URLs that reach exactly one revision each: the tags' own addresses. */
  stable: string;
  candidate: string;
  /** Paths to GET in turn; they must change nothing. */
  paths: readonly string[];
  /** Milliseconds from one pair to the next. */
  interval: number;
}

/** What probes are sent with. */
export interface ProbePorts {
  clock: Clock;
  /** Uniform on [0, 1): which of the two is asked first. */
  random: () => number;
  signal: AbortSignal;
}

/** Real milliseconds: latencies do not scale with the clock. */
const TIMEOUT = 10_000;
const WARM_UP_PAIRS = 3;
/** More than this on the way means that a revision hangs: it will show in the pairs that are under way. */
const MOST_UNDER_WAY = 16;

/** Sends probe pairs until it is told to stop. */
export interface Probes {
  /** Wakes both revisions, so that a cold start is not taken for slowness. What is seen does not count. */
  warmUp(): Promise<void>;
  /**
   * Sends pairs at their interval.
   * @param until Unix time in milliseconds
   * @param take gets each pair's outcome, in the order in which they were sent; false stops at once
   */
  gather(until: number, take: (evidence: Evidence) => boolean): Promise<void>;
  close(): Promise<void>;
}

/** A request that failed has no 2xx or 3xx status, or no answer within ten seconds. Redirects are not followed. */
export async function probe(
  url: URL,
  agent: Agent,
  signal: AbortSignal,
): Promise<Sample & { status?: number }> {
  const started = performance.now();
  const millis = (): number => performance.now() - started;
  try {
    const answer = await request(url, {
      dispatcher: agent,
      headersTimeout: TIMEOUT,
      bodyTimeout: TIMEOUT,
      headers: { 'user-agent': 'sluice-probe', 'x-sluice-probe': '1' },
      signal,
    });
    await answer.body.dump({ limit: 10_000_000 });
    return { failed: answer.statusCode >= 400, millis: millis(), status: answer.statusCode };
  } catch {
    // No answer is an outcome like any other, unless it was us who hung up.
    signal.throwIfAborted();
    return { failed: true, millis: millis() };
  }
}

/**
 * Asks the service as it is now for every path that will be probed: a path that fails on a healthy revision can judge
 * nobody.
 * @throws UserError that names every path that failed, with its status
 */
export async function checkProbes(
  service: string,
  paths: readonly string[],
  { signal }: Pick<ProbePorts, 'signal'>,
): Promise<void> {
  const agent = new Agent();
  try {
    const answers = await Promise.all(paths.map((path) => probe(new URL(path, service), agent, signal)));
    const failed = answers.flatMap(({ failed, status = 'no answer' }, index) =>
      failed ? [`${paths[index] ?? ''} (${status})`] : [],
    );
    if (failed.length === 0) return;
    throw new UserError(`Of the revision that serves now, these paths fail already: ${failed.join(', ')}.`, {
      remedy:
        'Give `probe-paths` that answer 2xx or 3xx without credentials on a healthy revision, or repair the service first.',
    });
  } finally {
    await agent.close();
  }
}

/** Probe pairs over connections that are kept open. */
export function probePairs(settings: ProbeSettings, { clock, random, signal }: ProbePorts): Probes {
  const agent = new Agent({ connections: MOST_UNDER_WAY * 2, keepAliveTimeout: 30_000 });
  let sent = 0;

  const pair = async (): Promise<Evidence> => {
    const path = settings.paths[sent % settings.paths.length] ?? '/';
    sent += 1;
    const ask = (base: string): Promise<Sample> => probe(new URL(path, base), agent, signal);
    if (random() < 0.5) {
      const [stable, candidate] = await Promise.all([ask(settings.stable), ask(settings.candidate)]);
      return evidence(stable, candidate);
    }
    const [candidate, stable] = await Promise.all([ask(settings.candidate), ask(settings.stable)]);
    return evidence(stable, candidate);
  };

  return {
    warmUp: async () => {
      for (let round = 0; round < WARM_UP_PAIRS * settings.paths.length; round += 1) await pair();
    },
    gather: async (until, take) => {
      const queue = inOrder(take);
      for (let next = clock.now(); next < until && !queue.ended(); next += settings.interval) {
        await clock.sleep(Math.max(0, next - clock.now()), signal);
        if (queue.length >= MOST_UNDER_WAY) await queue.drained();
        if (!queue.ended()) queue.add(pair());
      }
      await queue.drained();
    },
    close: () => agent.close(),
  };
}

const evidence = (stable: Sample, candidate: Sample): Evidence => ({ kind: 'pair', stable, candidate });

/** Pairs that are under way, handed on in the order in which they were sent: else the slow ones would count last. */
interface PairQueue {
  readonly length: number;
  /** Nobody wants any more pairs. */
  ended(): boolean;
  add(pair: Promise<Evidence>): void;
  /** Resolves when all pairs were handed on, or nobody wants any more; rejects when one could not be sent. */
  drained(): Promise<void>;
}

function inOrder(take: (evidence: Evidence) => boolean): PairQueue {
  const queue: { length: number; ended: boolean; failures: unknown[] } = {
    length: 0,
    ended: false,
    failures: [],
  };
  const ending = Promise.withResolvers<undefined>();
  let turn = Promise.resolve();
  const end = (): void => {
    queue.ended = true;
    ending.resolve(undefined);
  };
  const handOn = async (pair: Promise<Evidence>, before: Promise<void>): Promise<void> => {
    const [outcome] = await Promise.all([pair, before]);
    queue.length -= 1;
    if (!queue.ended && !take(outcome)) end();
  };
  return {
    get length() {
      return queue.length;
    },
    ended: () => queue.ended,
    add: (pair) => {
      queue.length += 1;
      turn = handOn(pair, turn).catch((error: unknown) => {
        queue.failures.push(error);
        end();
      });
    },
    drained: async () => {
      await Promise.race([turn, ending.promise]);
      if (queue.failures.length > 0) throw queue.failures[0];
    },
  };
}
