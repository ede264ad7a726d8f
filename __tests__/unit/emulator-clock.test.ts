import { describe, expect, test } from '@jest/globals';
import { advancingClock } from '../../emulators/clock';
import { Faults } from '../../emulators/faults';

const HOUR = 3_600_000;

describe('a clock that can be put forward', () => {
  test('wakes whoever would have woken meanwhile, and lets others sleep on', async () => {
    const clock = advancingClock(1);
    const before = clock.now();
    const woken: string[] = [];
    const stop = new AbortController();
    const short = clock.sleep(HOUR).then(() => woken.push('after an hour'));
    const long = clock.sleep(3 * HOUR, stop.signal).then(
      () => woken.push('after three hours'),
      () => woken.push('called'),
    );
    clock.advance(2 * HOUR);
    await short;
    expect(clock.now() - before).toBeGreaterThanOrEqual(2 * HOUR);
    expect(woken).toEqual(['after an hour']);
    stop.abort();
    await long;
    expect(woken).toEqual(['after an hour', 'called']);
  });

  test('does not sleep for somebody who was called before', async () => {
    await expect(advancingClock(1).sleep(HOUR, AbortSignal.abort())).rejects.toThrow();
  });
});

test('a fault can be aimed at one region alone', () => {
  const faults = new Faults([
    { kind: 'status', status: 503, call: /./, request: /us-central1/, times: Infinity },
  ]);
  const strikes = (region: string): boolean =>
    faults.take({ index: 0, method: 'Services.GetService', request: `projects/p/locations/${region}` })
      .length > 0;
  expect([strikes('us-central1'), strikes('europe-west1'), strikes('us-central1')]).toEqual([
    true,
    false,
    true,
  ]);
});
