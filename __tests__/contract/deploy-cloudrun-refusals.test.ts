import { describe, expect, test } from '@jest/globals';
import {
  ANNOTATION,
  app,
  bedForEachTest,
  fault,
  image,
  judged,
  latest,
  pinned,
  recordOn,
  undecided,
  unsteady,
} from './deploy-cloudrun-bed';
import type { Bed, Inputs, Traffic } from './deploy-cloudrun-bed';

let bed: Bed;
bedForEachTest((opened) => {
  bed = opened;
});

/** The step fails with these words, says no stack, and nothing was written. */
async function expectRefusal(inputs: Inputs, ...words: RegExp[]): Promise<void> {
  const mark = bed.run.calls.length;
  const result = await bed.deploy(inputs);
  for (const word of words) expect(fault(result)).toMatch(word);
  expect(result.exitCode).toBe(1);
  expect(result.stdout).not.toMatch(/^\s+at .*:\d+:\d+/m);
  expect(bed.writesSince(mark)).toBe(0);
}

/** A second revision, ready and without traffic. */
const withSecondRevision = (traffic: Traffic[] = [pinned('app-old', 100)]): Promise<void> =>
  bed.update({ template: { revision: 'app-new', containers: [{ image: image('1') }] }, traffic }, [
    'template',
    'traffic',
  ]);

const wanted = { image: image('2'), rollout: '100%' };

describe('bad inputs are refused together, before any call', () => {
  test.each<[string, Inputs, RegExp]>([
    ['a missing service', { ...wanted, service: '' }, /`service`: It is required.*Add `service:`/],
    ['a percent of 120', { ...wanted, rollout: '120%:5m 100%' }, /more than all the traffic/],
    ['a plan that goes down', { ...wanted, rollout: '25%:5m 5%:5m 100%' }, /goes from 25 % to 5 %/],
    ['a plan that never ends', { ...wanted, rollout: '5%:5m' }, /does not end at 100 %/],
    ['neither image nor revision', { rollout: '100%' }, /Neither `image` nor `revision`/],
    ['both image and revision', { ...wanted, revision: 'app-new' }, /Both `image` and `revision`/],
    ['an image by tag', { ...wanted, image: 'registry.example/app:latest' }, /with its digest/],
    ['a variable of Cloud Run', { ...wanted, 'env-vars': 'PORT=1' }, /`PORT` is set by Cloud Run itself/],
    ['a probe path on another host', { ...wanted, 'probe-paths': '//evil.example' }, /is not a path/],
  ])('%s', async (_name, inputs, words) => {
    await bed.create();
    const mark = bed.run.calls.length;
    await expectRefusal(inputs, words, /Correct the `with:` block/);
    expect(bed.callsSince(mark)).toEqual([]);
  });

  test('several faults at once', async () => {
    await expectRefusal(
      { service: '', rollout: '120%' },
      /`service`/,
      /`rollout`/,
      /`image`/,
      /3 inputs are wrong/,
    );
  });
});

