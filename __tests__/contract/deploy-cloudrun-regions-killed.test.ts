import { describe, expect, test } from '@jest/globals';
import type { ChildProcess } from 'node:child_process';
import { bedForEachTest, fault, image, recordOn, undecided, unsteady } from './deploy-cloudrun-bed';
import type { Bed, Inputs } from './deploy-cloudrun-bed';
import {
  AMERICA,
  REGIONS,
  WAVES,
  createAll,
  everywhere,
  inWaves,
  onceItSays,
  servingIn,
} from './deploy-cloudrun-regions-bed';

let bed: Bed;
bedForEachTest((opened) => {
  bed = opened;
});

describe('when the job dies', () => {
  test('a signal brings all regions back at once', async () => {
    await createAll(bed);
    unsteady(bed);
    let sentAt = 0;
    const result = await bed.deploy(
      { ...undecided, region: WAVES, rollout: '10%:2h 100%' },
      onceItSays(`${AMERICA}: 10 %`, (child) => {
        sentAt = performance.now();
        child.kill('SIGTERM');
      }),
    );
    expect(performance.now() - sentAt).toBeLessThan(7_500);
    expect(result.exitCode).toBe(143);
    expect(await servingIn(bed)).toEqual(everywhere({ 'app-old': 100 }));
  });

  test('the post step brings back whatever a kill left behind, in every region', async () => {
    await createAll(bed);
    unsteady(bed);
    const inputs = { ...undecided, region: WAVES, rollout: '10%:2h 100%' };
    const result = await bed.deploy(
      inputs,
      onceItSays(`${AMERICA}: 10 %`, (child) => child.kill('SIGKILL')),
    );
    const post = await bed.postDeploy(inputs, result);
    expect(post.exitCode).toBe(0);
    expect(await servingIn(bed)).toEqual(everywhere({ 'app-old': 100 }));
  });

  test('between the writes that bring the regions back, the next call brings back the rest', async () => {
    await createAll(bed);
    bed.platform.behave(image('1'), { status: () => 500 });
    let isReturning = false;
    let child: ChildProcess | undefined;
    bed.afterWrite(() => {
      // The first region is back; what the others' writes come to is left to chance.
      if (isReturning) child?.kill('SIGKILL');
    });
    const killed = await bed.deploy(inWaves, {
      onSpawn: (spawned) => {
        child = spawned;
        onceItSays('bringing all traffic back', () => {
          isReturning = true;
        }).onSpawn?.(spawned);
      },
    });
    bed.afterWrite(undefined);
    expect(killed.exitCode).toBeNull();
    const next = await bed.deploy(inWaves);
    expect(fault(next)).toMatch(/was rolled back at/);
    expect(await servingIn(bed)).toEqual(everywhere({ 'app-old': 100 }));
  });

  test('between any two writes, the next call of the same run makes it whole', async () => {
    await createAll(bed);
    const mark = bed.run.calls.length;
    await bed.deploy({ ...inWaves, rollout: '100%' });
    const writes = bed.writesSince(mark);
    const again: Inputs = { ...inWaves, rollout: '100%', image: image('2') };
    let child: ChildProcess | undefined;
    for (const nth of [4, 5, Math.ceil(writes / 2) + 2, writes - 1]) {
      const digit = String((nth % 7) + 2);
      let seen = 0;
      bed.afterWrite(() => {
        seen += 1;
        if (seen === nth) child?.kill('SIGKILL');
      });
      await bed.deploy(
        { ...again, image: image(digit) },
        {
          onSpawn: (spawned) => {
            child = spawned;
          },
        },
      );
      bed.afterWrite(undefined);
      const whole = await bed.deploy({ ...again, image: image(digit) });
      expect([whole.exitCode, fault(whole)]).toEqual([0, '']);
      expect(await servingIn(bed)).toEqual(everywhere({ [whole.outputs['revision'] ?? '']: 100 }));
      const records = await Promise.all(REGIONS.map(async (region) => recordOn(await bed.get(region))));
      expect(records.map(({ status }) => status)).toEqual(['promoted', 'promoted', 'promoted']);
    }
  }, 120_000);
});
