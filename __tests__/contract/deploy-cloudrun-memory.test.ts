import { beforeEach, describe, expect, test } from '@jest/globals';
import {
  ANNOTATION,
  bedForEachTest,
  fault,
  image,
  pinned,
  recordOn,
  serving,
  tags,
} from './deploy-cloudrun-bed';
import type { Bed, Inputs } from './deploy-cloudrun-bed';
import type { StepResult } from '../runner/fake-runner';

let bed: Bed;
bedForEachTest((opened) => {
  bed = opened;
});
beforeEach(() => bed.create());

const deploy = (digit: string, inputs: Inputs = {}, run = '42'): Promise<StepResult> =>
  bed.deploy({ image: image(digit), rollout: '100%', ...inputs }, { env: { GITHUB_RUN_ID: run } });

/** The deploy ended well, with this result. */
async function expectResult(result: string, done: Promise<StepResult>): Promise<string> {
  const step = await done;
  expect([fault(step), step.outputs['result']]).toEqual(['', result]);
  return step.outputs['revision'] ?? '';
}

/** It failed with these words, and wrote nothing. */
async function expectRefusal(words: RegExp, attempt: () => Promise<StepResult>): Promise<void> {
  const mark = bed.run.calls.length;
  const step = await attempt();
  expect(fault(step)).toMatch(words);
  expect([step.exitCode, bed.writesSince(mark)]).toEqual([1, 0]);
}

describe('a re-run of an older run', () => {
  test('brings no old code back, also after a rollback, unless that is asked for', async () => {
    await expectResult('promoted', deploy('1', {}, '50'));
    await expectRefusal(/deploy number 49, and number 50 has been promoted/, () => deploy('2', {}, '49'));
    await expectResult('unchanged', deploy('1', {}, '50'));
    await bed.rollback();
    await expectRefusal(/number 50 has been promoted/, () => deploy('2', {}, '49'));
    await expectResult('promoted', deploy('2', { 'allow-older': 'true' }, '49'));
    expect(recordOn(await bed.get())).toMatchObject({ sequence: 49, promoted: 50 });
  });
});

describe('what was brought back', () => {
  test('is not deployed again after other deploys, whoever asks; with a repaired configuration it is', async () => {
    const bad = await expectResult('promoted', deploy('1'));
    await bed.rollback({ reason: 'Orders were lost.' });
    await expectResult('candidate', deploy('2', { rollout: '0%' }));
    await expectRefusal(new RegExp(`${bad}.* was rolled back at .*: Orders were lost\\.`), () => deploy('1'));
    await expectRefusal(/Orders were lost/, () => bed.deploy({ revision: bad, rollout: '100%' }));
    await expectResult('candidate', deploy('1', { 'env-vars': 'LEVEL=2', rollout: '0%' }));
  });

  test('keeps an address for a day, and a later deploy takes it away', async () => {
    const bad = await expectResult('promoted', deploy('1', { rollout: '0%' }).then(promoted));
    await bed.rollback({ revision: 'app-old', reason: 'It was slow.' });
    const next = await expectResult('candidate', deploy('2', { rollout: '0%' }));
    expect(tags(await bed.get())).toEqual({ candidate: next, stable: 'app-old', failed: bad });
    await expectResult('candidate', deploy('3', { rollout: '0%', 'keep-failed': '1s' }));
    expect(Object.keys(tags(await bed.get()))).not.toContain('failed');
  });

  /** Somebody gives the candidate everything, by hand. */
  async function promoted(step: StepResult): Promise<StepResult> {
    const service = await bed.get();
    const revision = step.outputs['revision'] ?? '';
    const others = (service.traffic ?? []).filter(({ percent }) => !percent);
    await bed.update({ traffic: [pinned(revision, 100), ...others] }, ['traffic']);
    return { ...step, outputs: { ...step.outputs, result: 'promoted' } };
  }

  test('is tried again when that is asked for, and remembered again when it fails again', async () => {
    await deploy('1');
    await bed.rollback();
    await expectResult('promoted', deploy('1', { 'retry-failed': 'true' }));
    await bed.rollback({ reason: 'Once more.' });
    await expectRefusal(/Once more\./, () => deploy('1'));
  });
});

