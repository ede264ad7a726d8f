import { describe, expect, test } from '@jest/globals';
import { readDeployInputs } from '../../actions/deploy-cloudrun/src/inputs';
import { checkedPlan } from '../../actions/deploy-cloudrun/src/checked-plan';
import { planDeploy } from '../../actions/deploy-cloudrun/src/plan';
import { planLines } from '../../actions/deploy-cloudrun/src/plan-lines';
import { startingState } from '../../actions/deploy-cloudrun/src/starting-state';
import type { Condition, Revision, Service } from '../../lib/cloudrun';
import { renderTemplate, revisionTagged, shareOf } from '../../lib/cloudrun';
import { withState } from '../../lib/rollout';
import { inputsFrom, readInputs } from '../../lib/runner';
import { environmentOf } from '../../lib/runner/environment';
import { NOW, serviceOf, split, stateOf } from './rollout-fixtures';

const image = (digit: string): string => `registry.example/app@sha256:${digit.repeat(64)}`;
const COMMIT = '0123456789abcdef0123456789abcdef01234567';

type Inputs = ReturnType<typeof readDeployInputs>;

const inputsOf = (given: Record<string, string> = {}): Inputs =>
  readInputs(
    inputsFrom({
      service: 'app',
      region: 'europe-west1',
      project: 'demo-project',
      rollout: stateOf().plan,
      ...(given['revision'] === undefined ? { image: image('1') } : {}),
      ...given,
    }),
    (input) => readDeployInputs(input, environmentOf({})),
  );

/** A service on which `app-old` serves alone. */
const quiet = (overrides: Partial<Service> = {}): Service =>
  serviceOf({
    template: renderTemplate(
      { revision: 'app-old' },
      { image: image('0'), variables: {}, variablesMode: 'merge' },
    ),
    traffic: [{ revision: 'app-old', percent: 100 }],
    serving: [{ revision: 'app-old', percent: 100 }],
    latestReadyRevision: 'app-old',
    latestCreatedRevision: 'app-old',
    ...overrides,
  });

/** The same, with `app-new` of image 1 as its newest revision, and our record of it. */
const withCandidate = (state: Partial<ReturnType<typeof stateOf>>, candidate: number): Service =>
  quiet({
    template: { revision: 'app-new', containers: [{ image: image('1') }] },
    traffic: split(candidate),
    serving: split(candidate),
    latestCreatedRevision: 'app-new',
    latestReadyRevision: 'app-new',
    annotations: withState({}, stateOf(state, split(candidate))),
  });

const planned = (
  service: Service | undefined,
  given?: Record<string, string>,
): ReturnType<typeof planDeploy> => planDeploy(service, inputsOf(given), COMMIT);

describe('what a deploy has to do', () => {
  test('a new image is put beside the sole revision that serves', () => {
    expect(planned(quiet())).toMatchObject({
      do: 'start',
      stable: 'app-old',
      candidate: expect.stringMatching(/^app-0123456-[0-9a-f]{8}$/),
      template: { containers: [{ image: image('1') }] },
    });
  });

  test('the image that serves already is nothing to do', () => {
    const present = quiet({ template: { revision: 'app-old', containers: [{ image: image('1') }] } });
    expect(planned(present)).toMatchObject({ do: 'nothing', candidate: 'app-old' });
  });

  test('a revision that exists is rolled out without a template', () => {
    const plan = planned(quiet(), { revision: 'app-new' });
    expect(plan).toEqual({ do: 'start', candidate: 'app-new', stable: 'app-old' });
  });

  test('a service that does not exist, or never had a ready revision, is created', () => {
    expect(planned(undefined)).toMatchObject({ do: 'create', exists: false });
    const { latestReadyRevision: _, ...unready } = quiet({ serving: [] });
    expect(planned(unready)).toMatchObject({ do: 'create', exists: true });
  });

  test('a first revision that has failed is tried under another name, one that still starts is waited for', () => {
    const failed: Condition = { type: 'Ready', succeeded: false, failed: true, reason: 'X', message: '' };
    const template = { revision: 'app-1', containers: [{ image: image('1') }] };
    const { latestReadyRevision: _, ...unready } = quiet({ template, serving: [] });
    expect(planned({ ...unready, settled: true, outcome: failed })).toMatchObject({ candidate: 'app-1-a2' });
    expect(planned({ ...unready, settled: false })).toMatchObject({ candidate: 'app-1' });
  });
});

