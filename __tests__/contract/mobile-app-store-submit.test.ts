/** A build on its way to Apple's review. */
import { afterEach, describe, expect, test } from '@jest/globals';
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
  { version: '1.2', build: '43' },
];
const before = { version: '1.1', build: '41', state: 'READY_FOR_DISTRIBUTION' } as const;
/** Users have 1.1, and build 42 of 1.2 is processed. */
const update = { builds, versions: [before] };
const which = { version: '1.2.0', build: '42' };
const notes = { 'en-US': 'Faster.' };

const writes = (): number => bed.store.calls.filter(({ write }) => write).length;
const versionOf = (number: string): Record<string, unknown> | undefined =>
  bed.list('appStoreVersions').find(({ attributes }) => attributes['versionString'] === number)?.attributes;
const statesOf = (type: string): unknown[] => bed.list(type).map(({ attributes }) => attributes['state']);

describe('an update', () => {
  test('is made, described, phased, submitted once, and held back for its release', async () => {
    await open(update, { languages: ['en-US', 'de-DE'] });
    const folder = await bed.notes({ 'en-US': 'Faster.', 'de-DE': 'Schneller.' });
    const inputs = { 'bundle-id': 'com.example.smile', ...which, notes: folder };
    const step = await bed.step({ verb: 'submit', ...inputs });
    expect(errorOf(step)).toBe('');
    expect(step.outputs).toMatchObject({ state: 'in-review', changed: 'true', version: '1.2', build: '42' });
    expect(versionOf('1.2')).toMatchObject({
      appVersionState: 'WAITING_FOR_REVIEW',
      releaseType: 'MANUAL',
    });
    expect(bed.list('appStoreVersionPhasedReleases')).toMatchObject([
      { attributes: { phasedReleaseState: 'INACTIVE' } },
    ]);
    const own = bed.list('appStoreVersions')[1]?.id;
    const texts = bed
      .list('appStoreVersionLocalizations')
      .filter(({ relationships }) => relationships['appStoreVersion'] === own)
      .map(({ attributes }) => attributes['whatsNew']);
    expect(texts).toEqual(['Faster.', 'Schneller.']);
    expect(statesOf('reviewSubmissions')).toEqual(['WAITING_FOR_REVIEW']);
    expect(bed.list('reviewSubmissionItems')).toHaveLength(1);

    const sent = writes();
    const repeated = await bed.step({ verb: 'submit', ...inputs });
    expect(repeated.outputs).toMatchObject({ state: 'in-review', changed: 'false' });
    expect(repeated.outputs['reason']).toContain('submitted already');
    expect(writes()).toBe(sent);
  });

  test('whose file is given needs no version and no number', async () => {
    await open(update);
    const files = await bed.ipa('42', { version: '1.2.0' });
    const step = await bed.step({ verb: 'submit', files, notes: await bed.notes(notes) });
    expect(errorOf(step)).toBe('');
    expect(step.outputs).toMatchObject({ state: 'in-review', version: '1.2', build: '42' });
  });

  test('takes the draft that somebody has made, under either form of its number', async () => {
    const draft = {
      version: '1.2.0',
      state: 'PREPARE_FOR_SUBMISSION',
      releaseType: 'AFTER_APPROVAL',
    } as const;
    await open({ builds, versions: [before, draft] });
    await bed.act('submit', which, { notes });
    expect(bed.list('appStoreVersions')).toHaveLength(2);
    // Nobody asked to change when it goes out.
    expect(versionOf('1.2.0')).toMatchObject({
      appVersionState: 'WAITING_FOR_REVIEW',
      releaseType: 'AFTER_APPROVAL',
    });
  });

  test.each([
    ['automatic', { releaseType: 'AFTER_APPROVAL' }],
    // It holds nothing back any more, and Apple takes no time that has gone by.
    ['2001-12-01T08:00:00Z', { releaseType: 'AFTER_APPROVAL' }],
    [
      '2099-12-01T08:00:00+01:00',
      { releaseType: 'SCHEDULED', earliestReleaseDate: '2099-12-01T07:00:00.000Z' },
    ],
  ])('goes out %s where that is asked for, also of a draft', async (release, attributes) => {
    const draft = { version: '1.2', state: 'PREPARE_FOR_SUBMISSION' } as const;
    await open({ builds, versions: [before, draft] });
    await bed.act('submit', { ...which, release }, { notes });
    expect(versionOf('1.2')).toMatchObject(attributes);
  });

  test('goes to everybody at once where it shall not be phased, whatever the draft has', async () => {
    const draft = { version: '1.2', state: 'PREPARE_FOR_SUBMISSION', phased: { state: 'INACTIVE' } } as const;
    await open({ builds, versions: [before, draft] });
    await bed.act('submit', { ...which, phased: 'false' }, { notes });
    expect(bed.list('appStoreVersionPhasedReleases')).toEqual([]);
  });

  test('takes over the number of a draft that was never out', async () => {
    const draft = { version: '1.1.5', state: 'DEVELOPER_REJECTED' } as const;
    await open({ builds, versions: [before, draft] });
    expect(await bed.act('submit', which, { notes })).toMatchObject({ state: 'in-review', version: '1.2' });
    expect(bed.list('appStoreVersions')).toHaveLength(2);
  });

  test('replaces an earlier build of its own draft, and not a later one', async () => {
    const draft = { version: '1.2', build: '42', state: 'PREPARE_FOR_SUBMISSION' } as const;
    await open({ builds: [...builds, { version: '1.2', build: '9' }], versions: [before, draft] });
    expect(await refusalOf(bed.act('submit', { ...which, build: '9' }, { notes }))).toContain(
      'later build 42',
    );
    expect(writes()).toBe(0);
    expect(await bed.act('submit', { ...which, build: '43' }, { notes })).toMatchObject({ build: '43' });
  });

  test('that is on its way already, or out, is not submitted again', async () => {
    for (const state of ['PENDING_DEVELOPER_RELEASE', 'READY_FOR_DISTRIBUTION'] as const) {
      await open({ builds, versions: [before, { version: '1.2', build: '42', state }] });
      expect(await bed.act('submit', which, { notes })).toMatchObject({ changed: false });
      expect(writes()).toBe(0);
      await bed.close();
    }
  });
});

