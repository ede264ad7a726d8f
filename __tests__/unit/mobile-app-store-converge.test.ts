import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { converge } from '../../actions/publish-mobile/src/app-store/converge';
import { AppStoreRefusal } from '../../actions/publish-mobile/src/app-store/refusal';

const patience = {
  clock: { now: () => 0, sleep: () => Promise.resolve() },
  random: () => 0.5,
  signal: new AbortController().signal,
  tries: 7,
};

/** What becomes of one sending. */
type Sending = 'answered' | 'lost before' | 'lost after';

/** A thing that can be made, and may take a few looks to show. */
function place(
  sendings: readonly Sending[],
  hiddenLooks: number,
): { made: () => number; wanted: Parameters<typeof converge<number>>[1] } {
  let made = 0;
  let sent = 0;
  let looks = 0;
  return {
    made: () => made,
    wanted: {
      look: () => {
        if (made > 0) looks += 1;
        return Promise.resolve(looks > hiddenLooks ? made : undefined);
      },
      act: () => {
        const sending = sendings[sent] ?? 'answered';
        sent += 1;
        if (sending !== 'lost before') made += 1;
        if (sending === 'answered') return Promise.resolve();
        return Promise.reject(new AppStoreRefusal(0, 'no answer', { lost: true }));
      },
    },
  };
}

const sendings = fc.array(fc.constantFrom<Sending>('answered', 'lost before', 'lost after'), {
  maxLength: 5,
});

describe('what is to be so', () => {
  test('is made once, whatever answers are lost', async () => {
    await fc.assert(
      fc.asyncProperty(sendings, async (fates) => {
        const { wanted, made } = place(fates, 0);
        expect(await converge({ patience }, wanted)).toEqual({ value: 1, changed: true });
        expect(made()).toBe(1);
      }),
      { numRuns: 200 },
    );
  });

  test('is not made twice where an accepted change takes a while to show', async () => {
    const { wanted, made } = place(['answered'], 4);
    await converge({ patience }, wanted);
    expect(made()).toBe(1);
  });

  test('is left alone where it is so', async () => {
    const act = (): Promise<void> => Promise.reject(new Error('Nothing is to be sent.'));
    const look = (): Promise<number> => Promise.resolve(1);
    expect(await converge({ patience }, { look, act })).toEqual({ value: 1, changed: false });
  });

  test('and is refused is told with the refusal, after one sending', async () => {
    let sent = 0;
    const act = (): Promise<void> => {
      sent += 1;
      return Promise.reject(new AppStoreRefusal(422, 'Another build is in review.'));
    };
    const look = (): Promise<undefined> => Promise.resolve(undefined);
    await expect(converge({ patience }, { look, act })).rejects.toThrow('Another build is in review.');
    expect(sent).toBe(1);
  });

  test('is looked at once more after a conflict, which may mean that it is so', async () => {
    let there: number | undefined;
    const act = (): Promise<void> => {
      there = 1;
      return Promise.reject(new AppStoreRefusal(409, 'It is there already.'));
    };
    expect(await converge({ patience }, { look: () => Promise.resolve(there), act })).toMatchObject({
      value: 1,
    });
  });

  test('and never comes about is told after a number of tries', async () => {
    const { wanted } = place(
      Array.from({ length: 9 }, () => 'lost before' as const),
      0,
    );
    await expect(converge({ patience }, wanted)).rejects.toThrow('no answer');
  });
});
