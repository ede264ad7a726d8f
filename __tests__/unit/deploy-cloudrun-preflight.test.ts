import { describe, expect, test } from '@jest/globals';
import { caveatsOf } from '../../actions/deploy-cloudrun/src/caveats';
import { readDeployInputs } from '../../actions/deploy-cloudrun/src/inputs';
import { planDeploy } from '../../actions/deploy-cloudrun/src/plan';
import { promotedInWords } from '../../actions/deploy-cloudrun/src/promoted';
import { startingState } from '../../actions/deploy-cloudrun/src/starting-state';
import { askedTemplate, withPinnedSecrets } from '../../actions/deploy-cloudrun/src/wanted-template';
import { fingerprint, renderTemplate, revisionTagged, secretReferences, tagged } from '../../lib/cloudrun';
import type { Service, Template } from '../../lib/cloudrun';
import { Code } from '../../lib/google';
import { failureOf, readFailures, readState, withFailure, withState } from '../../lib/rollout';
import type { Failure, RolloutState } from '../../lib/rollout';
import { inputsFrom, readInputs, UserError } from '../../lib/runner';
import { environmentOf } from '../../lib/runner/environment';
import { NOW, iso, serviceOf, split, stateOf } from './rollout-fixtures';

const image = (digit: string): string => `registry.example/app@sha256:${digit.repeat(64)}`;
const DAY = 86_400_000;

type Inputs = ReturnType<typeof readDeployInputs>;

const inputsOf = (given: Record<string, string> = {}, run?: string): Inputs =>
  readInputs(
    inputsFrom({
      service: 'app',
      region: 'europe-west1',
      project: 'demo-project',
      rollout: stateOf().plan,
      ...(given['revision'] === undefined ? { image: image('1') } : {}),
      ...given,
    }),
    (input) => readDeployInputs(input, environmentOf({ GITHUB_RUN_ID: run })),
  );

const alone = [
  { revision: 'app-old', percent: 100 },
  { revision: 'app-old', percent: 0, tag: 'stable' },
];

/** A service on which `app-old`, of image 0, serves alone after a rollout of ours. */
function quiet(state: Partial<RolloutState> = {}, overrides: Partial<Service> = {}): Service {
  const traffic = overrides.traffic ?? alone;
  const record = stateOf(
    { candidate: 'app-old', stable: 'app-b', status: 'promoted', step: 2, ...state },
    alone,
  );
  return serviceOf({
    template: { revision: 'app-old', containers: [{ image: image('0') }] },
    traffic,
    serving: traffic,
    latestReadyRevision: 'app-old',
    latestCreatedRevision: 'app-old',
    annotations: withState({}, record),
    ...overrides,
  });
}

const planned = (service: Service, inputs = inputsOf()): ReturnType<typeof planDeploy> =>
  planDeploy(service, inputs, '');

describe('the order of deploys', () => {
  test('a re-run of an older run is refused, with what to do', () => {
    const attempt = (): unknown => planned(quiet({ sequence: 50 }), inputsOf({}, '49'));
    expect(attempt).toThrow(/deploy number 49, and number 50 has been promoted on app already/);
  });

  test.each([
    ['a re-run of the same run', inputsOf({}, '50')],
    ['a later run', inputsOf({}, '51')],
    ['a run outside GitHub', inputsOf()],
    ['an older one that is allowed', inputsOf({ 'allow-older': 'true' }, '49')],
    ['one with a number of its own', inputsOf({ sequence: '60' }, '49')],
  ])('%s is not', (_name, inputs) => {
    expect(planned(quiet({ sequence: 50 }), inputs)).toMatchObject({ do: 'start' });
  });

  test('what was promoted before a rollback counts on, and what was never promoted does not', () => {
    const back = quiet({
      status: 'rolled-back',
      cause: 'asked',
      sequence: 50,
      promoted: 50,
      candidate: 'app-x',
    });
    expect(() => planned(back, inputsOf({}, '49'))).toThrow(/number 50/);
    const never = quiet({ status: 'rolled-back', cause: 'failed', sequence: 50, candidate: 'app-x' });
    expect(planned(never, inputsOf({}, '49'))).toMatchObject({ do: 'start' });
  });

  test('the record of a new candidate keeps it', () => {
    const { state } = begun(quiet({ sequence: 50 }), inputsOf({ 'allow-older': 'true' }, '49'));
    expect(state).toMatchObject({ sequence: 49, promoted: 50 });
  });

  test('nothing is refused where there is nothing to do', () => {
    const same = quiet(
      { sequence: 50 },
      { template: { revision: 'app-old', containers: [{ image: image('1') }] } },
    );
    expect(planned(same, inputsOf({}, '49'))).toMatchObject({ do: 'nothing' });
  });
});

function begun(
  service: Service,
  inputs = inputsOf(),
  plan: { candidate: string; stable: string; template?: Template } = {
    candidate: 'app-new',
    stable: 'app-old',
  },
): ReturnType<typeof startingState> {
  const group = { id: '0123456789ab', waves: 'europe-west1' };
  return startingState(service, plan, { inputs, now: NOW, run: '', group });
}

