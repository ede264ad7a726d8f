/** A version on its way to its users: held back, released over seven days, paused, given to everybody. */
import { afterEach, describe, expect, test } from '@jest/globals';
import type { VersionSeed } from '../../emulators/app-store';
import { errorOf, openAppStoreBed, refusalOf } from './mobile-app-store-bed';
import type { AppStoreBed } from './mobile-app-store-bed';

let bed: AppStoreBed;

const open = async (...seed: Parameters<typeof openAppStoreBed>): Promise<AppStoreBed> => {
  bed = await openAppStoreBed(...seed);
  return bed;
};

afterEach(() => bed.close());

const builds = [
  { version: '1.1', build: '41' },
  { version: '1.2', build: '42' },
];
const before: VersionSeed = { version: '1.1', build: '41', state: 'READY_FOR_DISTRIBUTION' };
const own = { version: '1.2', build: '42' } as const;
const out: VersionSeed = { ...own, state: 'READY_FOR_DISTRIBUTION' };

/** Users have 1.1, unless a newer one is out. */
const openWith = (
  version: VersionSeed,
  options?: Parameters<typeof openAppStoreBed>[1],
): Promise<AppStoreBed> =>
  open(
    {
      builds,
      versions: [
        version.state === 'READY_FOR_DISTRIBUTION'
          ? { ...before, state: 'REPLACED_WITH_NEW_VERSION' }
          : before,
        version,
      ],
    },
    options,
  );
const phasing = (state: 'ACTIVE' | 'PAUSED' | 'COMPLETE', day = 3): VersionSeed => ({
  ...out,
  phased: { state, day },
});

const writes = (): string[] => bed.store.calls.filter(({ write }) => write).map(({ method }) => method);
const phases = (): unknown[] =>
  bed.list('appStoreVersionPhasedReleases').map(({ attributes }) => attributes['phasedReleaseState']);

test('a version goes all the way: reviewed, approved, released, day by day, to everybody', async () => {
  await open({ builds, versions: [before] });
  const { fate } = bed.store;
  const notes = { 'en-US': 'Faster.' };
  expect(await bed.act('submit', own, { notes })).toMatchObject({ state: 'in-review' });
  expect(await bed.act('phase')).toMatchObject({ state: 'in-review', changed: false });
  fate.review('approved');
  expect(await bed.act('status')).toMatchObject({ state: 'awaiting-release', percent: 0, build: '42' });
  const released = await bed.act('phase');
  expect(released).toMatchObject({ state: 'awaiting-release', changed: true });
  expect(released.reason).toContain('Apple brings it to the App Store');
  const days: (number | undefined)[] = [];
  for (let day = 1; day <= 7; day += 1) {
    fate.passDays(1);
    const told = await bed.act('phase');
    expect(told).toMatchObject({ state: day < 7 ? 'rolling-out' : 'released', changed: false });
    days.push(told.percent);
  }
  expect(days).toEqual([1, 2, 5, 10, 20, 50, 100]);
  fate.passDays(1);
  expect(phases()).toEqual(['COMPLETE']);
  expect(await bed.act('status', { version: '1.1' })).toMatchObject({ state: 'superseded', build: '41' });
  expect(await bed.act('status')).toMatchObject({ state: 'released', build: '42', percent: 100 });
});

