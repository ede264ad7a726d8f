/** Lost answers, ends in the middle and other jobs, on the way from a build to its users. */
import { afterEach, describe, expect, test } from '@jest/globals';
import type { VersionSeed } from '../../emulators/app-store';
import { openAppStoreBed } from './mobile-app-store-bed';
import type { AppStoreBed } from './mobile-app-store-bed';

let bed: AppStoreBed;

afterEach(() => bed.close());

const builds = [
  { version: '1.1', build: '41' },
  { version: '1.2', build: '42' },
  { version: '1.2', build: '43' },
];
const before: VersionSeed = { version: '1.1', build: '41', state: 'READY_FOR_DISTRIBUTION' };
const own = { version: '1.2', build: '42' } as const;

/** One thing to do, and what has to be there once it is done, exactly once. */
interface Scenario {
  name: string;
  version?: VersionSeed;
  work: (signal?: AbortSignal) => Promise<{ state: string }>;
  ends: readonly string[];
  writes: readonly string[];
  reads: readonly string[];
}

const how = (signal?: AbortSignal): object => (signal ? { signal } : {});
const notes = { 'en-US': 'Faster.' };

const SCENARIOS: readonly Scenario[] = [
  {
    name: 'submit',
    work: (signal) => bed.act('submit', own, { notes, ...how(signal) }),
    ends: ['1.1 READY_FOR_DISTRIBUTION', '1.2 WAITING_FOR_REVIEW 42 INACTIVE', 'WAITING_FOR_REVIEW 1'],
    writes: [
      ...['Versions.Create', 'VersionLanguages.Update', 'Phases.Create'],
      ...['ReviewSubmissions.Create', 'ReviewItems.Create', 'ReviewSubmissions.Update'],
    ],
    reads: ['Versions.List', 'VersionLanguages.List', 'ReviewSubmissions.List', 'ReviewItems.List'],
  },
  {
    name: 'submit after a rejection',
    version: { ...own, state: 'REJECTED' },
    work: (signal) => bed.act('submit', { ...own, build: '43' }, { notes, ...how(signal) }),
    ends: ['1.1 READY_FOR_DISTRIBUTION', '1.2 WAITING_FOR_REVIEW 43 INACTIVE', 'WAITING_FOR_REVIEW 1'],
    writes: ['Versions.Update', 'ReviewItems.Update', 'ReviewSubmissions.Update'],
    reads: [],
  },
  {
    name: 'phase',
    version: { ...own, state: 'PENDING_DEVELOPER_RELEASE' },
    work: (signal) => bed.act('phase', {}, how(signal)),
    ends: ['1.1 READY_FOR_DISTRIBUTION', '1.2 PROCESSING_FOR_DISTRIBUTION 42 INACTIVE'],
    writes: ['Phases.Create', 'ReleaseRequests.Create'],
    reads: ['Apps.List'],
  },
  {
    name: 'pause',
    version: { ...own, state: 'READY_FOR_DISTRIBUTION', phased: { state: 'ACTIVE', day: 3 } },
    work: (signal) => bed.act('pause', own, how(signal)),
    ends: ['1.1 READY_FOR_DISTRIBUTION', '1.2 READY_FOR_DISTRIBUTION 42 PAUSED'],
    writes: ['Phases.Update'],
    reads: [],
  },
  {
    name: 'complete what waits',
    version: { ...own, state: 'PENDING_DEVELOPER_RELEASE', phased: { state: 'INACTIVE' } },
    work: (signal) => bed.act('complete', own, how(signal)),
    ends: ['1.1 READY_FOR_DISTRIBUTION', '1.2 PROCESSING_FOR_DISTRIBUTION 42'],
    writes: ['Phases.Delete', 'ReleaseRequests.Create'],
    reads: [],
  },
];

