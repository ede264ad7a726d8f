import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { scaledClock } from '../../emulators/clock';
import { startRegistry } from '../../emulators/registry/registry';
import type { RunningRegistry } from '../../emulators/registry/registry';
import { makeImage, pushImage } from '../../rehearsal/image';

const installed = spawnSync('skopeo', ['--version']).status === 0;
const withSkopeo = installed ? test : test.skip;
if (!installed)
  console.warn('SKIPPED: skopeo is not installed, so only our own client was tried on the registry');

const run = promisify(execFile);
const image = {
  files: {
    '/app/hello.txt': { content: 'hello' },
    '/app/deep/er.sh': { content: '#!/bin/sh\n', mode: 0o755 },
  },
  entrypoint: ['/app/deep/er.sh'],
  labels: { purpose: 'a test' },
};

let registry: RunningRegistry;
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'skopeo-'));
  // skopeo wants to be told that any signature will do.
  await writeFile(join(folder, 'policy.json'), '{"default":[{"type":"insecureAcceptAnything"}]}');
  registry = await startRegistry({ clock: scaledClock(1) });
});

afterEach(async () => {
  await registry.close();
  await rm(folder, { recursive: true });
});

async function skopeo(...argv: string[]): Promise<string> {
  const { stdout } = await run('skopeo', ['--policy', join(folder, 'policy.json'), ...argv]);
  return stdout;
}

test('the same files make the same image, byte for byte', async () => {
  const [one, other] = [await makeImage(image), await makeImage(image)];
  expect(one.manifest.bytes.equals(other.manifest.bytes)).toBe(true);
  const changed = await makeImage({ ...image, entrypoint: ['/app/other'] });
  expect(changed.manifest.digest).not.toBe(one.manifest.digest);
  expect(changed.layer.digest).toBe(one.layer.digest);
});

withSkopeo('skopeo reads the image that we push, pulls it and pushes it under another name', async () => {
  const { digest } = await pushImage(registry.host, 'team/app', image, ['v1']);
  const inspected: unknown = JSON.parse(
    await skopeo('inspect', '--tls-verify=false', `docker://${registry.host}/team/app:v1`),
  );
  expect(inspected).toMatchObject({ Digest: digest, Labels: { purpose: 'a test' }, RepoTags: ['v1'] });

  const layout = `oci:${join(folder, 'layout')}:v1`;
  await skopeo('copy', '--src-tls-verify=false', `docker://${registry.host}/team/app@${digest}`, layout);
  await skopeo('copy', '--dest-tls-verify=false', layout, `docker://${registry.host}/copy/app:v2`);
  expect(registry.state.repositories.get('copy/app')?.tags.get('v2')).toBe(digest);
});

withSkopeo('skopeo copies and deletes within the registry', async () => {
  await pushImage(registry.host, 'one', image, ['v1']);
  const [from, to] = ['one', 'two'].map((name) => `docker://${registry.host}/${name}:v1`);
  const plain = ['--src-tls-verify=false', '--dest-tls-verify=false'];
  await skopeo('copy', ...plain, String(from), String(to));
  expect(await skopeo('list-tags', '--tls-verify=false', `docker://${registry.host}/two`)).toContain('v1');
  await skopeo('delete', '--tls-verify=false', String(to));
  await expect(skopeo('inspect', '--tls-verify=false', String(to))).rejects.toThrow(/manifest/i);
});

withSkopeo('skopeo logs in where a token is asked for', async () => {
  await registry.close();
  const authentication = { username: 'oauth2accesstoken', password: 'secret' };
  registry = await startRegistry({ clock: scaledClock(1), authentication });
  await skopeo(
    'login',
    '--tls-verify=false',
    '--authfile',
    join(folder, 'auth.json'),
    '-u',
    'oauth2accesstoken',
    '-p',
    'secret',
    registry.host,
  );
  const archive = `oci:${join(folder, 'layout')}:v1`;
  const open = await startRegistry({ clock: scaledClock(1) });
  await pushImage(open.host, 'app', image, ['v1']);
  await skopeo('copy', '--src-tls-verify=false', `docker://${open.host}/app:v1`, archive);
  await open.close();
  const target = `docker://${registry.host}/team/app:v1`;
  const push = ['copy', '--dest-tls-verify=false', '--authfile'];
  await skopeo(...push, join(folder, 'auth.json'), archive, target);
  expect(registry.state.repositories.get('team/app')?.tags.has('v1')).toBe(true);
  await writeFile(join(folder, 'none.json'), '{}');
  await expect(skopeo(...push, join(folder, 'none.json'), archive, target)).rejects.toThrow(/auth/i);
});