describe('the first version', () => {
  test('is submitted without phases and notes, which Apple does not take for it', async () => {
    await open({ builds });
    expect(await bed.act('submit', which, { notes })).toMatchObject({ state: 'in-review' });
    expect(bed.list('appStoreVersionPhasedReleases')).toEqual([]);
  });
});

describe('what somebody else has under way is left alone:', () => {
  test.each([
    ['a review of another build', { version: '1.2', build: '43', state: 'IN_REVIEW' }, 'is in review'],
    ['a review of another version', { version: '1.1.5', state: 'WAITING_FOR_REVIEW' }, 'is in review'],
    [
      'a version that waits',
      { version: '1.1.5', state: 'PENDING_DEVELOPER_RELEASE' },
      '`phase` or `complete`',
    ],
    [
      'a draft of a later version',
      { version: '1.3', state: 'PREPARE_FOR_SUBMISSION' },
      '1.2 is older than 1.3',
    ],
    [
      'the same version, out',
      { version: '1.2', build: '43', state: 'READY_FOR_DISTRIBUTION' },
      'higher version',
    ],
  ] as const)('%s', async (_, other, says) => {
    await open({ builds, versions: [before, other] });
    expect(await refusalOf(bed.act('submit', which, { notes }))).toContain(says);
    expect(writes()).toBe(0);
  });

  test('a draft of a review that has something else in it', async () => {
    await open(update);
    const item = bed.store.records.add('reviewSubmissionItems', { state: 'READY_FOR_REVIEW' }, {});
    const [app] = bed.list('apps');
    bed.store.records.add(
      'reviewSubmissions',
      { platform: 'IOS', state: 'READY_FOR_REVIEW' },
      { app: app?.id ?? '', items: [item.id] },
    );
    expect(await refusalOf(bed.act('submit', which, { notes }))).toContain('nobody asked to submit');
    expect(statesOf('reviewSubmissions')).toEqual(['READY_FOR_REVIEW']);
    expect(bed.list('reviewSubmissionItems')).toHaveLength(1);
  });

  test('a version for another system', async () => {
    await open({ builds, versions: [before, { version: '1.3', state: 'IN_REVIEW', platform: 'TV_OS' }] });
    expect(await bed.act('submit', which, { notes })).toMatchObject({ state: 'in-review', version: '1.2' });
  });
});