const openFor = async (
  { version }: Scenario,
  options?: Parameters<typeof openAppStoreBed>[1],
): Promise<void> => {
  const versions = [before, ...(version ? [version] : [])];
  // Nothing goes on by itself: what is compared is what the work has done.
  bed = await openAppStoreBed({ builds, versions }, { distributeMs: 1e12, reviewMs: 1e12, ...options });
};

/** Versions with build and phases, and submissions with how much is in them. */
function found(): string[] {
  const { records } = bed.store;
  const versions = bed.list('appStoreVersions').map((version) => {
    const [phased] = records.related(version, 'appStoreVersionPhasedRelease');
    const [build] = records.related(version, 'build');
    const isBefore = version.attributes['versionString'] === '1.1';
    const { versionString, appVersionState } = version.attributes;
    const rest = isBefore ? [] : [build?.attributes['version'], phased?.attributes['phasedReleaseState']];
    return [versionString, appVersionState, ...rest]
      .filter((word) => word !== undefined)
      .map(String)
      .join(' ');
  });
  const submissions = bed
    .list('reviewSubmissions')
    .map(
      ({ attributes, relationships }) =>
        `${String(attributes['state'])} ${[relationships['items']].flat().length}`,
    );
  return [...versions, ...submissions];
}

/** Released twice, or phased twice, would show here and nowhere else. */
function expectOnce(): void {
  expect(bed.list('appStoreVersionReleaseRequests').length).toBeLessThanOrEqual(1);
  expect(bed.list('appStoreVersionPhasedReleases').length).toBeLessThanOrEqual(1);
}

describe.each(SCENARIOS)('$name', (scenario) => {
  const { work, ends, writes, reads } = scenario;

  test.each(
    [...writes, ...reads].flatMap((method) =>
      (['reset-before', 'reset-after'] as const).map((kind) => [method, kind] as const),
    ),
  )('outlives a connection that breaks at %s (%s)', async (method, kind) => {
    await openFor(scenario);
    bed.faults.add({ call: new RegExp(`^${method.replace('.', '\\.')}$`), kind });
    await work();
    expect(bed.faults.pending).toBe(0);
    expect(found()).toEqual(ends);
    expectOnce();
  });

  test.each([429, 500, 503])('waits a %i out, at every change', async (status) => {
    await openFor(scenario);
    for (const method of writes)
      bed.faults.add({ call: new RegExp(`^${method.replace('.', '\\.')}$`), kind: 'status', status });
    await work();
    expect(bed.faults.pending).toBe(0);
    expect(found()).toEqual(ends);
    expectOnce();
  });

  /** Ends it as a call comes in, or when it took effect and is not answered yet. @returns whether there was such a call */
  async function endedAt(index: number, when: 'onCall' | 'onEffect'): Promise<boolean> {
    const end = new AbortController();
    let calls = 0;
    const hook = (): void => {
      calls += 1;
      if (calls === index) end.abort(new Error('The job has ended.'));
    };
    await openFor(scenario, { hooks: { [when]: hook } });
    const first = await work(end.signal).catch((error: unknown) => error);
    if (end.signal.aborted) expect(first).toMatchObject({ message: 'The job has ended.' });
    await work();
    expect(found()).toEqual(ends);
    expectOnce();
    return end.signal.aborted;
  }

  test.each(['onCall', 'onEffect'] as const)(
    'converges after an end at any call (%s)',
    async (when) => {
      let index = 1;
      while (await endedAt(index, when)) {
        await bed.close();
        index += 1;
      }
      expect(index).toBeGreaterThan(writes.length + 1);
    },
    120_000,
  );

  test('ends the same where two jobs do it at once', async () => {
    await openFor(scenario);
    const outcomes = await Promise.all([work(), work()]);
    expect(outcomes[0].state).toBe(outcomes[1].state);
    // A draft that both have opened stays, with nothing in it, for the next submission.
    expect(found().filter((line) => line !== 'READY_FOR_REVIEW 0')).toEqual(ends);
    expectOnce();
  });
});
