import { afterEach, describe, expect, test } from '@jest/globals';
import { open as openFile, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { errorOf, openAppStoreBed } from './mobile-app-store-bed';
import type { AppStoreBed } from './mobile-app-store-bed';
import { ipaOf } from './mobile-ipa';

let bed: AppStoreBed;

afterEach(() => bed.close());

const seed = { groups: [{ name: 'Team', internal: true }, { name: 'Friends' }] };
const wants = { groups: ['Team', 'Friends'], notes: { 'en-US': 'Faster.' } };

/** Uploads a build and gives it to people, as one step does. */
const publish = async (signal?: AbortSignal): Promise<string> => {
  const { state } = await bed.publish(await bed.ipa('42'), { ...wants, ...(signal ? { signal } : {}) });
  return state;
};

/** Everything there exactly once, whatever happened on the way. */
function expectWhole(): void {
  expect(bed.uploads()).toEqual(['COMPLETE']);
  expect(bed.list('buildUploadFiles')).toHaveLength(1);
  expect(bed.list('builds')).toHaveLength(1);
  expect(bed.list('builds')[0]?.relationships['betaGroups']).toHaveLength(2);
  expect(bed.list('betaAppReviewSubmissions')).toHaveLength(1);
  expect(bed.list('betaBuildLocalizations')).toHaveLength(1);
}

const reads = ['Apps.List', 'Builds.List', 'BuildUploads.List', 'BuildUploadFiles.List', 'BetaGroups.List'];
const writes = [
  ...[
    'BuildUploads.Create',
    'BuildUploadFiles.Create',
    'Parts.Put',
    'BuildUploadFiles.Update',
    'Builds.Update',
  ],
  ...['Localizations.Create', 'BetaReviews.Create', 'Builds.AddGroups'],
];

describe('a connection that breaks', () => {
  test.each(
    [...reads, ...writes].flatMap((method) =>
      (['reset-before', 'reset-after'] as const).map((kind) => [method, kind] as const),
    ),
  )('at %s (%s) leaves everything there once', async (method, kind) => {
    bed = await openAppStoreBed(seed);
    bed.faults.add({ call: new RegExp(`^${method}$`), kind });
    expect(await publish()).toBe('testing');
    expect(bed.faults.pending).toBe(0);
    expectWhole();
  });

  test('in the middle of parts costs those parts only', async () => {
    bed = await openAppStoreBed(seed);
    for (const afterBytes of [0, 500, 999]) bed.store.cuts.add({ call: /^Parts\.Put$/, afterBytes });
    expect(await publish()).toBe('testing');
    expect(bed.store.cuts.pending).toBe(0);
    expect(bed.uploads()).toEqual(['COMPLETE']);
    expect(bed.list('buildUploadFiles')).toHaveLength(1);
  });
});

test.each([429, 500, 503])('a %i is waited out, for reads and writes', async (status) => {
  bed = await openAppStoreBed(seed);
  for (const method of [...reads, ...writes])
    bed.faults.add({ call: new RegExp(`^${method}$`), kind: 'status', status });
  expect(await publish()).toBe('testing');
  expect(bed.faults.pending).toBe(0);
  expectWhole();
});

describe('work that ends at a call and is done again', () => {
  /** Ends it as a call comes in, or when it took effect and is not answered yet. @returns whether there was such a call */
  async function endedAt(index: number, when: 'onCall' | 'onEffect'): Promise<boolean> {
    const end = new AbortController();
    let calls = 0;
    const hook = (): void => {
      calls += 1;
      if (calls === index) end.abort(new Error('The job has ended.'));
    };
    bed = await openAppStoreBed(seed, { hooks: { [when]: hook }, partBytes: 2_000 });
    const first = await publish(end.signal).catch((error: unknown) => error);
    if (end.signal.aborted) expect(first).toMatchObject({ message: 'The job has ended.' });
    else expect(first).toBe('testing');
    expect(await publish()).toBe('testing');
    expectWhole();
    return end.signal.aborted;
  }

  // Every third call; `npm run faults -- mobile` kills the action at each of them.
  test.each(['onCall', 'onEffect'] as const)(
    'at a call (%s) converges',
    async (when) => {
      let index = when === 'onCall' ? 1 : 2;
      while (await endedAt(index, when)) {
        await bed.close();
        index += 3;
      }
      // Far enough to have been through everything.
      expect(index).toBeGreaterThan(20);
    },
    240_000,
  );
});

test('two jobs with the same build end with one delivery and one review', async () => {
  bed = await openAppStoreBed(seed);
  const file = await bed.ipa('42');
  const outcomes = await Promise.all([bed.publish(file, wants), bed.publish(file, wants)]);
  expect(outcomes.map(({ state }) => state)).toEqual(['testing', 'testing']);
  expect(bed.uploads()).toEqual(['COMPLETE']);
  expect(bed.list('builds')).toHaveLength(1);
  expect(bed.list('betaAppReviewSubmissions')).toHaveLength(1);
  expect(bed.list('betaBuildLocalizations')).toHaveLength(1);
});

test('a reservation whose addresses are over is replaced', async () => {
  bed = await openAppStoreBed(seed, { partLifetimeMs: 3_600_000 });
  bed.faults.add({ call: /^Parts\.Put$/, kind: 'slow', delayMs: 3_700_000 });
  expect(await publish()).toBe('testing');
  expectWhole();
  expect(bed.store.calls.filter(({ method }) => method === 'BuildUploads.Delete')).toHaveLength(1);
});

/** An app of so many bytes: what comes before the archive is not part of it. */
async function writeLargeIpa(path: string, build: string, megabytes: number): Promise<void> {
  const archive = ipaOf({
    bundleId: 'com.example.smile',
    version: '1.2.0',
    build,
    usesNonExemptEncryption: false,
  });
  const shift = megabytes * 1_000_000;
  const end = archive.length - 22;
  const central = archive.readUInt32LE(end + 16);
  for (let at = central; at < end; at += 46 + archive.readUInt16LE(at + 28))
    archive.writeUInt32LE(archive.readUInt32LE(at + 42) + shift, at + 42);
  archive.writeUInt32LE(central + shift, end + 16);
  await truncate(path, 0).catch(() => undefined);
  const file = await openFile(path, 'w');
  await file.write(archive, 0, archive.length, shift);
  await file.close();
}

test('200 MB go up without being held in memory', async () => {
  bed = await openAppStoreBed({}, { partBytes: 50_000_000 });
  const peaks: number[] = [];
  for (const [build, megabytes] of [
    ['42', 20],
    ['43', 200],
  ] as const) {
    await writeLargeIpa(join(bed.folder, 'large.ipa'), build, megabytes);
    const step = await bed.step({ verb: 'upload', files: 'large.ipa' }, { peak: true });
    expect(errorOf(step)).toBe('');
    peaks.push(Number(/peak (\d+) kB/.exec(step.stderr)?.[1]));
  }
  const [small = 0, large = Infinity] = peaks;
  expect(small).toBeGreaterThan(10_000);
  // In kilobytes: what a garbage collector leaves lying about, and nothing near the 180 MB more.
  expect(large - small).toBeLessThan(60_000);
}, 120_000);
