import { createServer } from 'node:http';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { listenOnLoopback } from '../../emulators/server';
import { defaultCredentials } from '../../lib/registry';
import type { Credentials } from '../../lib/registry';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'docker-config-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** What is found for a registry, with this Docker configuration. */
async function credentialsOf(registry: string, config?: unknown): Promise<Credentials | undefined> {
  if (config !== undefined)
    await writeFile(
      join(folder, 'config.json'),
      typeof config === 'string' ? config : JSON.stringify(config),
    );
  const variables = { DOCKER_CONFIG: folder, PATH: `${folder}${delimiter}${process.env['PATH'] ?? ''}` };
  return defaultCredentials(variables, { debug: () => undefined })(registry);
}

/** A credential helper on the PATH. */
async function install(name: string, script: string): Promise<void> {
  await writeFile(join(folder, `docker-credential-${name}`), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
}

test('without a Docker configuration there are none', async () => {
  expect(await credentialsOf('ghcr.io')).toBeUndefined();
});

test('what docker login has left is used, for this registry only', async () => {
  const config = {
    auths: { 'ghcr.io': { auth: base64('octocat:pass:word') }, 'https://other.io': { auth: base64('a:b') } },
  };
  expect(await credentialsOf('ghcr.io', config)).toEqual({ username: 'octocat', password: 'pass:word' });
  expect(await credentialsOf('other.io', config)).toEqual({ username: 'a', password: 'b' });
  expect(await credentialsOf('quay.io', config)).toBeUndefined();
});

test('Docker Hub is found under its old address', async () => {
  const config = { auths: { 'https://index.docker.io/v1/': { auth: base64('me:it') } } };
  expect(await credentialsOf('docker.io', config)).toEqual({ username: 'me', password: 'it' });
});

test('a refresh token is known as such', async () => {
  const config = { auths: { 'ghcr.io': { auth: base64('00000000-0000:'), identitytoken: 'refresh' } } };
  expect(await credentialsOf('ghcr.io', config)).toEqual({ identityToken: 'refresh' });
});

test('a credential helper is asked for its registry, on its standard input', async () => {
  await install(
    'gcloud',
    'read host; echo "{\\"Username\\":\\"oauth2accesstoken\\",\\"Secret\\":\\"$1-$host\\"}"',
  );
  const config = {
    credHelpers: { 'europe-docker.pkg.dev': 'gcloud' },
    auths: { 'ghcr.io': { auth: base64('a:b') } },
  };
  expect(await credentialsOf('europe-docker.pkg.dev', config)).toEqual({
    username: 'oauth2accesstoken',
    password: 'get-europe-docker.pkg.dev',
  });
  expect(await credentialsOf('ghcr.io', config)).toEqual({ username: 'a', password: 'b' });
});

test('a store that knows nothing of the registry is no error', async () => {
  await install('desktop', 'echo "credentials not found in native keychain"; exit 1');
  expect(await credentialsOf('ghcr.io', { credsStore: 'desktop' })).toBeUndefined();
});

test.each([
  ['is missing', undefined, /cannot be started/],
  ['fails', 'echo secret-detail; exit 3', /exit code 3/],
  ['answers nonsense', 'echo secret-detail', /not JSON/],
])('a helper that %s is named, and nothing that it printed', async (_what, script, message) => {
  if (script !== undefined) await install('broken', script);
  const asked = credentialsOf('ghcr.io', { credsStore: 'broken' });
  await expect(asked).rejects.toThrow(message);
  await expect(asked).rejects.not.toThrow(/secret-detail/);
});

test('a helper is a name, never a path or a command', async () => {
  await expect(credentialsOf('ghcr.io', { credsStore: '../../bin/sh -c' })).rejects.toThrow(
    /not the name of a helper/,
  );
});

test('a configuration that is not JSON is named without its contents', async () => {
  const asked = credentialsOf('ghcr.io', '{"auths": secret-detail');
  await expect(asked).rejects.toThrow(/config\.json is not JSON/);
  await expect(asked).rejects.not.toThrow(/secret-detail/);
});

test('for Artifact Registry the login of google-github-actions/auth is enough', async () => {
  const tokens = createServer((request, response) => {
    request.resume();
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end('{"access_token":"from-google","token_type":"Bearer","expires_in":3600}');
  });
  const server = await listenOnLoopback(tokens);
  const file = join(folder, 'google.json');
  // What that action leaves; without the project the library would ask Google for it.
  const login = { GOOGLE_APPLICATION_CREDENTIALS: file, GOOGLE_CLOUD_PROJECT: 'acme' };
  const before = { ...process.env };
  await writeFile(join(folder, 'oidc'), 'a token of GitHub');
  await writeFile(
    file,
    JSON.stringify({
      type: 'external_account',
      audience: '//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/g',
      subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
      token_url: `${server.url}/token`,
      credential_source: { file: join(folder, 'oidc') },
    }),
  );
  Object.assign(process.env, login);
  try {
    const credentials = { username: 'oauth2accesstoken', password: 'from-google' };
    expect(await credentialsOf('europe-docker.pkg.dev')).toEqual(credentials);
    expect(await credentialsOf('europe-docker.pkg.dev.evil.example')).toBeUndefined();
  } finally {
    for (const name of Object.keys(login)) Reflect.deleteProperty(process.env, name);
    Object.assign(process.env, before);
    await server.close();
  }
});
