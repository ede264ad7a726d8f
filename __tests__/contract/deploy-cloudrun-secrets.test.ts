import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { scaledClock } from '../../emulators/clock';
import { startSecretManager } from '../../emulators/secretmanager';
import type { PermissionsOf, SecretManager } from '../../emulators/secretmanager';
import { bedForEachTest, fault, image } from './deploy-cloudrun-bed';
import type { Bed, Inputs } from './deploy-cloudrun-bed';
import type { StepResult } from '../runner/fake-runner';

const SECRET = 'projects/demo-project/secrets/shop-db';

let bed: Bed;
let manager: SecretManager;
let permissions: PermissionsOf;
bedForEachTest((opened) => {
  bed = opened;
});
beforeEach(async () => {
  permissions = () => 'all';
  manager = await startSecretManager({
    clock: scaledClock(1),
    permissionsOf: (token, resource) => permissions(token, resource),
  });
  manager.add(SECRET, 'first');
  await bed.create();
});
afterEach(() => manager.close());

const deploy = (inputs: Inputs = {}): Promise<StepResult> =>
  bed.deploy(
    { image: image('1'), rollout: '100%', secrets: 'DATABASE_URL=shop-db', ...inputs },
    { env: { SLUICE_SECRET_MANAGER_ENDPOINT: manager.url } },
  );

/** Which version the variable gets in the newest revision. */
async function versionNow(): Promise<string | null | undefined> {
  const [container] = (await bed.get()).template?.containers ?? [];
  const variable = container?.env?.find(({ name }) => name === 'DATABASE_URL');
  return variable?.valueSource?.secretKeyRef?.version;
}

const ending = (step: StepResult): unknown[] => [fault(step), step.outputs['result']];
const warnings = ({ annotations }: StepResult): string =>
  annotations
    .filter(({ name }) => name === 'warning')
    .map(({ message }) => message)
    .join('\n');

describe('the secrets of a deploy', () => {
  test('are pinned to the version that is the latest now; the same deploy again is nothing to do', async () => {
    manager.add(SECRET, 'second');
    const first = await deploy();
    expect(ending(first)).toEqual(['', 'promoted']);
    expect(first.stdout).toContain('Pin the secret shop-db (latest) to version 2');
    expect(await versionNow()).toBe('2');
    expect(ending(await deploy())).toEqual(['', 'unchanged']);
    expect(manager.calls.some(({ method }) => method.includes('Access'))).toBe(false);
  });

  test('that were added since make a new revision, also where `secrets` is not given again; a rollback has the old one', async () => {
    const before = await deploy();
    manager.add(SECRET, 'second');
    const after = await deploy({ secrets: '' });
    expect(ending(after)).toEqual(['', 'promoted']);
    expect(after.outputs['revision']).not.toBe(before.outputs['revision']);
    expect(await versionNow()).toBe('2');
    const back = await bed.rollback();
    const stable = bed.run.state.services
      .get('projects/demo-project/locations/europe-west1/services/app')
      ?.revisions.get(back.outputs['revision'] ?? '');
    expect(JSON.stringify(stable?.template)).toContain('"version":"1"');
  });

  test('that may not be looked up float on, and a warning says what that means', async () => {
    permissions = () => new Set();
    const step = await deploy();
    expect(ending(step)).toEqual(['', 'promoted']);
    expect(await versionNow()).toBe('latest');
    expect(warnings(step)).toMatch(
      /version of the secret shop-db could not be looked up.*secretmanager\.viewer/,
    );
    expect(ending(await deploy())).toEqual(['', 'unchanged']);
  });

  test('that are not there stop it before anything is written', async () => {
    const mark = bed.run.calls.length;
    const step = await deploy({ secrets: 'DATABASE_URL=shop-bd' });
    expect(fault(step)).toMatch(/shop-bd/);
    expect([step.exitCode, bed.writesSince(mark)]).toEqual([1, 0]);
  });

  test('are what was approved: a version that was added behind the gate stops the deploy', async () => {
    const plan = (await deploy({ 'dry-run': 'true' })).outputs['plan'] ?? '';
    manager.add(SECRET, 'second');
    expect(fault(await deploy({ 'approved-plan': plan }))).toMatch(/was approved, but this deploy would be/);
  });

  test('may be approved by somebody who must not look their versions up', async () => {
    permissions = () => new Set();
    const plan = (await deploy({ 'dry-run': 'true' })).outputs['plan'] ?? '';
    permissions = () => 'all';
    expect(ending(await deploy({ 'approved-plan': plan }))).toEqual(['', 'promoted']);
    expect(await versionNow()).toBe('1');
  });

  test('cost no call where there are none, or all have a number', async () => {
    expect(ending(await deploy({ secrets: 'DATABASE_URL=shop-db:1' }))).toEqual(['', 'promoted']);
    expect(manager.calls).toEqual([]);
  });
});