describe('a service in a state in which going on would take something away is left alone', () => {
  test('an unknown service, where a revision is asked for', () =>
    expectRefusal(
      { revision: 'app-new', rollout: '100%' },
      /There is no service app in europe-west1/,
      /give `image`/,
    ));

  test('an unknown revision', async () => {
    await bed.create();
    await expectRefusal({ revision: 'app-gone', rollout: '100%' }, /no revision app-gone/, /revisions list/);
  });

  test('a stable revision that is not ready', async () => {
    await bed.create();
    const service = bed.run.state.services.get(app);
    const old = service?.revisions.get('app-old');
    if (!old) throw new Error('the service has lost its revision');
    old.phase = 'failed';
    old.failure = { reason: 'HEALTH_CHECK_CONTAINER_ERROR', message: 'It crashed.' };
    await expectRefusal(wanted, /app-old, is not ready/, /Repair the service first/);
  });

  test('a split that is not ours', async () => {
    await bed.create();
    await withSecondRevision([pinned('app-old', 60), pinned('app-new', 40)]);
    await expectRefusal(
      wanted,
      /split, and not by a rollout of ours: app-old 60 %, app-new 40 %/,
      /update-traffic/,
    );
  });

  test("somebody else's tag of the name that we would use", async () => {
    await bed.create();
    await withSecondRevision([pinned('app-old', 100), pinned('app-new', 0, 'candidate')]);
    await expectRefusal(wanted, /tag candidate already/, /`tag-prefix`/);
    const prefixed = await bed.deploy({ ...wanted, 'tag-prefix': 'sluice-' });
    expect(prefixed.outputs['result']).toBe('promoted');
    expect((await bed.get()).traffic).toContainEqual(
      expect.objectContaining({ tag: 'candidate', percent: 0 }),
    );
  });

  test('a candidate that was found bad before; asked for by name it is tried again', async () => {
    await bed.create();
    await bed.deploy(wanted);
    await bed.rollback({ reason: 'Orders were lost.' });
    await expectRefusal(wanted, /was rolled back at .*: Orders were lost\./, /`retry-failed: true`/);
    const again = await bed.deploy({ ...wanted, 'retry-failed': 'true' });
    expect(again.outputs['result']).toBe('promoted');
  });

  test.each([
    ['is no JSON', '{'],
    ['has a field too many', '{"version":1,"__proto__":{"x":1}}'],
    ['names a revision with a slash', JSON.stringify({ version: 2, candidate: '../../other' })],
  ])('a record that %s', async (_name, record) => {
    await bed.create({}, { annotations: { [ANNOTATION]: record } });
    await expectRefusal(wanted, /sluice\.dev\/rollout is not a rollout's record/, /Find out who changed it/);
  });

  test('a rollout of another candidate that is under way', async () => {
    await bed.create();
    unsteady(bed);
    await bed.deploy(undecided);
    expect(recordOn(await bed.get())['status']).toBe('held');
    await expectRefusal(
      wanted,
      /Another rollout is under way \(https:\/\/github\.com\/acme\/shop\/actions\/runs\/42\)/,
      /run sluice\/rollback to give it up/,
    );
    await bed.rollback();
    expect((await bed.deploy(wanted)).outputs['result']).toBe('promoted');
  });

  test('a plan that is too short for any verdict, before anything is written', async () => {
    await bed.create();
    await expectRefusal(
      { ...judged, image: image('1'), 'error-budget': '0.1%', extension: '5m' },
      /This plan cannot be judged: by the end of the 10 % step, extended as far as it may be, 120 requests count/,
      /`probe-interval`/,
    );
  });

  test('a path that fails on the healthy revision already can judge nobody', async () => {
    bed.platform.behave(image('0'), { status: () => 403 });
    await bed.create();
    await expectRefusal(
      { ...judged, image: image('1') },
      /these paths fail already: \/ \(403\)/,
      /`probe-paths`/,
    );
  });

  test('a denied permission is told with the role that has it', async () => {
    await bed.create();
    bed.run.state.deniedPermissions.add('run.services.update');
    await expectRefusal(wanted, /The deploy of app failed/, /roles\/run\.developer/);
  });
});

describe('a dry run', () => {
  test('says what it would do and writes nothing', async () => {
    await bed.create({}, { traffic: [latest(100)] });
    const mark = bed.run.calls.length;
    const result = await bed.deploy({ ...wanted, 'dry-run': 'true' });
    expect([result.exitCode, result.outputs['result'], bed.writesSince(mark)]).toEqual([0, 'planned', 0]);
    expect(result.stdout).toMatch(/Create app-0123456-\w{8} at 0 %, beside app-old at 100 %/);
  });

  test('of a service that does not exist yet', async () => {
    const result = await bed.deploy({ ...wanted, 'dry-run': 'true' });
    expect([result.exitCode, result.outputs['result'], bed.writesSince(0)]).toEqual([0, 'planned', 0]);
  });
});
