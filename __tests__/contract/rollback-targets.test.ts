import { describe, expect, test } from '@jest/globals';
import { fault, image } from './deploy-cloudrun-bed';
import type { Inputs } from './deploy-cloudrun-bed';
import type { StepResult } from '../runner/fake-runner';
import { deployed, soleRevision, wideBedForEachTest } from './rollback-bed';
import type { WideBed } from './rollback-bed';

let bed: WideBed;
wideBedForEachTest((opened) => {
  bed = opened;
});

const home = { service: 'app', region: 'europe-west1' };
const serves = async (): Promise<string | undefined> => soleRevision(await bed.serviceAt(home));
const digestOf = (digit: string): string => `sha256:${digit.repeat(64)}`;

interface Choice {
  revision: string;
  image: string;
  commit: string;
  run: string;
  ready: boolean;
  tags: string[];
  traffic: number;
  lastGood: boolean;
}

const choices = ({ outputs }: StepResult): Choice[] => JSON.parse(outputs['revisions'] ?? '[]') as Choice[];

describe('what the traffic can return to', () => {
  test('the revision with the tag `prev`', async () => {
    await bed.createAt(home, { prev: 'old' });
    const result = await bed.rollback({ to: 'previous' });
    expect([fault(result), await serves()]).toEqual(['', 'app-old']);
  });

  test('nothing where no revision has that tag', async () => {
    await bed.createAt(home);
    const result = await bed.rollback({ to: 'previous' });
    expect(fault(result)).toMatch(/No revision of app has the tag prev/);
    expect([result.exitCode, await serves()]).toEqual([1, 'app-new']);
  });

  test.each([
    ['whole', image('2')],
    ['by its digest alone', digestOf('2')],
  ])('the revision that runs an image, given %s', async (_, given) => {
    await bed.createAt(home);
    const result = await bed.rollback({ image: given });
    expect([fault(result), await serves()]).toEqual(['', 'app-mid']);
  });

  test('of several that run it, the newest that is ready', async () => {
    await bed.createAt(home);
    for (const revision of ['app-second', 'app-third', 'app-newest'])
      await bed.update(
        { template: { revision, containers: [{ image: image(revision === 'app-newest' ? '9' : '2') }] } },
        ['template'],
      );
    const third = bed.run.state.services
      .get(`projects/demo-project/locations/europe-west1/services/app`)
      ?.revisions.get('app-third');
    if (!third) throw new Error('there is no such revision');
    third.phase = 'failed';
    third.failure = { reason: 'HEALTH_CHECK_CONTAINER_ERROR', message: 'It crashed.' };
    const result = await bed.rollback({ image: digestOf('2') });
    expect([fault(result), await serves()]).toEqual(['', 'app-second']);
  });

  test('no image that nothing runs', async () => {
    await bed.createAt(home);
    const result = await bed.rollback({ image: digestOf('a') });
    expect(fault(result)).toMatch(/No revision of app runs sha256:a{64}/);
    expect(await serves()).toBe('app-new');
  });
});

describe('a dry run', () => {
  const dry = (inputs: Inputs = {}): Promise<StepResult> => bed.rollback({ 'dry-run': 'true', ...inputs });

  test('lists every revision with what tells them apart, and says what would be done', async () => {
    await bed.create();
    await deployed(bed);
    const mark = bed.run.calls.length;
    const result = await dry();
    expect([fault(result), result.exitCode, bed.writesSince(mark)]).toEqual(['', 0, 0]);
    expect(result.outputs['result']).toBe('planned');
    expect(choices(result)).toEqual([
      expect.objectContaining({
        revision: 'app-new',
        image: image('1'),
        commit: '',
        run: 'https://github.com/acme/shop/actions/runs/42',
        ready: true,
        traffic: 100,
        tags: ['stable'],
        lastGood: false,
      }),
      expect.objectContaining({
        revision: 'app-old',
        commit: '',
        run: '',
        tags: ['prev'],
        traffic: 0,
        lastGood: true,
      }),
    ]);
    expect(result.summary).toContain('app-old (the last good one)');
    expect(result.stdout).toContain('The traffic of app-new would be brought back to app-old.');
    expect(await serves()).toBe('app-new');
  });

  test('lists also where it is not known what to return to, and does not fail for that', async () => {
    await bed.createAt(home);
    const result = await dry();
    expect([result.exitCode, choices(result).map(({ revision }) => revision)]).toEqual([
      0,
      ['app-new', 'app-mid', 'app-old'],
    ]);
    expect(result.stdout).toMatch(/Nothing would be brought back\. What app served before is not known/);
  });

  test('fails where there is nothing to list', async () => {
    const result = await dry();
    expect([result.exitCode, fault(result)]).toEqual([1, expect.stringMatching(/There is no service app/)]);
  });

  test('finds the old ones that matter among many', async () => {
    await bed.createAt(home, { prev: 'old' });
    for (let index = 0; index < 34; index += 1)
      await bed.update({ template: { revision: `app-r${index}`, containers: [{ image: image('4') }] } }, [
        'template',
      ]);
    const listed = choices(await dry()).map(({ revision }) => revision);
    expect(listed).toHaveLength(32);
    expect(listed).toEqual(expect.arrayContaining(['app-new', 'app-old', 'app-r33']));
    expect(listed).not.toContain('app-mid');
  });
});