describe('phase', () => {
  test.each(['PREPARE_FOR_SUBMISSION', 'IN_REVIEW'] as const)(
    'of a version that is %s sets the seven days up, and releases nothing',
    async (state) => {
      await openWith({ ...own, state });
      expect(await bed.act('phase', own)).toMatchObject({ changed: true });
      expect(phases()).toEqual(['INACTIVE']);
      expect(writes()).toEqual(['Phases.Create']);
      expect(await bed.act('phase', own)).toMatchObject({ changed: false });
    },
  );

  test('of an approved version sets them up before it releases it, and does so once', async () => {
    await openWith({ ...own, state: 'PENDING_DEVELOPER_RELEASE' });
    await bed.act('phase');
    expect(writes()).toEqual(['Phases.Create', 'ReleaseRequests.Create']);
    await bed.act('phase');
    expect(writes()).toHaveLength(2);
  });

  test('leaves the time alone that somebody has chosen', async () => {
    const earliestReleaseDate = '2099-12-01T08:00:00.000Z';
    const state = 'PENDING_DEVELOPER_RELEASE';
    await openWith({ ...own, state, releaseType: 'SCHEDULED', earliestReleaseDate });
    const told = await bed.act('phase');
    expect(told).toMatchObject({ state: 'awaiting-release', changed: true });
    expect(told.reason).toContain(earliestReleaseDate);
    expect(writes()).toEqual(['Phases.Create']);
  });

  test('never resumes what was paused', async () => {
    await openWith(phasing('PAUSED'));
    const told = await bed.act('phase');
    expect(told).toMatchObject({ state: 'halted', percent: 5, changed: false });
    expect(told.remedy).toContain('`resume`');
    expect(writes()).toEqual([]);
  });

  test('tells of a rejection, and of what is out', async () => {
    await openWith({ ...own, state: 'METADATA_REJECTED' });
    expect(await bed.act('phase')).toMatchObject({ state: 'rejected', changed: false });
    await bed.close();
    await openWith(out);
    expect(await bed.act('phase')).toMatchObject({ state: 'released', changed: false });
  });

  test('goes on with what users are getting, not with a draft for later', async () => {
    await openWith(phasing('ACTIVE', 4));
    bed.store.seed({
      bundleId: 'com.example.smile',
      versions: [{ version: '1.3', state: 'PREPARE_FOR_SUBMISSION' }],
    });
    expect(await bed.act('phase')).toMatchObject({ state: 'rolling-out', version: '1.2', percent: 10 });
    expect(writes()).toEqual([]);
  });

  test('never gives a first version to everybody by the way', async () => {
    await open({ builds, versions: [{ ...own, state: 'PENDING_DEVELOPER_RELEASE' }] });
    expect(await refusalOf(bed.act('phase'))).toContain('`complete`');
    expect(writes()).toEqual([]);
  });

  test('does not release where somebody takes the phases away in the middle', async () => {
    let isDone = false;
    await openWith(
      { ...own, state: 'PENDING_DEVELOPER_RELEASE' },
      {
        hooks: {
          onEffect: ({ method }) => {
            const [made] = bed.list('appStoreVersionPhasedReleases');
            const reads = bed.store.calls.filter((call) => call.method === 'Versions.List').length;
            // After the step has seen them, and before it looks for the last time.
            if (isDone || !made || method !== 'Versions.List' || reads < 3) return;
            isDone = true;
            for (const { relationships } of bed.list('appStoreVersions'))
              delete relationships['appStoreVersionPhasedRelease'];
            bed.store.records.remove(made);
          },
        },
      },
    );
    expect(await refusalOf(bed.act('phase'))).toContain('taken away the phased release');
    expect(writes()).toEqual(['Phases.Create']);
  });

  test('of what was never submitted says to submit it', async () => {
    await open({ builds });
    expect(await refusalOf(bed.act('phase'))).toContain('`submit`');
  });

  test('of another build than the one that is there is refused', async () => {
    await openWith({ ...own, state: 'PENDING_DEVELOPER_RELEASE' });
    expect(await refusalOf(bed.act('phase', { version: '1.2', build: '43' }))).toContain('not build 43');
    expect(writes()).toEqual([]);
  });
});

describe('pause and resume', () => {
  test('stop the days and go on where they stood, each once', async () => {
    await openWith(phasing('ACTIVE'));
    const { fate } = bed.store;
    expect(await bed.act('pause')).toMatchObject({ state: 'halted', percent: 5, changed: true });
    fate.passDays(3);
    expect(await bed.act('pause')).toMatchObject({ state: 'halted', percent: 5, changed: false });
    expect(await bed.act('resume')).toMatchObject({ state: 'rolling-out', percent: 5, changed: true });
    expect(await bed.act('resume')).toMatchObject({ state: 'rolling-out', changed: false });
    fate.passDays(1);
    expect(await bed.act('status')).toMatchObject({ state: 'rolling-out', percent: 10 });
    expect(writes()).toEqual(['Phases.Update', 'Phases.Update']);
  });

  test('find the version that users are getting, whatever is in review', async () => {
    await openWith(phasing('ACTIVE'));
    bed.store.seed({ bundleId: 'com.example.smile', versions: [{ version: '1.3', state: 'IN_REVIEW' }] });
    expect(await bed.act('pause')).toMatchObject({ state: 'halted', version: '1.2' });
  });

  test('of what everybody has says what is left to do', async () => {
    await openWith(phasing('COMPLETE', 7));
    expect(await refusalOf(bed.act('pause'))).toContain('Submit a newer version');
    expect(await bed.act('resume')).toMatchObject({ state: 'released', changed: false });
  });

  test('of what nobody has say so', async () => {
    await openWith({ ...own, state: 'IN_REVIEW' });
    expect(await refusalOf(bed.act('pause', { version: '1.2' }))).toContain('not out yet');
    expect(writes()).toEqual([]);
  });

  test('do not overrule somebody who gives it to everybody in the middle', async () => {
    await openWith(phasing('ACTIVE'), {
      hooks: {
        onCall: ({ method }) => {
          if (method !== 'Phases.Update') return;
          for (const { attributes } of bed.list('appStoreVersionPhasedReleases'))
            attributes['phasedReleaseState'] = 'COMPLETE';
        },
      },
    });
    expect(await refusalOf(bed.act('pause'))).toContain('COMPLETE');
    expect(phases()).toEqual(['COMPLETE']);
  });
});

