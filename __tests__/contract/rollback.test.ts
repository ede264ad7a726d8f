import { describe, expect, test } from '@jest/globals';
import {
  ANNOTATION,
  app,
  bedForEachTest,
  fault,
  image,
  latest,
  pinned,
  recordOn,
  serving,
  tags,
} from './deploy-cloudrun-bed';
import type { Bed, Inputs, Traffic } from './deploy-cloudrun-bed';

let bed: Bed;
bedForEachTest((opened) => {
  bed = opened;
});

/** The step fails with these words, says no stack, and nothing was written. */
async function expectRefusal(inputs: Inputs, ...words: RegExp[]): Promise<void> {
  const mark = bed.run.calls.length;
  const result = await bed.rollback(inputs);
  for (const word of words) expect(fault(result)).toMatch(word);
  expect(result.exitCode).toBe(1);
  expect(result.stdout).not.toMatch(/^\s+at .*:\d+:\d+/m);
  expect(bed.writesSince(mark)).toBe(0);
}

/** A second revision that somebody deployed without us. */
const theirDeploy = (traffic: Traffic[], revision = 'app-theirs'): Promise<void> =>
  bed.update({ template: { revision, containers: [{ image: image('9') }] }, traffic }, [
    'template',
    'traffic',
  ]);

const atOnce = { image: image('1'), rollout: '100%' };

