import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startGcs } from '../../emulators/gcs';
import type { RunningGcs } from '../../emulators/gcs';
import { openModelBed } from './model-bed';
import type { ModelBed } from './model-bed';
import { openReleaseBed, SettableClock } from './model-release-bed';

const TWO_DAYS = 2 * 86_400_000;
const [OLD, YOUNG] = ['1'.repeat(64), '2'.repeat(64)];
/** The manifest of somebody who lost a race. */
const LOST = `manifests/00000002-${'3'.repeat(64)}.json`;

/** A home of either kind. */
interface Home {
  bed: ModelBed;
  clock: SettableClock;
  /** Stores something that no manifest names. */
  leave: (path: string) => Promise<void>;
  /** All paths below `blobs/` and `manifests/`. */
  paths: () => Promise<string[]>;
  close: () => Promise<void>;
}

async function bucketHome(): Promise<Home> {
  const clock = new SettableClock();
  const gcs = await startGcs({ clock, buckets: [{ name: 'models' }], writeIntervalMs: 0 });
  const bed = await openModelBed({ home: 'gs://models/smile' }, { SLUICE_STORAGE_ENDPOINT: gcs.url });
  return {
    ...{ bed, clock },
    leave: async (path) => {
      const name = encodeURIComponent(`smile/${path}`);
      const url = `${gcs.url}/upload/storage/v1/b/models/o?uploadType=media&name=${name}`;
      const { ok } = await fetch(url, { method: 'POST', body: 'left over' });
      expect(ok).toBe(true);
    },
    paths: () => pathsIn(gcs),
    close: async () => {
      await bed.close();
      await gcs.close();
    },
  };
}

async function pathsIn({ url }: RunningGcs): Promise<string[]> {
  const response = await fetch(`${url}/storage/v1/b/models/o?prefix=smile/`);
  const { items } = (await response.json()) as { items: { name: string }[] };
  return items.map(({ name }) => name.slice('smile/'.length)).filter((path) => path !== 'manifest.json');
}

async function releaseHome(): Promise<Home> {
  const bed = await openReleaseBed();
  const { github, clock } = bed;
  return {
    ...{ bed, clock },
    leave: (path) => {
      const assets = github.state.releases[0]?.assets ?? [];
      const [some] = assets;
      if (!some) throw new Error('there is no release yet');
      const name = path.replaceAll('/', '.');
      assets.push({ ...some, id: 900_000 + assets.length, name, bytes: Buffer.from('x'), at: clock.now() });
      return Promise.resolve();
    },
    paths: () => {
      const names = bed.names().filter((name) => name !== 'manifest.json');
      const path = (name: string): string =>
        name.replace('blobs.sha256.', 'blobs/sha256/').replace('manifests.', 'manifests/');
      return Promise.resolve(names.map(path));
    },
    close: () => bed.close(),
  };
}

describe.each([
  ['a bucket', bucketHome],
  ['a release', releaseHome],
])('pruning %s', (_where, open) => {
  let home: Home;

  /** Four versions, of which channels have two, and what was left over of lost races; all of it two days old. */
  beforeEach(async () => {
    home = await open();
    home.clock.offset = -TWO_DAYS;
    await home.bed.publish('1.0.0', 80, { first: 'true', channel: 'stable' });
    for (const [version, correct] of [
      ['1.1.0', 90],
      ['1.2.0', 91],
      ['1.3.0', 92],
    ] as const)
      await home.bed.publish(version, correct);
    await home.leave(`blobs/sha256/${OLD}`);
    await home.leave(LOST);
    home.clock.offset = 0;
    await home.leave(`blobs/sha256/${YOUNG}`);
  });

  afterEach(() => home.close());

  const sha256Of = async (version: string, correct: number): Promise<string> =>
    `blobs/sha256/${(await home.bed.model(version, correct)).sha256}`;

  test('leaves what channels, the history and a publisher under way need', async () => {
    const step = await home.bed.step({ verb: 'prune', keep: '0' });
    expect(step.outputs).toMatchObject({ result: 'pruned', sequence: '5', stable: '1.0.0', canary: '1.3.0' });
    expect(step.summary).toContain('Left out: 1.1.0, 1.2.0.');
    const paths = await home.paths();
    for (const [version, correct] of [
      ['1.0.0', 80],
      ['1.3.0', 92],
    ] as const)
      expect(paths).toContain(await sha256Of(version, correct));
    for (const [version, correct] of [
      ['1.1.0', 90],
      ['1.2.0', 91],
    ] as const)
      expect(paths).not.toContain(await sha256Of(version, correct));
    expect(paths).toContain(`blobs/sha256/${YOUNG}`);
    expect(paths).not.toContain(`blobs/sha256/${OLD}`);
    expect(paths).not.toContain(LOST);
    // The history stays: five manifests were committed.
    expect(paths.filter((path) => path.startsWith('manifests/'))).toHaveLength(5);
    // Two models, a report on each, and what is too young.
    expect(paths.filter((path) => path.startsWith('blobs/'))).toHaveLength(5);
  });

  test('keeps as many versions as it is told, the newest, and a second run finds nothing to do', async () => {
    const step = await home.bed.step({ verb: 'prune', keep: '1' });
    expect(step.summary).toContain('Left out: 1.1.0.');
    expect(await home.paths()).toContain(await sha256Of('1.2.0', 91));
    const again = await home.bed.step({ verb: 'prune', keep: '1' });
    expect(again.outputs).toMatchObject({ result: 'unchanged', sequence: '5' });
  });

  test('takes orphans away where no version is to go', async () => {
    const step = await home.bed.step({ verb: 'prune' });
    expect(step.outputs).toMatchObject({ result: 'pruned', sequence: '4' });
    expect(step.summary).toContain('2 objects removed');
    expect(await home.paths()).not.toContain(LOST);
  });
});

test('a bucket without a manifest is not pruned', async () => {
  const home = await bucketHome();
  try {
    await home.leave(`blobs/sha256/${OLD}`);
    const step = await home.bed.step({ verb: 'prune' });
    expect(step.exitCode).toBe(1);
    expect(await home.paths()).toEqual([`blobs/sha256/${OLD}`]);
  } finally {
    await home.close();
  }
});
