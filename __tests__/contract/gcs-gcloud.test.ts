import { execFile, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { scaledClock } from '../../emulators/clock';
import type { RunningGcs } from '../../emulators/gcs';
import { startGcs } from '../../emulators/gcs';

const installed = spawnSync('gcloud', ['--version']).status === 0;
const withGcloud = installed ? test : test.skip;
if (!installed)
  console.warn("SKIPPED: gcloud is not installed, so only Google's client was tried on Cloud Storage");

const run = promisify(execFile);
let gcs: RunningGcs;
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gcloud-storage-'));
  const buckets = [{ name: 'plain' }, { name: 'versioned', versioning: true }];
  gcs = await startGcs({ clock: scaledClock(1), buckets, writeIntervalMs: 0 });
});

afterEach(async () => {
  await gcs.close();
  await rm(folder, { recursive: true });
});

async function gcloud(...argv: string[]): Promise<string> {
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: folder,
    CLOUDSDK_CONFIG: join(folder, 'config'),
    CLOUDSDK_API_ENDPOINT_OVERRIDES_STORAGE: `${gcs.url}/storage/v1/`,
    CLOUDSDK_AUTH_DISABLE_CREDENTIALS: 'true',
    CLOUDSDK_CORE_PROJECT: 'demo-project',
    CLOUDSDK_CORE_DISABLE_PROMPTS: '1',
    CLOUDSDK_CORE_DISABLE_USAGE_REPORTING: 'true',
  };
  const { stdout } = await run('gcloud', ['storage', ...argv], { env });
  return stdout;
}

withGcloud(
  'gcloud storage copies, shows, lists and removes, held to its generations',
  async () => {
    const bytes = randomBytes(300_000);
    await writeFile(join(folder, 'in'), bytes);
    const [local, remote] = [join(folder, 'in'), 'gs://plain/dir/o'];
    await gcloud('cp', '--if-generation-match=0', '--cache-control=no-cache', local, remote);
    const version = gcs.state.bucket('plain').live.get('dir/o');
    expect(version?.fields).toMatchObject({ cacheControl: 'no-cache' });
    await expect(gcloud('cp', '--if-generation-match=0', local, remote)).rejects.toThrow('412');
    expect(await gcloud('ls', '-l', 'gs://plain/dir/')).toMatch(/300000 .*gs:\/\/plain\/dir\/o/);
    await gcloud('cp', remote, join(folder, 'out'));
    expect((await readFile(join(folder, 'out'))).equals(bytes)).toBe(true);
    await expect(gcloud('rm', '--if-generation-match=1', remote)).rejects.toThrow('412');
    await gcloud('rm', `--if-generation-match=${version?.generation ?? 0}`, remote);
    expect(gcs.state.bucket('plain').live.size).toBe(0);
  },
  180_000,
);

withGcloud(
  'gcloud storage uploads what is large in a session, copies it in the cloud, and shows its versions',
  async () => {
    const bytes = randomBytes(12_000_000);
    await writeFile(join(folder, 'large'), bytes);
    await gcloud('cp', join(folder, 'large'), 'gs://versioned/large');
    expect(gcs.calls.map(({ method }) => method)).toContain('Uploads.Append');
    await writeFile(join(folder, 'small'), 'hello');
    await gcloud('cp', join(folder, 'small'), 'gs://versioned/large');
    expect(await gcloud('cat', 'gs://versioned/large')).toBe('hello');
    const listed = (await gcloud('ls', '-a', 'gs://versioned/large')).trim().split('\n');
    expect(listed).toHaveLength(2);
    await gcloud('cp', listed[0] ?? '', 'gs://plain/copy');
    await gcloud('cp', 'gs://plain/copy', join(folder, 'back'));
    expect((await readFile(join(folder, 'back'))).equals(bytes)).toBe(true);
    expect(gcs.calls.map(({ method }) => method)).not.toContain('Unknown');
  },
  180_000,
);
