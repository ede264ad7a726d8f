/** Secret Manager as this suite reads it, and the emulator as Google's own client reads it. */
import { SecretManagerServiceClient } from '@google-cloud/secret-manager';
import { GoogleAuth, PassThroughClient } from 'google-auth-library';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { scaledClock } from '../../emulators/clock';
import { startSecretManager } from '../../emulators/secretmanager';
import type { PermissionsOf, SecretManager } from '../../emulators/secretmanager';
import { openSecrets } from '../../lib/secrets';
import type { Secrets } from '../../lib/secrets';
import { environmentOf } from '../../lib/runner/environment';

const SECRET = 'projects/demo-project/secrets/database-url';
const clock = { now: () => 0, sleep: () => Promise.resolve() };

let emulator: SecretManager;
let permissions: PermissionsOf;
let secrets: Secrets;

beforeEach(async () => {
  permissions = () => 'all';
  emulator = await startSecretManager({
    clock: scaledClock(1),
    permissionsOf: (token, resource) => permissions(token, resource),
  });
  secrets = openSecrets({
    ...{ clock, random: () => 0, signal: new AbortController().signal },
    environment: environmentOf({ SLUICE_SECRET_MANAGER_ENDPOINT: emulator.url }),
  });
});
afterEach(() => emulator.close());

describe('access', () => {
  test('gives the value with the number of its version, also where the latest was asked for', async () => {
    emulator.add(SECRET, 'old');
    emulator.add(SECRET, 'ünïcode\n');
    const latest = { name: `${SECRET}/versions/2`, value: 'ünïcode\n' };
    expect(await secrets.access(SECRET)).toEqual(latest);
    expect(await secrets.access(`${SECRET}/versions/latest`)).toEqual(latest);
    expect(await secrets.access(`${SECRET}/versions/1`)).toEqual({
      name: `${SECRET}/versions/1`,
      value: 'old',
    });
  });

  test('tries again what is passing', async () => {
    emulator.add(SECRET, 'value');
    emulator.faults.add({ call: /Access/, kind: 'status', status: 503 });
    emulator.faults.add({ call: /Access/, kind: 'reset-before' });
    expect((await secrets.access(SECRET)).value).toBe('value');
    expect(emulator.calls.length).toBeGreaterThan(1);
  });

  test.each([
    ['DISABLED', /is in DISABLED state/],
    ['DESTROYED', /is in DESTROYED state/],
  ] as const)('a version that is %s is refused in a sentence', async (state, message) => {
    const name = emulator.add(SECRET, 'not to be seen', state);
    const refusal = secrets.access(name);
    await expect(refusal).rejects.toMatchObject({
      name: 'UserError',
      message: expect.stringMatching(message),
    });
    await expect(refusal).rejects.not.toThrow(/not to be seen/);
  });

  test('without the permission it says which role is missing, and on which secret', async () => {
    emulator.add(SECRET, 'value');
    permissions = () => new Set(['secretmanager.versions.get']);
    await expect(secrets.access(SECRET)).rejects.toMatchObject({
      message: expect.stringContaining(SECRET),
      remedy: expect.stringContaining('roles/secretmanager.secretAccessor'),
    });
  });

  test('a secret that is not there', async () => {
    await expect(secrets.access(SECRET)).rejects.toMatchObject({
      remedy: 'Correct the project, the secret or the version.',
    });
  });
});

describe('resolve', () => {
  test('gives the number that latest stands for, and reads no value', async () => {
    emulator.add(SECRET, 'old');
    emulator.add(SECRET, 'new');
    expect(await secrets.resolve(`${SECRET}/versions/latest`)).toBe(`${SECRET}/versions/2`);
    expect(emulator.calls.map(({ method }) => method)).toEqual(['SecretManagerService.GetSecretVersion']);
  });

  test('refuses a latest version that is disabled, as an instance would when it starts', async () => {
    emulator.add(SECRET, 'old');
    emulator.add(SECRET, 'new', 'DISABLED');
    await expect(secrets.resolve(SECRET)).rejects.toThrow(/versions\/2 is disabled/);
  });
});

test('Google’s own client reads, adds and disables versions of the emulator', async () => {
  emulator.add(SECRET, 'first');
  const client = new SecretManagerServiceClient({
    fallback: true,
    apiEndpoint: '127.0.0.1',
    port: emulator.port,
    protocol: 'http',
    projectId: 'demo-project',
    auth: new GoogleAuth({ authClient: new PassThroughClient() }),
  });
  const [added] = await client.addSecretVersion({ parent: SECRET, payload: { data: Buffer.from('second') } });
  expect(added.name).toBe(`${SECRET}/versions/2`);
  const [accessed] = await client.accessSecretVersion({ name: `${SECRET}/versions/latest` });
  expect(Buffer.from(accessed.payload?.data ?? '').toString()).toBe('second');
  await client.disableSecretVersion({ name: `${SECRET}/versions/2` });
  await expect(client.accessSecretVersion({ name: `${SECRET}/versions/2` })).rejects.toMatchObject({
    code: 9,
  });
  await client.close();
});
