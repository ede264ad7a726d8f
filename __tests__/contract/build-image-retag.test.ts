import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import { scaledClock } from '../../emulators/clock';
import { startRegistry } from '../../emulators/registry/registry';
import { openRegistries } from '../../lib/registry';
import type { Digest } from '../../lib/registry';
import { numberOf } from '../../actions/build-image/src/numbering';
import { publish } from '../../actions/build-image/src/publish';
import { bedForEachTest } from './build-image-bed';
import type { Bed } from './build-image-bed';
import type { StepResult } from '../runner/fake-runner';

const DOCKER_TYPE = 'application/vnd.docker.distribution.manifest.v2+json';
const CONFIG = '{"architecture":"amd64","os":"linux"}';

let bed: Bed;
bedForEachTest((opened) => {
  bed = opened;
});

const digestOf = (text: string): Digest => `sha256:${createHash('sha256').update(text).digest('hex')}`;

/** Bytes that no tool would write again in just this way, of the older of the two media types. */
function manifestNamed(name: string): { bytes: Buffer; mediaType: string; digest: Digest } {
  const config = { mediaType: 'application/vnd.docker.container.image.v1+json', size: CONFIG.length };
  const text = JSON.stringify(
    {
      layers: [],
      annotations: { name },
      config: { ...config, digest: digestOf(CONFIG) },
      mediaType: DOCKER_TYPE,
      schemaVersion: 2,
    },
    null,
    3,
  );
  return { bytes: Buffer.from(text), mediaType: DOCKER_TYPE, digest: digestOf(text) };
}

/** Lays an image into the repository under these tags. */
function plant(name: string, ...tags: string[]): Digest {
  const { digest, bytes, mediaType } = manifestNamed(name);
  const { repositories } = bed.registry.state;
  const shop = repositories.get('acme/shop') ?? { manifests: new Map(), blobs: new Map(), tags: new Map() };
  repositories.set('acme/shop', shop);
  shop.blobs.set(digestOf(CONFIG), Buffer.from(CONFIG));
  shop.manifests.set(digest, { bytes, mediaType, digest });
  for (const tag of tags) shop.tags.set(tag, digest);
  return digest;
}

const tagsInRegistry = (): Record<string, string> =>
  Object.fromEntries(bed.registry.state.repositories.get('acme/shop')?.tags ?? []);

function release(digest: string, inputs: Record<string, string> = {}): Promise<StepResult> {
  const image = `${bed.image}@${digest}`;
  return bed.build({ backend: 'retag', image, tags: 'type=semver,bump=minor', ...inputs });
}

