import { describe, expect, test } from '@jest/globals';
import { probePairs, usableQuestions } from '../../lib/evidence';
import type { Answered, Questions } from '../../lib/evidence';
import type { EvidenceSource } from '../../lib/rollout';
import { gatherAll } from '../../lib/rollout/sources';
import type { Clock } from '../../lib/runner';
import type { Evidence } from '../../lib/verdict';

/** Time that passes only where somebody sleeps, or where the test says so. */
class SteppedClock implements Clock {
  #now = 0;

  now(): number {
    return this.#now;
  }

  pass(milliseconds: number): void {
    this.#now += milliseconds;
  }

  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    this.#now += milliseconds;
    // A turn of the event loop, in which answers arrive.
    return new Promise((resolve) => {
      setImmediate(resolve);
    });
  }
}

const GOOD: Answered = { failed: false, refused: false, millis: 5, status: 200 };
const signal = new AbortController().signal;
const never = new AbortController().signal;
const pair: Evidence = { kind: 'pair', stable: GOOD, candidate: GOOD };

interface Asked {
  index: number;
  at: number;
}

function questionsOf(clock: Clock, count: number, answer: () => Answered = () => GOOD) {
  const asked: Asked[] = [];
  const questions: Questions = {
    names: Array.from({ length: count }, (_, index) => `/${index}`),
    ask: (index) => {
      asked.push({ index, at: clock.now() });
      return Promise.resolve(answer());
    },
    close: () => Promise.resolve(),
  };
  return { questions, asked };
}

describe('probe pairs', () => {
  test('ask every question in turn, of both revisions, and none is left out', async () => {
    const clock = new SteppedClock();
    const [stable, candidate] = [questionsOf(clock, 3), questionsOf(clock, 3)];
    const probes = probePairs(
      { stable: stable.questions, candidate: candidate.questions, interval: 1_000 },
      { clock, signal, random: () => 0.9 },
    );
    await probes.gather(7_000, () => true, never);
    expect(candidate.asked.map(({ index }) => index)).toEqual([0, 1, 2, 0, 1, 2, 0]);
    expect(stable.asked).toEqual(candidate.asked);
  });

  test('do not make up for what a stall of the process has made them miss, and leave no question out', async () => {
    const clock = new SteppedClock();
    let answers = 0;
    // While the third pair is on its way the process stands still for 20 intervals.
    const stalling = (): Answered => {
      answers += 1;
      if (answers === 3) clock.pass(20_000);
      return GOOD;
    };
    const [stable, candidate] = [questionsOf(clock, 2), questionsOf(clock, 2, stalling)];
    const probes = probePairs(
      { stable: stable.questions, candidate: candidate.questions, interval: 1_000 },
      { clock, signal, random: () => 0.1 },
    );
    await probes.gather(26_000, () => true, never);
    const times = candidate.asked.map(({ at }) => at);
    const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1_000);
    expect(gaps).toContain(21_000);
    expect(candidate.asked.map(({ index }) => index % 2)).toEqual(times.map((_, index) => index % 2));
  });

  test('tell of every request, warm-up included, and hand on what became of the pair', async () => {
    const clock = new SteppedClock();
    const refused: Answered = { failed: true, refused: true, millis: 1, status: 403 };
    const [stable, candidate] = [questionsOf(clock, 1), questionsOf(clock, 1, () => refused)];
    const sent: unknown[] = [];
    const taken: Evidence[] = [];
    const probes = probePairs(
      { stable: stable.questions, candidate: candidate.questions, interval: 1_000 },
      { clock, signal, random: () => 0.1, sent: (request) => sent.push(request) },
    );
    await probes.warmUp();
    await probes.gather(1_000, (evidence) => taken.push(evidence) > 0, never);
    expect(sent).toHaveLength(8);
    expect(sent).toContainEqual({ side: 'candidate', at: 0, status: 403, millis: 1 });
    expect(taken).toEqual([
      {
        kind: 'pair',
        stable: { failed: false, refused: false, millis: 5 },
        candidate: { failed: true, refused: true, millis: 1 },
      },
    ]);
  });
});

describe('all sources together', () => {
  test('stop as soon as one has brought enough, also one that is waiting', async () => {
    const clock = new SteppedClock();
    const [stable, candidate] = [questionsOf(clock, 1), questionsOf(clock, 1)];
    const probes = probePairs(
      { stable: stable.questions, candidate: candidate.questions, interval: 1_000 },
      { clock, signal, random: () => 0.1 },
    );
    const traffic: EvidenceSource = {
      gather: (_until, take) => {
        take({ kind: 'minute', coin: 'failed', source: 'x', start: 0, ...{ candidate: arm, stable: arm } });
        return Promise.resolve();
      },
    };
    const kinds: string[] = [];
    await gatherAll([probes, traffic], 1e9, ({ kind }) => {
      kinds.push(kind);
      return kind !== 'minute';
    });
    expect(kinds.filter((kind) => kind === 'minute')).toHaveLength(1);
    expect(kinds.at(-1)).toBe('minute');
    expect(candidate.asked.length).toBeLessThan(3);
  });

  test('a source that breaks is an error of the whole', async () => {
    const broken: EvidenceSource = { gather: () => Promise.reject(new Error('broken')) };
    const quiet: EvidenceSource = {
      gather: (_until, take) => {
        take(pair);
        return Promise.resolve();
      },
    };
    await expect(gatherAll([quiet, broken], 1, () => true)).rejects.toThrow('broken');
  });
});

const arm = { requests: 1, failures: 1 };

describe('before the rollout', () => {
  test('a question that a healthy revision fails now and then is usable; one that always fails is not', async () => {
    const clock = new SteppedClock();
    let turn = 0;
    const { questions } = questionsOf(clock, 1, () => {
      turn += 1;
      return turn < 3 ? { ...GOOD, failed: true, status: 500 } : GOOD;
    });
    expect(await usableQuestions(questions, signal)).toEqual({ usable: [0], failed: [] });
    const broken = questionsOf(clock, 2, () => ({ ...GOOD, failed: true, status: 404 }));
    expect(await usableQuestions(broken.questions, signal)).toEqual({
      usable: [],
      failed: ['/0 (404)', '/1 (404)'],
    });
    expect(broken.asked).toHaveLength(6);
  });
});
