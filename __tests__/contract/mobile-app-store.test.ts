import { afterEach, describe, expect, test } from '@jest/globals';
import { errorOf, openAppStoreBed } from './mobile-app-store-bed';
import type { AppStoreBed } from './mobile-app-store-bed';

let bed: AppStoreBed;

const open = async (...seed: Parameters<typeof openAppStoreBed>): Promise<AppStoreBed> => {
  bed = await openAppStoreBed(...seed);
  return bed;
};

afterEach(() => bed.close());

const groups = [
  { name: 'Team', internal: true },
  { name: 'Everybody in the team', internal: true, hasAccessToAllBuilds: true },
  { name: 'Friends' },
];

describe('upload', () => {
  test('brings a build to TestFlight, in the parts that Apple asks for, and waits until it is processed', async () => {
    await open();
    const step = await bed.upload('42');
    expect(errorOf(step)).toBe('');
    expect(step.outputs).toMatchObject({ state: 'ready', changed: 'true', version: '1.2.0', build: '42' });
    expect(bed.uploads()).toEqual(['COMPLETE']);
    expect(bed.list('builds')).toMatchObject([
      { attributes: { version: '42', processingState: 'VALID', usesNonExemptEncryption: false } },
    ]);
    expect(bed.store.calls.filter(({ method }) => method === 'Parts.Put').length).toBeGreaterThan(1);
  });

  test('done again changes nothing, and says so', async () => {
    await open();
    await bed.upload('42');
    const writes = bed.store.calls.filter(({ write }) => write).length;
    const step = await bed.upload('42');
    expect(step.outputs).toMatchObject({ state: 'ready', changed: 'false' });
    expect(step.outputs['reason']).toContain('had a build with this number already');
    expect(bed.store.calls.filter(({ write }) => write)).toHaveLength(writes);
  });

  test('takes 1.2 for 1.2.0, as Apple does', async () => {
    await open({ builds: [{ version: '1.2', build: '42' }] });
    const step = await bed.upload('42');
    expect(errorOf(step)).toBe('');
    expect(step.outputs).toMatchObject({ changed: 'false', version: '1.2' });
    expect(bed.uploads()).toEqual([]);
  });

  test('with another version of the same number goes up beside it', async () => {
    await open({ builds: [{ version: '1.1', build: '42' }] });
    const step = await bed.upload('42');
    expect(step.outputs).toMatchObject({ state: 'ready', changed: 'true', version: '1.2.0' });
    expect(bed.list('builds')).toHaveLength(2);
  });

  test('goes on to groups, notes and beta review', async () => {
    await open({ groups });
    const notes = await bed.notes({ 'en-US': 'Faster.', 'de-DE': 'Schneller.' });
    const step = await bed.upload('42', { notes, groups: 'Team\nFriends\nEverybody in the team' });
    expect(errorOf(step)).toBe('');
    expect(step.outputs).toMatchObject({ state: 'testing' });
    expect(step.outputs['reason']).toContain('after beta review');
    expect(bed.list('betaAppReviewSubmissions')).toHaveLength(1);
    const texts = bed.list('betaBuildLocalizations').map(({ attributes }) => attributes['whatsNew']);
    expect(texts.sort()).toEqual(['Faster.', 'Schneller.']);
  });

  test('that Apple refuses says why, in its words', async () => {
    await open();
    bed.store.findings.push({ code: '90189', description: 'Redundant Binary Upload.' });
    const step = await bed.upload('42');
    expect(errorOf(step)).toContain('Redundant Binary Upload. (90189)');
    expect(errorOf(step)).toContain('higher build number');
    expect(step.outputs).toMatchObject({ state: 'failed' });
  });

  test('that takes longer than the deadline is told, and found done later', async () => {
    await open({}, { processMs: 3_600_000 });
    const step = await bed.upload('42', { deadline: '1m' });
    expect(errorOf(step)).toContain('nothing is uploaded twice');
    const later = await bed.upload('42');
    expect(errorOf(later)).toBe('');
    expect(later.outputs).toMatchObject({ state: 'ready' });
    expect(bed.uploads()).toEqual(['COMPLETE']);
  }, 60_000);

  test('with an expired build of that number asks for another number', async () => {
    await open({ builds: [{ version: '1.2.0', build: '42', expired: true }] });
    expect(errorOf(await bed.upload('42'))).toContain('higher build number');
  });
});