describe('what is refused, with nothing written', () => {
  test('all faults in the inputs, together and before any call', async () => {
    await expectRefusal(
      { service: '', region: 'mars', revision: 'A' },
      /3 inputs are wrong/,
      /Correct the `with:` block/,
    );
    expect(bed.run.calls).toHaveLength(0);
  });

  test('a service that does not exist', () =>
    expectRefusal({}, /There is no service app in europe-west1 of demo-project/, /roles\/run\.viewer/));

  test('a service that we never deployed, without a revision to go to', async () => {
    await bed.create();
    await expectRefusal({}, /What app served before is not known: no rollout of ours/, /Give `revision`/);
  });

  test('a service that has had one revision only', async () => {
    await bed.deploy(atOnce);
    await expectRefusal({}, /it has had one revision only/, /Give `revision`/);
  });

  test('a revision that does not exist', async () => {
    await bed.create();
    await expectRefusal({ revision: 'app-gone' }, /has no revision app-gone/, /revisions list --service app/);
  });

  test('a stable revision that is not ready', async () => {
    await bed.create();
    await bed.deploy(atOnce);
    const old = bed.run.state.services.get(app)?.revisions.get('app-old');
    if (!old) throw new Error('the service has lost its revision');
    old.phase = 'failed';
    old.failure = { reason: 'HEALTH_CHECK_CONTAINER_ERROR', message: 'It crashed.' };
    await expectRefusal({}, /app-old is not ready, so nothing is brought back to it/, /Give `revision`/);
  });

  test('a split that is not ours', async () => {
    await bed.create();
    await theirDeploy([pinned('app-old', 60), pinned('app-theirs', 40)]);
    await expectRefusal({ revision: 'app-old' }, /app-old 60 %, app-theirs 40 %/, /update-traffic app/);
  });

  test('what somebody else brought live, unless the way back is named', async () => {
    await bed.create();
    const { outputs } = await bed.deploy(atOnce);
    await theirDeploy([latest(100)]);
    await expectRefusal({}, /not where a rollout of ours has put it: app-theirs 100 %/);
    const ours = outputs['revision'] ?? '';
    const named = await bed.rollback({ revision: ours });
    expect([fault(named), named.outputs['bad-revision']]).toEqual(['', 'app-theirs']);
    expect(serving(await bed.get())).toEqual({ [ours]: 100 });
  });

  test('a tampered record', async () => {
    await bed.create({}, { annotations: { [ANNOTATION]: '{"version":2}' } });
    await expectRefusal({}, /sluice\.dev\/rollout is not a rollout's record/, /Find out who changed it/);
  });
});

describe('what is brought back', () => {
  test('takes the share of the candidate alone; entries and tags of others stay as they are', async () => {
    await bed.create();
    const { outputs } = await bed.deploy(atOnce);
    const candidate = outputs['revision'] ?? '';
    await theirDeploy([
      pinned(candidate, 70),
      pinned('app-theirs', 30, 'beta'),
      pinned('app-old', 0, 'prev'),
      latest(0, 'head'),
    ]);
    const back = await bed.rollback({ reason: 'Orders were lost.' });
    expect([fault(back), back.outputs['result']]).toEqual(['', 'rolled-back']);
    const service = await bed.get();
    expect(serving(service)).toEqual({ 'app-old': 70, 'app-theirs': 30 });
    expect(service.traffic).toContainEqual(expect.objectContaining(latest(0, 'head')));
    expect(tags(service)).toMatchObject({ beta: 'app-theirs', prev: 'app-old' });
    expect(recordOn(service)).toMatchObject({
      status: 'rolled-back',
      cause: 'asked',
      why: 'Orders were lost.',
    });
  });

  test('is the share of LATEST, too, where that is the bad one, and its tag goes on floating', async () => {
    await bed.create({}, { traffic: [latest(100, 'head')] });
    await theirDeploy([latest(100, 'head')]);
    const back = await bed.rollback({ revision: 'app-old' });
    expect(fault(back)).toBe('');
    const service = await bed.get();
    expect(serving(service)).toEqual({ 'app-old': 100 });
    expect(service.traffic).toContainEqual(expect.objectContaining(latest(0, 'head')));
  });

  test('is nothing where another workflow run did the rollout and only this one is meant', async () => {
    await bed.create();
    await bed.deploy(atOnce);
    const mark = bed.run.calls.length;
    const other = await bed.rollback({ only: 'this-run' }, { env: { GITHUB_RUN_ID: '43' } });
    expect([other.exitCode, other.outputs['result'], bed.writesSince(mark)]).toEqual([0, 'unchanged', 0]);
    const same = await bed.rollback({ only: 'this-run' });
    expect(same.outputs['result']).toBe('rolled-back');
  });

  test('is nothing where a watchdog finds no rollout that was abandoned', async () => {
    await bed.create();
    await bed.deploy(atOnce);
    const mark = bed.run.calls.length;
    const watchdog = await bed.rollback({ only: 'abandoned' });
    expect([watchdog.exitCode, watchdog.outputs['result']]).toEqual([0, 'unchanged']);
    expect(bed.callsSince(mark)).toEqual(['GetService']);
  });
});

describe('when something is in the way', () => {
  test('somebody else writes at the same moment: it reads afresh and keeps what they did', async () => {
    await bed.create();
    await bed.deploy(atOnce);
    bed.run.faults.add({ kind: 'etag-race', call: /UpdateService/ });
    const mark = bed.run.calls.length;
    const back = await bed.rollback();
    expect(fault(back)).toBe('');
    expect(bed.callsSince(mark)).toEqual([
      'GetService',
      'GetRevision',
      'UpdateService',
      'GetService',
      'UpdateService',
      'GetService',
    ]);
  });

  test('the answer to the write is lost: it is not written again, and it is confirmed', async () => {
    await bed.create();
    await bed.deploy(atOnce);
    bed.run.faults.add({ kind: 'reset-after', call: /UpdateService/ });
    const mark = bed.run.calls.length;
    const back = await bed.rollback();
    expect([fault(back), back.outputs['result']]).toEqual(['', 'rolled-back']);
    // After the lost answer it looks whether the write took effect, and then whether it is in force.
    expect(bed.callsSince(mark)).toEqual([
      'GetService',
      'GetRevision',
      'UpdateService',
      'GetService',
      'GetService',
    ]);
    expect(serving(await bed.get())).toEqual({ 'app-old': 100 });
  });

  test('Cloud Run asks to be left alone for a while: that is respected', async () => {
    await bed.create();
    await bed.deploy(atOnce);
    bed.run.faults.add({ kind: 'status', status: 429, retryAfterSeconds: 45, call: /UpdateService/ });
    const mark = bed.run.calls.length;
    const back = await bed.rollback();
    expect(fault(back)).toBe('');
    const calls = bed.run.calls.slice(mark);
    const refused = calls.findIndex(({ status }) => status === 429);
    const [before, next] = [calls[refused], calls[refused + 1]];
    expect((next?.at ?? 0) - (before?.at ?? 0)).toBeGreaterThanOrEqual(45_000);
  });

  test('Cloud Run stays away: a clear error with what to do', async () => {
    await bed.create();
    await bed.deploy(atOnce);
    bed.run.faults.add({ kind: 'status', status: 503, call: /UpdateService/, times: 50 });
    const back = await bed.rollback();
    expect(back.exitCode).toBe(1);
    expect(fault(back)).toMatch(
      /The rollback of app failed: .*503[\s\S]*run this again, it goes on from where it stands/,
    );
  });
});
