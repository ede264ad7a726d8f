import { describe, expect, test } from '@jest/globals';
import { bedForEachTest, image, pinned, serving, tags } from './deploy-cloudrun-bed';
import type { Bed } from './deploy-cloudrun-bed';

let bed: Bed;
bedForEachTest((opened) => {
  bed = opened;
});

/** What the second deploy of a service costs; its steps are not judged. */
const atOnce = { image: image('1'), rollout: '100%' };

const PLAIN_DEPLOY = [
  'GetService',
  'GetRevision',
  'UpdateService(validateOnly)',
  'UpdateService',
  'GetService',
  'UpdateService',
  'GetService',
];

describe('every call is needed', () => {
  test('a plain deploy: read, look at stable, ask, create at 0 %, see it ready, shift, see it routed', async () => {
    await bed.create();
    const mark = bed.run.calls.length;
    const result = await bed.deploy(atOnce);
    expect(result.stdout + result.stderr).toContain('100 % to');
    expect([result.exitCode, result.outputs['result']]).toEqual([0, 'promoted']);
    expect(bed.callsSince(mark)).toEqual(PLAIN_DEPLOY);
    const service = await bed.get();
    expect(serving(service)).toEqual({ [result.outputs['revision'] ?? '']: 100 });
    expect(tags(service)).toEqual({ stable: result.outputs['revision'], prev: 'app-old' });
  });

  test('the same deploy once more: one read, and it says that there was nothing to do', async () => {
    await bed.create();
    await bed.deploy(atOnce);
    const mark = bed.run.calls.length;
    const again = await bed.deploy(atOnce);
    expect([again.exitCode, again.outputs['result']]).toEqual([0, 'unchanged']);
    expect(bed.callsSince(mark)).toEqual(['GetService']);
    expect(again.stdout).toContain('nothing to do');
  });

  test('a deploy of a service that somebody else deployed with the same image, whatever its variables and name', async () => {
    const env = [{ name: 'LEVEL', value: '2' }, { name: 'EMPTY' }];
    const containers = [{ image: image('1'), env, resources: { limits: { memory: '1Gi' } } }];
    await bed.create({ revision: '', containers, timeout: { seconds: 60 } });
    const mark = bed.run.calls.length;
    const result = await bed.deploy({ image: image('1'), 'env-vars': 'LEVEL=2' });
    expect(result.outputs['result']).toBe('unchanged');
    expect(bed.callsSince(mark)).toEqual(['GetService']);
  });

  test('a rollback: read, look at the good one, write once, see it routed', async () => {
    await bed.create();
    const { outputs } = await bed.deploy(atOnce);
    const mark = bed.run.calls.length;
    const back = await bed.rollback();
    expect([back.exitCode, back.outputs['result'], back.outputs['bad-revision']]).toEqual([
      0,
      'rolled-back',
      outputs['revision'],
    ]);
    expect(bed.callsSince(mark)).toEqual(['GetService', 'GetRevision', 'UpdateService', 'GetService']);
    expect(serving(await bed.get())).toEqual({ 'app-old': 100 });
  });

  test('a rollback once more: one read', async () => {
    await bed.create();
    await bed.deploy(atOnce);
    await bed.rollback();
    const mark = bed.run.calls.length;
    const again = await bed.rollback();
    expect([again.exitCode, again.outputs['result']]).toEqual([0, 'unchanged']);
    expect(bed.callsSince(mark)).toEqual(['GetService']);
  });

  test('the first deploy of a service: read, create, see it ready', async () => {
    const result = await bed.deploy(atOnce);
    expect([result.exitCode, result.outputs['result']]).toEqual([0, 'created']);
    expect(bed.callsSince(0)).toEqual(['GetService', 'CreateService', 'GetService']);
    expect(result.summary).toContain('the steps of the rollout do not apply');
    expect(serving(await bed.get())).toEqual({ [result.outputs['revision'] ?? '']: 100 });
  });

  test('traffic to a revision that exists: nothing is created, so nothing is asked beforehand', async () => {
    await bed.create();
    await bed.update(
      {
        template: { revision: 'app-new', containers: [{ image: image('1') }] },
        traffic: [pinned('app-old', 100)],
      },
      ['template', 'traffic'],
    );
    const mark = bed.run.calls.length;
    const result = await bed.deploy({ revision: 'app-new', rollout: '100%' });
    expect([result.exitCode, result.outputs['result']]).toEqual([0, 'promoted']);
    expect(bed.callsSince(mark)).toEqual([
      'GetService',
      'GetRevision',
      'GetRevision',
      'UpdateService',
      'GetService',
      'UpdateService',
      'GetService',
    ]);
    expect(serving(await bed.get())).toEqual({ 'app-new': 100 });
  });
});