describe('distribute', () => {
  const which = { verb: 'distribute', 'bundle-id': 'com.example.smile', version: '1.2', build: '42' };
  const builds = [{ version: '1.2.0', build: '42' }];

  test('gives a build to a group, once', async () => {
    await open({ builds, groups });
    const step = await bed.step({ ...which, groups: 'Team' });
    expect(step.outputs).toMatchObject({ state: 'testing', changed: 'true' });
    const again = await bed.step({ ...which, groups: 'Team' });
    expect(again.outputs).toMatchObject({ state: 'testing', changed: 'false' });
    expect(bed.list('betaAppReviewSubmissions')).toEqual([]);
  });

  test('to people outside goes through beta review, and is told when it is over', async () => {
    await open({ builds, groups: [{ name: 'Friends' }] });
    const step = await bed.step({ ...which, groups: 'Friends' });
    expect(step.outputs).toMatchObject({ state: 'in-review', changed: 'true' });
    const decide = async (betaReviewState: string): Promise<string | undefined> => {
      for (const { attributes } of bed.list('betaAppReviewSubmissions'))
        Object.assign(attributes, { betaReviewState });
      return (await bed.step({ ...which, verb: 'status' })).outputs['state'];
    };
    expect(await decide('REJECTED')).toBe('rejected');
    expect(await decide('APPROVED')).toBe('testing');
    expect(bed.list('betaAppReviewSubmissions')).toHaveLength(1);
  });

  test('to a group that is not there changes nothing', async () => {
    await open({ builds, groups });
    const step = await bed.step({ ...which, groups: 'Team\nNobody' });
    expect(errorOf(step)).toContain('no group Nobody');
    expect(bed.store.calls.filter(({ write }) => write)).toEqual([]);
  });

  test('of a build without an answer about encryption asks for one, or takes the one that is given', async () => {
    await open({ builds: [{ version: '1.2.0', build: '42', usesNonExemptEncryption: null }], groups });
    expect(errorOf(await bed.step({ ...which, groups: 'Team' }))).toContain('ITSAppUsesNonExemptEncryption');
    const step = await bed.step({ ...which, groups: 'Team', encryption: 'exempt' });
    expect(errorOf(step)).toBe('');
    expect(step.outputs).toMatchObject({ state: 'testing' });
    const other = await bed.step({ ...which, groups: 'Team', encryption: 'non-exempt' });
    expect(errorOf(other)).toContain('the answer is for good');
  });

  test('while another build of the version is reviewed leaves that review alone', async () => {
    await open({ builds: [...builds, { version: '1.2', build: '43' }], groups });
    await bed.step({ ...which, groups: 'Friends' });
    const step = await bed.step({ ...which, build: '43', groups: 'Friends' });
    expect(errorOf(step)).toContain('One build of a version is reviewed at a time');
    expect(bed.list('betaAppReviewSubmissions')).toHaveLength(1);
  });

  test('of a build that is not there says to upload it', async () => {
    await open({ groups });
    expect(errorOf(await bed.step({ ...which, groups: 'Team' }))).toContain('`upload`');
  });
});

describe('status', () => {
  test('of what is not there is absent', async () => {
    await open();
    const step = await bed.step({
      verb: 'status',
      'bundle-id': 'com.example.smile',
      version: '9',
      build: '1',
    });
    expect(step.exitCode).toBe(0);
    expect(step.outputs).toMatchObject({ state: 'absent', changed: 'false', version: '9' });
  });

  test('without a number is that of the newest build', async () => {
    await open({
      builds: [
        { version: '1.1', build: '41' },
        { version: '1.2', build: '42' },
      ],
    });
    const step = await bed.step({ verb: 'status', 'bundle-id': 'com.example.smile' });
    expect(step.outputs).toMatchObject({ state: 'ready', build: '42' });
  });
});

describe('what is wrong before any call', () => {
  const cases: [what: string, inputs: Record<string, string>, says: string][] = [
    ['a verb of the other store', { verb: 'promote' }, 'Write one of upload, distribute, submit, phase'],
    ['a key that is none', { 'app-store-key': 'no key' }, 'the whole text of the .p8 file'],
    ['a key id that is none', { 'app-store-key-id': 'short' }, 'ten letters and digits'],
    ['another bundle id', { 'bundle-id': 'com.example.other' }, 'the file has com.example.smile'],
    ['another build number', { build: '7' }, 'the file has 42'],
  ];
  test.each(cases)('%s', async (_, inputs, says) => {
    await open();
    const step = await bed.upload('42', inputs);
    expect(errorOf(step)).toContain(says);
    expect(bed.store.calls).toEqual([]);
  });

  test('notes that are too long, in bytes', async () => {
    await open();
    const notes = await bed.notes({ 'de-DE': 'ü'.repeat(2_001) });
    expect(errorOf(await bed.upload('42', { notes }))).toContain('TestFlight takes 4000');
    expect(bed.store.calls).toEqual([]);
  });
});

describe('the key', () => {
  test('is printed nowhere, and masked as it is written in its file', async () => {
    await open();
    const inOneLine = Buffer.from(bed.store.key.pem).toString('base64');
    const step = await bed.upload('42', { 'app-store-key': inOneLine });
    expect(step.outputs).toMatchObject({ state: 'ready' });
    const lines = bed.store.key.pem.split('\n').filter((line) => line !== '' && !line.startsWith('-----'));
    const said = [
      step.stderr,
      step.summary,
      JSON.stringify(step.outputs),
      JSON.stringify(step.annotations),
    ].join('\n');
    const shown = step.stdout.split('\n').filter((line) => !line.startsWith('::add-mask::'));
    for (const secret of [inOneLine, ...lines]) {
      expect(said).not.toContain(secret);
      expect(shown.join('\n')).not.toContain(secret);
    }
    expect(step.masks.join('\n')).toContain(lines[0]);
  });

  test('that Apple does not know is named as what is wrong', async () => {
    await open();
    const step = await bed.upload('42', { 'app-store-key-id': 'ANOTHERKEY' });
    expect(errorOf(step)).toContain('`app-store-key-id`');
    expect(bed.store.calls.map(({ status }) => status)).toEqual([401]);
  });
});
