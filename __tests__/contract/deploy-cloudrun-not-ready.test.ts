import { describe, expect, test } from '@jest/globals';
import { bedForEachTest, fault, image, serving, tags } from './deploy-cloudrun-bed';
import type { Bed } from './deploy-cloudrun-bed';

let bed: Bed;
bedForEachTest((opened) => {
  bed = opened;
});

describe('a candidate that never becomes ready', () => {
  const broken = {
    ready: false,
    reason: 'SECRETS_ACCESS_CHECK_FAILED',
    message: 'Permission denied on secret db-password.',
  } as const;

  test('is told with advice and its log as soon as Cloud Run knows, and gets no traffic; once repaired it is tried again', async () => {
    bed.platform.behave(image('1'), { start: broken });
    await bed.create();
    const mark = bed.run.calls.length;
    const result = await bed.deploy({ image: image('1'), rollout: '100%' });
    expect(result.exitCode).toBe(1);
    expect(fault(result)).toMatch(
      /did not become ready: SECRETS_ACCESS_CHECK_FAILED.*db-password.*secretAccessor/,
    );
    expect(fault(result)).toMatch(/Its log: https:\/\/console\.cloud\.google\.com\/logs/);
    expect(bed.callsSince(mark)).toEqual([
      'GetService',
      'GetRevision',
      'UpdateService(validateOnly)',
      'UpdateService',
      'GetService',
      'GetRevision',
      'UpdateService',
    ]);
    const left = await bed.get();
    expect(serving(left)).toEqual({ 'app-old': 100 });
    // A tag on a revision that is not ready would keep Cloud Run from routing what others want.
    expect(tags(left)).not.toHaveProperty('candidate');

    bed.platform.behave(image('1'), {});
    const again = await bed.deploy({ image: image('1'), rollout: '100%' });
    expect([again.exitCode, again.outputs['result']]).toEqual([0, 'promoted']);
    expect(again.outputs['revision']).toMatch(/-a2$/);
  });

  test('does not stand in the way of a rollback', async () => {
    await bed.create();
    await bed.deploy({ image: image('1'), rollout: '100%' });
    bed.platform.behave(image('2'), { start: broken });
    await bed.deploy({ image: image('2'), rollout: '100%' });
    const back = await bed.rollback({ revision: 'app-old' });
    expect(fault(back)).toBe('');
    expect(serving(await bed.get())).toEqual({ 'app-old': 100 });
  });

  test('on the first deploy of a service is tried again under another name, too', async () => {
    bed.platform.behave(image('1'), { start: broken });
    const first = await bed.deploy({ image: image('1'), rollout: '100%' });
    expect([first.exitCode, fault(first)]).toEqual([
      1,
      expect.stringContaining('SECRETS_ACCESS_CHECK_FAILED'),
    ]);
    bed.platform.behave(image('1'), {});
    const again = await bed.deploy({ image: image('1'), rollout: '100%' });
    expect([fault(again), again.outputs['result']]).toEqual(['', 'created']);
  });
});