describe('what failed before', () => {
  const template = renderTemplate(quiet().template, {
    image: image('1'),
    variables: {},
    variablesMode: 'merge',
  });
  const failure: Failure = {
    revision: 'app-bad',
    template: fingerprint(template),
    cause: 'failed',
    why: 'It crashed.',
    at: iso(NOW - 1_000),
  };
  const after = (service = quiet(), failed = failure): Service => ({
    ...service,
    annotations: withFailure(service.annotations, failed),
  });

  test('is refused under another name and after other deploys, too', () => {
    expect(() => planned(after())).toThrow(
      /app-bad, with the same image and configuration, was rolled back at .*: It crashed\./,
    );
    expect(() => planned(after(), inputsOf({ revision: 'app-bad' }))).toThrow(/app-bad was rolled back/);
  });

  test('is deployed with a repaired configuration, or when it is asked for', () => {
    expect(planned(after(), inputsOf({ 'env-vars': 'LEVEL=2' }))).toMatchObject({ do: 'start' });
    const again = inputsOf({ 'retry-failed': 'true' });
    const plan = planned(after(), again);
    expect(plan).toMatchObject({ do: 'start' });
    if (plan.do !== 'start') throw new Error('it was not planned');
    const { annotations } = begun(after(), again, plan);
    const left = readFailures(annotations);
    expect(Array.isArray(left) && failureOf(left, failure)).toBeUndefined();
  });

  test('is not guessed from a memory that somebody has changed', () => {
    const tampered = { ...quiet(), annotations: { ...quiet().annotations, 'sluice.dev/failed': '{}' } };
    expect(() => planned(tampered)).toThrow(/sluice\.dev\/failed is not the list/);
  });

  describe('keeps an address', () => {
    const withTag = (tag: string, age: number): Service => {
      const traffic = tagged(alone, tag, 'app-bad');
      return after(quiet({}, { traffic }), { ...failure, at: iso(NOW - age) });
    };
    const tagAfter = (service: Service, inputs = inputsOf()): string | undefined =>
      revisionTagged(begun(service, inputs).traffic, 'failed');

    test('while others are deployed, until its time is over', () => {
      expect(tagAfter(withTag('candidate', 1_000))).toBe('app-bad');
      expect(tagAfter(withTag('failed', DAY - 1))).toBe('app-bad');
      expect(tagAfter(withTag('failed', DAY))).toBeUndefined();
      expect(tagAfter(withTag('candidate', DAY))).toBeUndefined();
      expect(tagAfter(withTag('candidate', 1_000), inputsOf({ 'keep-failed': '0s' }))).toBeUndefined();
    });

    test('that is nobody else’s', () => {
      const theirs = tagged(withTag('candidate', 1_000).traffic, 'failed', 'app-theirs');
      expect(tagAfter({ ...withTag('candidate', 1_000), traffic: theirs })).toBe('app-theirs');
    });

    test('that is the candidate’s own once it is tried again', () => {
      const plan = { candidate: 'app-bad', stable: 'app-old' };
      const { traffic } = begun(withTag('failed', 1_000), inputsOf({ 'retry-failed': 'true' }), plan);
      expect([revisionTagged(traffic, 'failed'), revisionTagged(traffic, 'candidate')]).toEqual([
        undefined,
        'app-bad',
      ]);
    });
  });
});

describe('a tag of our name', () => {
  test('that somebody has set since our last write is refused, and so is a second deploy over it', () => {
    const traffic = tagged(alone, 'candidate', 'app-old');
    expect(() => planned(quiet({}, { traffic }))).toThrow(/uses the traffic tag candidate already/);
  });

  test('that stands as we left it is ours, also where somebody has moved the traffic by hand', () => {
    const traffic = [{ revision: 'app-b', percent: 100 }, ...alone.slice(1)];
    const moved = quiet({}, { traffic, serving: traffic });
    expect(planned(moved)).toMatchObject({ do: 'start', stable: 'app-b' });
  });
});