describe('a release', () => {
  test('gives the same bytes the next version, and says which', async () => {
    plant('old', '1.2.3', 'v1.3.0', '2.0.0-rc.1', 'latest');
    const digest = plant('new', 'main');
    bed.forgetCalls();
    const step = await release(digest);
    expect(step).toMatchObject({ exitCode: 0, annotations: [] });
    expect(step.outputs).toMatchObject({
      version: '1.4.0',
      digest,
      image: `${bed.image}@${digest}`,
      tags: `${bed.image}:1.4.0`,
      result: 'pushed',
      labels: '',
      'previous-digest': '',
    });
    expect(JSON.parse(step.outputs['json'] ?? '')).toMatchObject({
      version: '1.4.0',
      digest,
      result: 'pushed',
    });
    expect(tagsInRegistry()).toMatchObject({ '1.4.0': digest, main: digest });
    expect(bed.registry.state.repositories.get('acme/shop')?.manifests.get(digest)).toMatchObject({
      mediaType: DOCKER_TYPE,
      bytes: manifestNamed('new').bytes,
    });
    expect(bed.writes()).toHaveLength(1);
    expect(step.summary).toContain('Released 1.4.0');
    expect(step.summary).toContain('Version 1.4.0 is the next minor one after 1.3.0.');
  });

  test('of the same image again finds its version and writes nothing', async () => {
    const digest = plant('new', 'main');
    const first = await release(digest);
    expect(first.outputs['version']).toBe('0.1.0');
    bed.forgetCalls();
    const second = await release(digest);
    expect(second.outputs).toMatchObject({ version: '0.1.0', result: 'unchanged', digest });
    expect(bed.writes()).toEqual([]);
  });

  test('run again later keeps its version beside newer ones, and pulls no shorter tag back', async () => {
    const old = plant('old', '1.2.0');
    const now = plant('new', '1.3.0', '1');
    const tags = 'type=semver,bump=minor\ntype=semver,bump=minor,pattern={{major}}';
    const step = await release(old, { tags });
    expect(step.outputs).toMatchObject({ version: '1.2.0', result: 'unchanged' });
    expect(tagsInRegistry()).toEqual({ '1.2.0': old, '1.3.0': now, '1': now });
  });

  test('completes one that broke between its tags', async () => {
    plant('old', '1.2.0', '1');
    const digest = plant('new', '1.3.0');
    const tags = 'type=semver,bump=minor\ntype=semver,bump=minor,pattern={{major}}';
    const step = await release(digest, { tags, 'previous-tag': 'prev' });
    expect(step.outputs).toMatchObject({ version: '1.3.0', result: 'pushed' });
    expect(tagsInRegistry()).toMatchObject({ '1': digest, prev: manifestNamed('old').digest });
  });

  test('never moves a version to another image', async () => {
    const other = plant('other', '1.2.3');
    const digest = plant('new', 'v1.2.3');
    bed.forgetCalls();
    const step = await release(digest);
    expect(step.exitCode).toBe(1);
    expect(step.stdout).toContain('a version is never given twice');
    expect(bed.writes()).toEqual([]);
    expect(tagsInRegistry()).toMatchObject({ '1.2.3': other });
  });

  test('of an image that is not there fails and writes nothing', async () => {
    plant('old', '1.0.0');
    bed.forgetCalls();
    const step = await release(`sha256:${'0'.repeat(64)}`);
    expect(step.exitCode).toBe(1);
    expect(step.stdout).toContain('There is no image');
    expect(bed.writes()).toEqual([]);
  });

  test('asks for the few highest of many versions, and goes no further than it must', async () => {
    for (let minor = 1; minor <= 300; minor += 1) plant(`build ${minor}`, `1.${minor}.0`);
    const digest = plant('build 297');
    bed.forgetCalls();
    const step = await release(digest);
    expect(step.outputs).toMatchObject({ version: '1.297.0', result: 'unchanged' });
    expect(bed.registry.calls.length).toBeLessThan(15);
    const fresh = await release(plant('fresh'));
    expect(fresh.outputs).toMatchObject({ version: '1.301.0', result: 'pushed' });
  });
});

test('further tags need no version', async () => {
  const digest = plant('new', 'main');
  const step = await release(digest, { tags: 'stable' });
  expect(step.outputs).toMatchObject({ version: 'stable', result: 'pushed' });
  expect(tagsInRegistry()).toEqual({ main: digest, stable: digest });
});

test('a build counts on too, and the same content keeps its number', async () => {
  const inputs = {
    backend: 'append',
    base: 'scratch',
    files: 'dist -> /app',
    tags: 'type=semver,bump=patch',
  };
  expect((await bed.build(inputs)).outputs).toMatchObject({ version: '0.0.1', result: 'pushed' });
  expect((await bed.build(inputs)).outputs).toMatchObject({ version: '0.0.1', result: 'unchanged' });
  await bed.write('dist/server.js', 'another one');
  expect((await bed.build(inputs)).outputs).toMatchObject({ version: '0.0.2', result: 'pushed' });
});

test('a release that takes the number in the very moment of the write is noticed', async () => {
  const other = manifestNamed('other');
  const ours = manifestNamed('ours');
  const registry = await startRegistry({
    clock: scaledClock(1),
    hooks: {
      onEffect: ({ request }) => {
        const shop = registry.state.repositories.get('acme/shop');
        if (request.endsWith('/manifests/0.1.0') && request.startsWith('PUT'))
          shop?.tags.set('0.1.0', other.digest);
      },
    },
  });
  const client = openRegistries({
    clock: { now: () => 0, sleep: () => Promise.resolve() },
    random: () => 0,
    signal: new AbortController().signal,
    secret: () => undefined,
    credentials: () => Promise.resolve(undefined),
  });
  try {
    const repository = { registry: registry.host, name: 'acme/shop' };
    const config = { digest: digestOf(CONFIG), size: CONFIG.length };
    await client.putBlob(repository, { ...config, open: () => Readable.from([Buffer.from(CONFIG)]) });
    await client.putManifest(repository, 'other', other);
    await client.putManifest(repository, 'ours', ours);
    const { version } = await numberOf(client, { repository, digest: ours.digest }, 'minor');
    expect(version).toBe('0.1.0');
    const publication = { repository, manifest: ours, previousTag: undefined, fixed: [version] };
    const published = publish(client, { ...publication, before: new Map([[version, undefined]]) });
    await expect(published).rejects.toThrow(`0.1.0 stands for ${other.digest} although it was just pushed`);
  } finally {
    await client.close();
    await registry.close();
  }
});
