import { describe, expect, test } from '@jest/globals';
import {
  createConcurrencyGroups,
  readConcurrency,
  type Claim,
  type Entry,
} from '../../rehearsal/workflow/concurrency';

function claim(setting: Partial<Claim['setting']> = {}, more: Partial<Claim> = {}): Claim {
  return {
    setting: { group: 'deploy', cancelInProgress: false, queue: 'single', ...setting },
    cancel: () => undefined,
    onWait: () => undefined,
    signal: new AbortController().signal,
    held: [],
    ...more,
  };
}

function release(entry: Entry): void {
  if (entry.outcome !== 'entered') throw new Error(`not entered but ${entry.outcome}`);
  entry.release();
}

/** From https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#concurrency. */
describe('concurrency', () => {
  test('keeps one pending claim, which a newer one displaces', async () => {
    const groups = createConcurrencyGroups();
    const first = await groups.enter('o/r', claim());
    const second = groups.enter('o/r', claim());
    const third = groups.enter('o/r', claim());
    expect(await second).toEqual({ outcome: 'displaced' });
    release(first);
    expect((await third).outcome).toBe('entered');
  });

  test('with queue: max keeps a hundred, in their order', async () => {
    const groups = createConcurrencyGroups();
    const running = await groups.enter('o/r', claim({ queue: 'max' }));
    const order: number[] = [];
    const waiting = Array.from({ length: 101 }, async (_, index) => {
      const entry = await groups.enter('o/r', claim({ queue: 'max' }));
      if (entry.outcome === 'entered') {
        order.push(index);
        entry.release();
      }
      return entry.outcome;
    });
    release(running);
    const outcomes = await Promise.all(waiting);
    expect(order).toEqual(Array.from({ length: 100 }, (_, index) => index));
    expect(outcomes.at(-1)).toBe('displaced');
  });

  test('with cancel-in-progress cancels what runs and then enters', async () => {
    const groups = createConcurrencyGroups();
    let cancelled = false;
    const first = await groups.enter('o/r', claim({}, { cancel: () => (cancelled = true) }));
    const second = groups.enter('o/r', claim({ cancelInProgress: true }));
    expect(cancelled).toBe(true);
    release(first);
    expect((await second).outcome).toBe('entered');
  });

  test('groups are a repository’s own, and the case of their names does not matter', async () => {
    const groups = createConcurrencyGroups();
    await groups.enter('o/r', claim());
    expect((await groups.enter('o/other', claim())).outcome).toBe('entered');
    const cancel = new AbortController();
    const waiting = groups.enter('O/R', claim({ group: 'DEPLOY' }, { signal: cancel.signal }));
    cancel.abort();
    expect(await waiting).toEqual({ outcome: 'cancelled' });
  });

  test('a run that waits for itself is a deadlock', async () => {
    const groups = createConcurrencyGroups();
    await expect(groups.enter('o/r', claim({}, { held: ['deploy'] }))).rejects.toThrow(
      "Deadlock: the concurrency group 'deploy'",
    );
  });

  test('is read from a name or a mapping', () => {
    expect(readConcurrency('x')).toEqual({ group: 'x', cancelInProgress: false, queue: 'single' });
    expect(readConcurrency({ group: 'x', queue: 'max' })).toEqual({
      group: 'x',
      cancelInProgress: false,
      queue: 'max',
    });
    expect(readConcurrency(null)).toBeUndefined();
    expect(() => readConcurrency({ group: 'x', queue: 'max', 'cancel-in-progress': true })).toThrow(
      'cannot be used',
    );
  });
});