describe('secrets', () => {
  const reference = (version: string) => ({
    name: 'DB',
    valueSource: { secretKeyRef: { secret: 'shop-db', version } },
  });
  const at = inputsOf().at;
  const denied = new UserError('The secret cannot be read.', {
    remedy: 'Grant a role.',
    cause: Object.assign(new Error('denied'), { code: Code.PERMISSION_DENIED }),
  });
  const resolving = (answer: string | Error) => ({
    at,
    secrets: () => ({
      access: () => Promise.reject(new Error('no value is needed')),
      resolve: (name: string) =>
        answer instanceof Error ? Promise.reject(answer) : Promise.resolve(name.replace(/latest$/, answer)),
    }),
  });
  const withSecret = (version: string): Service =>
    quiet(
      {},
      { template: { revision: 'app-old', containers: [{ image: image('1'), env: [reference(version)] }] } },
    );
  const asked = (service: Service): Template => {
    const template = askedTemplate(service, inputsOf());
    if (!template) throw new Error('an image was wanted');
    return template;
  };
  const wanted = (service: Service, answer: string | Error) =>
    withPinnedSecrets(asked(service), service, resolving(answer));
  const versionsIn = (template: Template): string[] =>
    secretReferences(template).map(({ version }) => version);

  test('are pinned to numbers, which is a change of its own', async () => {
    const service = withSecret('latest');
    const { template, pinned, floating } = await wanted(service, '7');
    expect(versionsIn(template)).toEqual(['7']);
    expect(pinned).toEqual(['Pin the secret shop-db (latest) to version 7: 0/env/DB.']);
    expect(floating).toEqual([]);
    expect(planDeploy(service, inputsOf(), '', template)).toMatchObject({ do: 'start' });
  });

  test('that have not changed since are nothing to do, and a new version is a new revision', async () => {
    const { template } = await wanted(withSecret('latest'), '7');
    const deployed = quiet({}, { template: { ...template, revision: 'app-old' } });
    const again = await wanted(deployed, '7');
    expect(planDeploy(deployed, inputsOf(), '', again.template)).toMatchObject({ do: 'nothing' });
    const rotated = await wanted(deployed, '8');
    expect(versionsIn(rotated.template)).toEqual(['8']);
    expect(planDeploy(deployed, inputsOf(), '', rotated.template)).toMatchObject({ do: 'start' });
  });

  test('that this account may not look up float, and say so; where nothing else changes, nothing is deployed', async () => {
    const { template, floating } = await wanted(withSecret('latest'), denied);
    expect([versionsIn(template), floating]).toEqual([['latest'], ['shop-db']]);
    const before = (await wanted(withSecret('latest'), '7')).template;
    const deployed = quiet({}, { template: { ...before, revision: 'app-old' } });
    const again = await wanted(deployed, denied);
    expect(planDeploy(deployed, inputsOf(), '', again.template)).toMatchObject({ do: 'nothing' });
  });

  test('that are not there stop the deploy', async () => {
    await expect(wanted(withSecret('latest'), new Error('gone'))).rejects.toThrow('gone');
  });

  test('by number are not looked up at all', async () => {
    const never = {
      at,
      secrets: () => {
        throw new Error('nobody was to be asked');
      },
    };
    const service = withSecret('3');
    expect(versionsIn((await withPinnedSecrets(asked(service), service, never)).template)).toEqual(['3']);
  });

  test.each([
    ['a name that is none', { secrets: '1X=a' }, /Line 1 is not KEY=value/],
    ['a value', { secrets: 'DB=postgres://u:p@h/d' }, /belongs into Secret Manager/],
    ['a variable of Cloud Run', { secrets: 'PORT=a' }, /set by Cloud Run itself/],
    ['what is a variable, too', { secrets: 'A=a', 'env-vars': 'A=1' }, /is in `env-vars` too/],
    ['a copy without a token', { environment: 'production' }, /deployments: write/],
  ])('%s is refused', (_name, given, words) => {
    expect(() => inputsOf(given)).toThrow(words);
  });

  test('are read with their version, or as the latest', () => {
    expect(inputsOf({ secrets: 'A=a\nB=projects/p/secrets/b:7\nC=c:stable' }).secrets).toEqual({
      A: { secret: 'a', version: 'latest' },
      B: { secret: 'projects/p/secrets/b', version: '7' },
      C: { secret: 'c', version: 'stable' },
    });
  });
});

describe('caveats', () => {
  const start = { do: 'start', candidate: 'a', stable: 'b' } as const;

  test('are told where traffic is split, and only there', () => {
    const template: Template = { sessionAffinity: true, scaling: { minInstanceCount: 2 } };
    expect(caveatsOf(start, template).join(' ')).toMatch(/session affinity.* keeps 2 instances running/);
    expect(caveatsOf({ do: 'nothing', candidate: 'a', stable: 'a' }, template)).toEqual([]);
    expect(caveatsOf(start, {})).toEqual([]);
  });
});

describe('a promotion in words', () => {
  test('says what is pinned, and what that means for others', () => {
    const pinned = promotedInWords({ traffic: split(100) }, 'app-new', inputsOf());
    expect(pinned).toMatch(/pinned to app-new by name.*gcloud run deploy.*without traffic.*--to-latest/);
    const latest = inputsOf({ 'after-promotion': 'latest' });
    expect(promotedInWords({ traffic: [{ revision: 'LATEST', percent: 100 }] }, 'app-new', latest)).toMatch(
      /follows the latest revision/,
    );
    expect(promotedInWords({ traffic: split(100) }, 'app-new', latest)).toMatch(
      /^LATEST was asked for, but.*pinned to app-new/,
    );
  });
});

test('what a candidate is made of stands in its record', () => {
  const template = renderTemplate({}, { image: image('1'), variables: {}, variablesMode: 'merge' });
  const { annotations } = begun(quiet(), inputsOf(), { candidate: 'app-new', stable: 'app-old', template });
  expect(readState(annotations)).toMatchObject({
    image: `sha256:${'1'.repeat(64)}`,
    template: fingerprint(template),
  });
});
