import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { Agent, request } from 'undici';

/** One request of the visitors, as they saw it. */
export interface Visit {
  /** When it was sent and when it was answered, in real milliseconds of `performance.now()`. */
  sentAt: number;
  endedAt: number;
  failed: boolean;
}

/** Visitors who keep asking the service for pages, at so many requests a (real) second, whatever it answers. */
export interface Load {
  /** Every request so far that was answered or given up. */
  visits: readonly Visit[];
  /** Sends no more and waits for what is under way. */
  stop(): Promise<void>;
}

export const PATHS = ['/questions?level=1', '/questions?level=2', '/questions?level=3', '/health'];

/** Nobody comes. */
export const noVisitors: Load = { visits: [], stop: () => Promise.resolve() };

/** Starts visitors at a service's own URL, so that its traffic split decides who answers. */
export function startLoad(base: string, perSecond: number, random: () => number): Load {
  const agent = new Agent({ connections: 64 });
  const visits: Visit[] = [];
  const underWay = new Set<Promise<void>>();
  const stopping = new AbortController();

  const visit = async (): Promise<void> => {
    const sentAt = performance.now();
    const path = PATHS[Math.floor(random() * PATHS.length)] ?? '/';
    const failed = await isFailure(new URL(path, base), agent);
    visits.push({ sentAt, endedAt: performance.now(), failed });
  };
  const sending = (async () => {
    // Arrivals are scheduled: a slow answer does not slow the visitors down.
    for (let next = performance.now(); !stopping.signal.aborted; next += 1000 / perSecond) {
      const pause = next - performance.now();
      if (pause > 0) await delay(pause);
      const one = visit().finally(() => underWay.delete(one));
      underWay.add(one);
    }
  })();
  return {
    visits,
    stop: async () => {
      stopping.abort();
      await sending;
      await Promise.all(underWay);
      await agent.close();
    },
  };
}

async function isFailure(url: URL, agent: Agent): Promise<boolean> {
  try {
    const { statusCode, body } = await request(url, {
      dispatcher: agent,
      headersTimeout: 5_000,
      bodyTimeout: 5_000,
    });
    await body.dump();
    return statusCode >= 500;
  } catch {
    // No answer is what a visitor would call a failure; there is nothing else to learn from it.
    return true;
  }
}
