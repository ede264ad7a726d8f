import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { opened } from '../../actions/model-manifest/src/manifest/envelope';
import type { Manifest } from '../../actions/model-manifest/src/manifest/model';
import { scaledClock } from '../../emulators/clock';
import { Faults } from '../../emulators/faults';
import { startGcs } from '../../emulators/gcs';
import type { RunningGcs } from '../../emulators/gcs';
import { keys, openModelBed } from './model-bed';
import type { ModelBed } from './model-bed';

let gcs: RunningGcs;
let faults: Faults;
let bed: ModelBed;

beforeEach(async () => {
  faults = new Faults();
  const buckets = [{ name: 'models' }];
  gcs = await startGcs({ clock: scaledClock(600), faults, buckets, writeIntervalMs: 0 });
  bed = await openModelBed({ home: 'gs://models/smile' }, { SLUICE_STORAGE_ENDPOINT: gcs.url });
});

afterEach(async () => {
  await bed.close();
  await gcs.close();
});

/** What an app would read. */
async function served(): Promise<Manifest> {
  const response = await fetch(`${gcs.url}/models/smile/manifest.json`);
  return opened(Buffer.from(await response.arrayBuffer()), [createPublicKey(keys.public)], 'the manifest');
}

const errorOf = ({ annotations }: { annotations: readonly { message: string }[] }): string =>
  annotations.map(({ message }) => message).join('\n');

describe('publishing', () => {
  test('puts the model, its report and a signed manifest where apps find them', async () => {
    const step = await bed.publish('1.0.0', 90, { first: 'true', channel: 'stable' });
    expect(errorOf(step)).toBe('');
    expect(step.outputs).toMatchObject({ result: 'published', sequence: '1', stable: '1.0.0' });
    const manifest = await served();
    const [version] = manifest.versions;
    expect(version).toMatchObject({
      version: '1.0.0',
      format: 'tflite',
      evaluation: { n: 100, correct: 90 },
    });
    expect(version?.inputs).toEqual([{ name: 'photo', shape: [1, 8], dtype: 'float32', quantization: null }]);
    const blob = await fetch(`${gcs.url}/models/smile/${version?.blob.path ?? ''}`);
    expect(blob.headers.get('cache-control')).toContain('immutable');
    expect((await blob.arrayBuffer()).byteLength).toBe(version?.blob.size);
    const object = await fetch(`${gcs.url}/models/smile/manifest.json`);
    expect(object.headers.get('cache-control')).toBe('no-cache');
  });

  test('lets a better model take over, and refuses one that is no better with the numbers', async () => {
    await bed.publish('1.0.0', 80, { first: 'true', channel: 'stable' });
    const no = await bed.publish('1.1.0', 81, { channel: 'stable' });
    expect(no.exitCode).toBe(1);
    expect(errorOf(no)).toContain('81 % against 80 % of 1.0.0');
    expect(await served()).toMatchObject({ sequence: 1, channels: { stable: '1.0.0' } });
    const yes = await bed.publish('1.2.0', 82, { channel: 'stable' });
    expect(yes.outputs).toMatchObject({ result: 'published', stable: '1.2.0', previous: '1.0.0' });
    expect(yes.summary).toContain('82 % against 80 %');
  });

  test('asks in its strict mode whether the improvement is certain, from both reports', async () => {
    await bed.publish('1.0.0', 80, { first: 'true', channel: 'stable' });
    const unsure = await bed.publish('1.1.0', 83, { gate: 'lower-bound', 'min-improvement': '0pp' });
    expect(errorOf(unsure)).toContain('3 examples won and 0 lost');
    const step = await bed.publish('1.1.1', 86, { gate: 'lower-bound', 'min-improvement': '0pp' });
    expect(step.outputs['result']).toBe('published');
    expect(step.summary).toContain('6 examples won and 0 lost');
  });

  test('of the same once more changes nothing, and says so', async () => {
    await bed.publish('1.0.0', 90, { first: 'true' });
    const again = await bed.publish('1.0.0', 90, { first: 'true' });
    expect(again.outputs).toMatchObject({ result: 'unchanged', sequence: '1' });
  });

  test('evaluates with the command that the caller gives', async () => {
    const { file, report } = await bed.model('1.0.0', 90);
    const evaluate = JSON.stringify(['sh', '-c', `echo looking at it; cp ${report} "$REPORT_FILE"`]);
    const step = await bed.step({ verb: 'publish', version: '1.0.0', file, evaluate, first: 'true' });
    expect(step.outputs['result']).toBe('published');
    expect(step.stdout).toContain('looking at it');
  });

  test.each([
    ['no model', { file: 'nowhere.tflite' }, 'There is no file nowhere.tflite'],
    ['a gate without a unit', { 'min-improvement': '1' }, 'has no unit'],
    ['a version that is none', { version: 'v1' }, 'is not a semantic version'],
    ['no place', { home: 'ftp://models' }, 'is no place for models'],
    ['a key that is none', { 'signing-key': 'not-a-key-at-all' }, 'not an Ed25519 private key'],
    ['a bucket that is not there', { home: 'gs://nobody' }, 'nobody'],
  ])('refuses %s before it writes anything', async (_what, more, message) => {
    const step = await bed.publish('1.0.0', 90, { first: 'true', ...more });
    expect(step.exitCode).toBe(1);
    expect(errorOf(step)).toContain(message);
    expect(errorOf(step)).not.toContain('not-a-key-at-all');
    expect(gcs.calls.filter(({ write, status }) => write && status < 400)).toEqual([]);
  });

  test('tells all faults of its inputs at once', async () => {
    const step = await bed.step({ verb: 'publish', home: 'nowhere', 'signing-key': '' });
    const message = errorOf(step);
    for (const input of ['home', 'signing-key', 'version', 'file', 'report', 'min-improvement'])
      expect(message).toContain(`\`${input}\``);
  });
});