describe('a rollout that is on record', () => {
  test.each(['rolling', 'held', 'candidate'] as const)('of this candidate goes on (%s)', (status) => {
    const step = status === 'candidate' ? -1 : 0;
    const percent = status === 'candidate' ? 0 : 10;
    expect(planned(withCandidate({ status, step }, percent))).toMatchObject({ do: 'resume', percent });
  });

  test('is left where it is by a call that only makes the candidate', () => {
    const inputs = inputsOf({ rollout: '0%' });
    const plan = planDeploy(withCandidate({}, 10), inputs, COMMIT);
    expect(plan).toMatchObject({ do: 'resume', percent: 10 });
    expect(planLines(plan, inputs).join()).toContain(
      'app-new stands at 10 % beside app-old; it is left there',
    );
  });

  test('is another one, and under way', () => {
    expect(() => planned(withCandidate({}, 10), { image: image('2') })).toThrow(
      /Another rollout is under way/,
    );
  });

  test('of a candidate at 0 % gives way to another candidate', () => {
    const other = planned(withCandidate({ status: 'candidate', step: -1 }, 0), { image: image('2') });
    expect(other).toMatchObject({ do: 'start', stable: 'app-old' });
  });

  test('is over where somebody took all of its traffic away: others may be deployed, this one unasked may not', () => {
    const taken = { ...withCandidate({}, 10), traffic: quiet().traffic, serving: quiet().serving };
    expect(planned(taken, { image: image('2') })).toMatchObject({ do: 'start' });
    expect(() => planned(taken)).toThrow(/lost its traffic while it was rolled out/);
    expect(planned(taken, { 'retry-failed': 'true' })).toMatchObject({ do: 'start', candidate: 'app-new' });
  });

  test('was brought back because its run died: it may be tried again', () => {
    const back = { status: 'rolled-back', cause: 'interrupted' } as const;
    expect(planned(withCandidate(back, 0))).toMatchObject({ do: 'start', candidate: 'app-new' });
    expect(() => planned(withCandidate({ ...back, cause: 'failed', why: 'it crashed' }, 0))).toThrow(
      /it crashed/,
    );
  });
});

describe('the two revisions, looked at beforehand', () => {
  const revisionOf = (name: string, condition: 'ready' | 'failed'): Revision => ({
    name,
    containers: [{ image: image('1') }],
    createdAt: new Date(NOW),
    ready: condition === 'ready',
    conditions: [
      { type: 'Ready', succeeded: false, failed: condition === 'failed', reason: '', message: '' },
    ],
    logUri: '',
  });
  const service = withCandidate({ status: 'candidate', step: -1 }, 0);
  const stable = revisionOf('app-old', 'ready');
  const checked = (candidate?: Revision, inputs = inputsOf()): ReturnType<typeof checkedPlan> =>
    checkedPlan(planDeploy(service, inputs, COMMIT), { stable, candidate, service, inputs });

  test('a candidate that is ready or starts is gone on with', () => {
    expect(checked(revisionOf('app-new', 'ready'))).toMatchObject({ do: 'resume' });
  });

  test('one that has failed is tried under another name, one that is gone is made again', () => {
    expect(checked(revisionOf('app-new', 'failed'))).toMatchObject({ do: 'start', candidate: 'app-new-a2' });
    expect(checked(undefined)).toMatchObject({
      do: 'start',
      candidate: 'app-new',
      template: { revision: 'app-new' },
    });
  });

  test('without a stable revision that is ready there is no beginning', () => {
    const inputs = inputsOf();
    const plan = planDeploy(quiet(), inputs, COMMIT);
    const broken = revisionOf('app-old', 'failed');
    expect(() => checkedPlan(plan, { stable: broken, service: quiet(), inputs })).toThrow(
      /app-old, is not ready/,
    );
  });
});

test('the first write pins LATEST in traffic and in tags, and gives the candidate a tag and no traffic', () => {
  const service = quiet({
    traffic: [
      { revision: 'LATEST', percent: 100 },
      { revision: 'LATEST', percent: 0, tag: 'head' },
    ],
  });
  const revisions = { candidate: 'app-new', stable: 'app-old' };
  const { traffic } = startingState(service, revisions, {
    inputs: inputsOf(),
    now: NOW,
    run: '',
    group: { id: '0123456789ab', waves: 'europe-west1' },
  });
  expect([shareOf(traffic, 'app-old'), shareOf(traffic, 'app-new')]).toEqual([100, 0]);
  expect(['head', 'candidate', 'stable'].map((tag) => revisionTagged(traffic, tag))).toEqual([
    'app-old',
    'app-new',
    'app-old',
  ]);
});