describe('after a rejection', () => {
  const rejected = { version: '1.2', build: '42', state: 'REJECTED' } as const;

  test('the same build is not submitted again', async () => {
    await open({ builds, versions: [before, rejected] });
    expect(await refusalOf(bed.act('submit', which, { notes }))).toContain('Read why in App Store Connect');
    expect(writes()).toBe(0);
  });

  test('another build goes into the same submission', async () => {
    await open({ builds, versions: [before, rejected] });
    const outcome = await bed.act('submit', { ...which, build: '43' }, { notes });
    expect(outcome).toMatchObject({ state: 'in-review', build: '43' });
    expect(statesOf('reviewSubmissions')).toEqual(['WAITING_FOR_REVIEW']);
    expect(bed.list('reviewSubmissionItems')).toHaveLength(1);
  });
});

describe('what is new', () => {
  test('has to be told in every language of the page, before anything is submitted', async () => {
    await open(update, { languages: ['en-US', 'fr-FR'] });
    const said = await refusalOf(bed.act('submit', which, { notes }));
    expect(said).toContain('in fr-FR');
    expect(said).toContain('whatsnew-fr-FR');
    expect(bed.list('reviewSubmissions')).toEqual([]);
  });

  test('is left out in a language that the page does not have, and that is said', async () => {
    await open(update);
    const folder = await bed.notes({ ...notes, 'it-IT': 'Più veloce.' });
    const inputs = { 'bundle-id': 'com.example.smile', ...which, notes: folder };
    const step = await bed.step({ verb: 'submit', ...inputs });
    expect(step.outputs).toMatchObject({ state: 'in-review' });
    expect(step.annotations.map(({ message }) => message).join()).toContain('it-IT');
  });

  test('is counted in characters, before any call', async () => {
    await open(update);
    const inputs = { verb: 'submit', 'bundle-id': 'com.example.smile', ...which };
    const tooLong = await bed.notes({ 'de-DE': 'ü'.repeat(4_001) });
    expect(errorOf(await bed.step({ ...inputs, notes: tooLong }))).toContain(
      'have 4001 characters; the App Store takes 4000',
    );
    expect(bed.store.calls).toEqual([]);
  });
});

describe('what is wrong before any call', () => {
  const cases: [what: string, inputs: Record<string, string>, says: string][] = [
    ['no build', { build: '' }, 'Which build is meant is not said'],
    ['a time without its zone', { release: '2026-12-01T08:00' }, 'a time with its zone'],
    ['a system that is none', { platform: 'ipados' }, 'ios, macos, tvos'],
    ['phases that are none', { verb: 'phase', phased: 'false' }, '`complete`'],
    ['a verb of the other store', { verb: 'stage' }, 'Write one of upload, distribute, submit, phase'],
  ];
  test.each(cases)('%s', async (_, inputs, says) => {
    await open(update);
    const step = await bed.step({ verb: 'submit', 'bundle-id': 'com.example.smile', ...which, ...inputs });
    expect(errorOf(step)).toContain(says);
    expect(bed.store.calls).toEqual([]);
  });

  test('of a build that nobody has cleared for export asks for that, and changes nothing', async () => {
    await open({
      builds: [{ version: '1.2', build: '42', usesNonExemptEncryption: null }],
      versions: [before],
    });
    expect(await refusalOf(bed.act('submit', which, { notes }))).toContain('ITSAppUsesNonExemptEncryption');
    expect(writes()).toBe(0);
    expect(await bed.act('submit', { ...which, encryption: 'exempt' }, { notes })).toMatchObject({
      state: 'in-review',
    });
  });
});