describe('complete', () => {
  test('gives it to everybody, once', async () => {
    await openWith(phasing('ACTIVE'));
    const step = await bed.step({ verb: 'complete', 'bundle-id': 'com.example.smile' });
    expect(errorOf(step)).toBe('');
    expect(step.outputs).toMatchObject({ state: 'released', percent: '100', changed: 'true' });
    expect(await bed.act('complete')).toMatchObject({ state: 'released', changed: false });
    expect(writes()).toEqual(['Phases.Update']);
  });

  test('does not go on with what was paused', async () => {
    await openWith(phasing('PAUSED'));
    expect(await refusalOf(bed.act('complete'))).toContain('`resume` first');
    expect(phases()).toEqual(['PAUSED']);
  });

  test('releases an approved version only where it is named, and then to everybody', async () => {
    await openWith({ ...own, state: 'PENDING_DEVELOPER_RELEASE', phased: { state: 'INACTIVE' } });
    // What is out comes first, and has everybody.
    expect(await bed.act('complete')).toMatchObject({ version: '1.1', changed: false });
    const told = await bed.act('complete', { version: '1.2.0' });
    expect(told).toMatchObject({ version: '1.2', state: 'awaiting-release', changed: true });
    expect(writes()).toEqual(['Phases.Delete', 'ReleaseRequests.Create']);
    bed.store.fate.passDays(1);
    expect(await bed.act('status')).toMatchObject({ version: '1.2', state: 'released' });
  });

  test('releases a first version, once it is named', async () => {
    await open({ builds, versions: [{ ...own, state: 'PENDING_DEVELOPER_RELEASE' }] });
    expect(await refusalOf(bed.act('complete'))).toContain('name it with `version`');
    await bed.act('complete', { version: '1.2' });
    expect(writes()).toEqual(['ReleaseRequests.Create']);
  });

  test('of what is in review says so', async () => {
    await openWith({ ...own, state: 'WAITING_FOR_REVIEW' });
    expect(await refusalOf(bed.act('complete', { version: '1.2' }))).toContain('not out yet');
  });
});

describe('status', () => {
  test.each([
    ['REJECTED', 'rejected'],
    ['WAITING_FOR_REVIEW', 'in-review'],
    ['PENDING_DEVELOPER_RELEASE', 'awaiting-release'],
    ['PROCESSING_FOR_DISTRIBUTION', 'awaiting-release'],
  ] as const)('of a version that is %s is %s', async (state, told) => {
    await openWith({ ...own, state });
    const outcome = await bed.act('status', own);
    expect(outcome).toMatchObject({ state: told, where: 'App Store', version: '1.2', build: '42' });
    expect(outcome.reason).not.toBe('');
  });

  test('of a draft is that of its build in TestFlight', async () => {
    await openWith({ ...own, state: 'PREPARE_FOR_SUBMISSION' });
    expect(await bed.act('status', own)).toMatchObject({ state: 'ready', where: 'TestFlight' });
  });

  test('of an app for several systems asks which is meant', async () => {
    await openWith(phasing('ACTIVE'));
    bed.store.seed({
      bundleId: 'com.example.smile',
      versions: [{ version: '1.2', state: 'READY_FOR_DISTRIBUTION', platform: 'TV_OS' }],
    });
    expect(await refusalOf(bed.act('status'))).toContain('`platform`');
    expect(await bed.act('status', { platform: 'ios' })).toMatchObject({ state: 'rolling-out' });
    expect(await bed.act('status', { platform: 'tvos' })).toMatchObject({ state: 'released' });
  });
});