describe('what comes after', () => {
  beforeEach(async () => {
    await bed.publish('1.0.0', 80, { first: 'true', channel: 'stable' });
    await bed.publish('1.1.0', 90);
  });

  test('a canary becomes stable for a share of the installations, and everybody later', async () => {
    const some = await bed.step({ verb: 'promote', percent: '20' });
    expect(some.outputs).toMatchObject({ result: 'promoted', stable: '1.1.0', previous: '1.0.0' });
    expect((await served()).rollout.percent).toBe(20);
    await bed.step({ verb: 'promote', percent: '100' });
    expect(await served()).toMatchObject({
      sequence: 4,
      rollout: { percent: 100 },
      channels: { previous: '1.0.0' },
    });
  });

  test('a bad model is taken back, revoked, and never comes again', async () => {
    await bed.step({ verb: 'promote' });
    const back = await bed.step({ verb: 'rollback', revoke: 'true' });
    expect(back.outputs).toMatchObject({ result: 'rolled-back', stable: '1.0.0', sequence: '4' });
    const again = await bed.publish('1.1.0', 90);
    expect(errorOf(again)).toContain('was revoked');
  });

  test('status needs no signing key, but one to believe in', async () => {
    const step = await bed.step({ verb: 'status', 'signing-key': '', 'trusted-keys': keys.public });
    expect(step.outputs).toMatchObject({ result: 'status', stable: '1.0.0', canary: '1.1.0' });
    const blind = await bed.step({ verb: 'status', 'signing-key': '' });
    expect(errorOf(blind)).toContain('none of the keys');
  });

  test('the history is complete: each manifest names the one before it', async () => {
    await bed.step({ verb: 'promote' });
    const manifest = await served();
    let [previous, sequence] = [manifest.previousManifestSha256, manifest.sequence];
    while (previous !== null) {
      sequence -= 1;
      const path = `manifests/${String(sequence).padStart(8, '0')}-${previous}.json`;
      const response = await fetch(`${gcs.url}/models/smile/${path}`);
      const before = opened(Buffer.from(await response.arrayBuffer()), [createPublicKey(keys.public)], path);
      expect(before.sequence).toBe(sequence);
      previous = before.previousManifestSha256;
    }
    expect(sequence).toBe(1);
  });
});

test('a publisher that somebody else overtakes begins again, and loses nothing', async () => {
  await bed.publish('1.0.0', 80, { first: 'true', channel: 'stable' });
  const [one, other] = await Promise.all([bed.publish('1.1.0', 90), bed.publish('1.2.0', 95)]);
  const results = [one, other].map(({ outputs }) => outputs['result']);
  const manifest = await served();
  // Whoever came second with the lower version is refused; whoever was told "published" is in the manifest.
  for (const [index, version] of ['1.1.0', '1.2.0'].entries())
    if (results[index] === 'published')
      expect(manifest.versions.map((each) => each.version)).toContain(version);
  expect(results).toContain('published');
  expect(manifest.channels.canary).toBe('1.2.0');
});

test.each(['reset-before', 'reset-after'] as const)(
  'a broken connection (%s) at any write is survived',
  async (kind) => {
    faults.add({ call: /Objects\.Insert|Uploads/, kind, times: 1 });
    faults.add({ call: /Objects\.Insert|Uploads/, kind, times: 1 });
    const step = await bed.publish('1.0.0', 90, { first: 'true' });
    expect(errorOf(step)).toBe('');
    expect(await served()).toMatchObject({ sequence: 1, channels: { canary: '1.0.0' } });
  },
);

test('a manifest that nobody trusted has signed stops everything', async () => {
  await bed.publish('1.0.0', 90, { first: 'true' });
  const stranger = generateKeyPairSync('ed25519')
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString();
  const step = await bed.publish('1.1.0', 95, { 'signing-key': stranger });
  expect(errorOf(step)).toContain('none of the keys of this step has signed it');
});