describe('a revision that failed to start', () => {
  const broken = { ready: false, reason: 'HEALTH_CHECK_CONTAINER_ERROR', message: 'It crashed.' } as const;

  test('is tried under the next name each time, and the record tells it', async () => {
    bed.platform.behave(image('1'), { start: broken });
    const names = [];
    for (let attempt = 1; attempt <= 3; attempt += 1)
      names.push((await deploy('1')).outputs['revision'] ?? recordOn(await bed.get())['candidate']);
    expect(names.map((name) => /-a\d+$/.exec(String(name))?.[0] ?? '')).toEqual(['', '-a2', '-a3']);
    bed.platform.behave(image('1'), {});
    expect(await expectResult('promoted', deploy('1'))).toMatch(/-a4$/);
  });

  test('and whose name another revision has, gets the next one; the same name is never sent twice', async () => {
    const dry = await deploy('1', { 'dry-run': 'true' });
    const name = dry.outputs['revision'] ?? '';
    const traffic = [pinned('app-old', 100)];
    const somebodyMakes = (revision: string, digit: string) =>
      bed.update({ template: { revision, containers: [{ image: image(digit) }] }, traffic }, [
        'template',
        'traffic',
      ]);
    await somebodyMakes(name, '9');
    await somebodyMakes('app-mid', '0');
    const mark = bed.run.calls.length;
    const made = await expectResult('promoted', deploy('1'));
    expect(made).toBe(`${name}-a2`);
    expect(bed.run.calls.slice(mark).filter(({ status }) => status === 409)).toHaveLength(1);
    expect(serving(await bed.get())).toEqual({ [made]: 100 });
  });
});

describe('a promotion', () => {
  test('lets the traffic follow the latest revision where that is asked for, and a rollback finds its way back', async () => {
    const step = await deploy('1', { 'after-promotion': 'latest' });
    const revision = step.outputs['revision'] ?? '';
    expect(step.summary).toContain('follows the latest revision');
    const { traffic } = await bed.get();
    expect(traffic?.filter(({ percent }) => percent)).toMatchObject([
      { type: 'TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST', percent: 100 },
    ]);
    expect(tags(await bed.get())).toEqual({ stable: revision, prev: 'app-old' });
    await expectResult('unchanged', deploy('1', { 'after-promotion': 'latest' }));
    expect((await bed.rollback()).outputs['result']).toBe('rolled-back');
    expect(serving(await bed.get())).toEqual({ 'app-old': 100 });
  });

  test('names the candidate otherwise, and says what that means for other tools', async () => {
    const step = await deploy('1');
    expect(step.summary).toMatch(/pinned to app-\S+ by name.*stands there without traffic/);
  });
});

describe('what people and other tools have done to the service', () => {
  test('a tag of our name that somebody has set since our last deploy is left alone', async () => {
    await deploy('1');
    const traffic = (await bed.get()).traffic ?? [];
    await bed.update({ traffic: [...traffic, pinned('app-old', 0, 'candidate')] }, ['traffic']);
    await expectRefusal(/uses the traffic tag candidate already/, () => deploy('2'));
    expect(tags(await bed.get())['candidate']).toBe('app-old');
  });

  test('session affinity is warned of before traffic is split', async () => {
    await bed.update({ template: { containers: [{ image: image('0') }], sessionAffinity: true } }, [
      'template',
    ]);
    const step = await deploy('1');
    const warnings = step.annotations.filter(({ name }) => name === 'warning').map(({ message }) => message);
    expect(warnings.join()).toMatch(/session affinity, which outranks the split/);
  });

  test('a link to another repository’s run on the record is not shown', async () => {
    await deploy('1', { rollout: '0%' });
    const run = 'https://github.com/evil/shop/actions/runs/1';
    const forged = JSON.stringify({ ...recordOn(await bed.get()), run });
    await bed.update({ annotations: { [ANNOTATION]: forged } }, ['annotations']);
    const step = await bed.rollback({ 'dry-run': 'true' });
    expect(JSON.parse(step.outputs['revisions'] ?? '[]')).toHaveLength(2);
    expect(step.stdout + step.summary + JSON.stringify(step.outputs)).not.toContain('evil');
  });
});
