/** What can be asked of a revision again and again, since it changes nothing. */
import { performance } from 'node:perf_hooks';
import { Agent, request } from 'undici';
import type { Sample } from '../verdict';

/** What became of one question. */
export interface Answered extends Sample {
  /** Absent where no answer came. */
  status?: number;
}

/** The same list of questions, put to one address. */
export interface Questions {
  /** Each in words: `/questions?level=2`. */
  readonly names: readonly string[];
  /**
   * Asks the question of this index. No answer is an outcome like any other.
   * @throws the signal's reason where it is aborted
   */
  ask(index: number, signal: AbortSignal): Promise<Answered>;
  close(): Promise<void>;
}

/** Real milliseconds: latencies do not scale with the clock. */
const TIMEOUT = 10_000;
/** Of one address at a time: as many as pairs are under way. */
const CONNECTIONS = 32;
/** Bytes of an answer that are waited for. */
const LARGEST = 10_000_000;

/**
 * GET requests, over connections that are kept open. One that has no 2xx or 3xx status, or no answer within ten
 * seconds, has failed. Redirects are not followed.
 * @param base URL that reaches exactly one revision
 */
export function pathQuestions(base: string, paths: readonly string[]): Questions {
  const agent = new Agent({ connections: CONNECTIONS, keepAliveTimeout: 30_000 });
  return {
    names: paths,
    ask: (index, signal) => get(new URL(paths[index] ?? '/', base), agent, signal),
    close: () => agent.close(),
  };
}

async function get(url: URL, agent: Agent, signal: AbortSignal): Promise<Answered> {
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
    await answer.body.dump({ limit: LARGEST });
    const status = answer.statusCode;
    return { failed: status >= 400, refused: isRefusal(status), millis: millis(), status };
  } catch {
    // No answer is an outcome like any other, unless it was us who hung up.
    signal.throwIfAborted();
    return { failed: true, millis: millis() };
  }
}

export const isRefusal = (status: number): boolean => status >= 400 && status < 500;

/** Some of the questions. */
export function only(questions: Questions, indexes: readonly number[]): Questions {
  return {
    names: indexes.map((index) => questions.names[index] ?? ''),
    ask: (index, signal) => questions.ask(indexes[index] ?? 0, signal),
    close: () => questions.close(),
  };
}

/** One list after the other. */
export function together(lists: readonly Questions[]): Questions {
  const entries = lists.flatMap((list) => list.names.map((name, index) => ({ list, name, index })));
  return {
    names: entries.map(({ name }) => name),
    ask: (index, signal) => {
      const entry = entries[index];
      if (!entry) throw new RangeError(`There are ${entries.length} questions, and none of index ${index}.`);
      return entry.list.ask(entry.index, signal);
    },
    close: async () => {
      await Promise.all(lists.map((list) => list.close()));
    },
  };
}
