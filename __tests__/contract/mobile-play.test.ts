import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errorOf, openPlayBed, PACKAGE } from './mobile-play-bed';
import type { PlayBed } from './mobile-play-bed';

let bed: PlayBed;

beforeEach(async () => {
  bed = await openPlayBed({
    tracks: {
      production: [{ status: 'completed', versionCodes: ['41'], name: '1.41.0' }],
      internal: [{ status: 'completed', versionCodes: ['41'] }],
    },
  });
});

afterEach(() => bed.close());

const on = (more: Readonly<Record<string, string>>): Record<string, string> => ({
  ...{ 'package-name': PACKAGE, track: 'production' },
  ...more,
});

/** Version 42 is on its way to a fifth of production's users. */
async function begin(): Promise<void> {
  await bed.upload(42);
  await bed.step(on({ verb: 'promote', 'from-track': 'internal', percent: '20' }));
  bed.play.calls.length = 0;
}

const isRead = ({ method, write }: { method: string; write: boolean }): boolean =>
  !write || method === 'Edits.Insert' || method === 'Edits.Delete';

describe('uploading', () => {
  test('gives testers the app with its notes, symbols and priority', async () => {
    await writeFile(join(bed.folder, 'mapping.txt'), 'a -> b');
    await writeFile(join(bed.folder, 'symbols.zip'), 'zip');
    const notes = await bed.notes({ 'en-US': 'Better smiles.', 'de-DE': 'Schöneres Lächeln.' });
    const symbols = { mapping: 'mapping.txt', 'native-symbols': 'symbols.zip' };
    const step = await bed.upload(42, {
      notes,
      ...symbols,
      'update-priority': '3',
      'release-name': 'Spring',
    });
    expect(errorOf(step)).toBe('');
    expect(step.outputs).toMatchObject({
      ...{ state: 'testing', changed: 'true', version: '1.42.0', build: '42', percent: '100', remedy: '' },
    });
    const [release] = bed.releases('internal');
    expect(release).toMatchObject({ status: 'completed', versionCodes: ['42'], name: 'Spring' });
    expect(release).toMatchObject({ inAppUpdatePriority: 3 });
    expect(release?.releaseNotes).toContainEqual({ language: 'de-DE', text: 'Schöneres Lächeln.' });
    const { deobfuscation } = bed.play.app(PACKAGE);
    expect(deobfuscation.map(({ type, versionCode }) => `${type} ${versionCode}`)).toEqual([
      'proguard 42',
      'nativeCode 42',
    ]);
    expect(bed.releases('production')).toHaveLength(1);
    expect(bed.openEdits()).toBe(0);
  });

  test('of the same once more sends nothing and changes nothing', async () => {
    await bed.upload(42);
    bed.play.calls.length = 0;
    const again = await bed.upload(42);
    expect(again.outputs).toMatchObject({ state: 'testing', changed: 'false' });
    expect(bed.play.calls.filter((call) => !isRead(call))).toEqual([]);
    expect(bed.play.app(PACKAGE).commits).toBe(1);
  });

  test('keeps version codes that devices of another kind need', async () => {
    await bed.upload(42, { retain: '41' });
    expect(bed.releases('internal')[0]?.versionCodes).toEqual(['42', '41']);
  });

  test('can leave a draft, which a later step gives to people', async () => {
    const draft = await bed.upload(42, { draft: 'true' });
    expect(draft.outputs).toMatchObject({ state: 'ready', percent: '' });
    expect(bed.releases('internal').map(({ status }) => status)).toEqual(['completed', 'draft']);
    const full = await bed.upload(42);
    expect(full.outputs).toMatchObject({ state: 'testing', changed: 'true' });
    expect(bed.releases('internal')).toMatchObject([{ status: 'completed', versionCodes: ['42'] }]);
  });
});

describe('a staged rollout', () => {
  test('is promoted, staged, halted, resumed and completed', async () => {
    await begin();
    expect(bed.releases('production')).toMatchObject([
      { status: 'completed', versionCodes: ['41'] },
      { status: 'inProgress', versionCodes: ['42'], userFraction: 0.2 },
    ]);
    const staged = await bed.step(on({ verb: 'stage', percent: '50' }));
    expect(staged.outputs).toMatchObject({ state: 'rolling-out', percent: '50', build: '42' });
    const halted = await bed.step(on({ verb: 'halt' }));
    expect(halted.outputs).toMatchObject({ state: 'halted', percent: '50' });
    expect(halted.outputs['remedy']).toContain('resume');
    const resumed = await bed.step(on({ verb: 'resume' }));
    expect(resumed.outputs).toMatchObject({ state: 'rolling-out', percent: '50' });
    const full = await bed.step(on({ verb: 'complete' }));
    expect(full.outputs).toMatchObject({ state: 'released', percent: '100' });
    expect(bed.releases('production')).toEqual([{ status: 'completed', versionCodes: ['42'] }]);
    const status = await bed.step(on({ verb: 'status' }));
    expect(status.outputs).toMatchObject({ state: 'released', changed: 'false', build: '42' });
    expect(bed.openEdits()).toBe(0);
  });

  test('is never taken back to fewer users', async () => {
    await begin();
    const step = await bed.step(on({ verb: 'stage', percent: '5' }));
    expect(step.outputs).toMatchObject({ state: 'rolling-out', percent: '20', changed: 'false' });
    const again = await bed.step(on({ verb: 'promote', 'from-track': 'internal', percent: '5' }));
    expect(again.outputs).toMatchObject({ percent: '20', changed: 'false' });
  });

  test('that was halted goes on only when that is asked for', async () => {
    await begin();
    await bed.step(on({ verb: 'halt' }));
    const staged = await bed.step(on({ verb: 'stage', percent: '50' }));
    expect(errorOf(staged)).toContain('`resume`');
    const promoted = await bed.step(on({ verb: 'promote', 'from-track': 'internal' }));
    expect(promoted.outputs).toMatchObject({ state: 'halted', changed: 'false' });
    expect(bed.releases('production')[1]).toMatchObject({ status: 'halted', userFraction: 0.2 });
  });

  test('takes nobody back to an older version', async () => {
    await begin();
    const step = await bed.upload(40, { track: 'production' });
    expect(errorOf(step)).toContain('older than 42 (20 %)');
    expect(bed.play.calls.filter((call) => !isRead(call))).toEqual([]);
  });

  test('of what everybody has can be halted by its code, and the version before it serves again', async () => {
    await begin();
    await bed.step(on({ verb: 'complete' }));
    const vague = await bed.step(on({ verb: 'halt' }));
    expect(errorOf(vague)).toContain('name it with `build`');
    const step = await bed.step(on({ verb: 'halt', build: '42' }));
    expect(step.outputs).toMatchObject({ state: 'halted' });
    expect(bed.releases('production')).toMatchObject([
      { status: 'completed', versionCodes: ['41'] },
      { status: 'halted', versionCodes: ['42'] },
    ]);
  });

  test('that is not there, or not any more, is told without an error', async () => {
    const empty = await bed.step(on({ verb: 'status', track: 'beta' }));
    expect(empty.outputs).toMatchObject({ state: 'absent', build: '', changed: 'false' });
    const coming = await bed.step(on({ verb: 'status', build: '50' }));
    expect(coming.outputs).toMatchObject({ state: 'absent', build: '50' });
    const gone = await bed.step(on({ verb: 'status', build: '40' }));
    expect(gone.outputs).toMatchObject({ state: 'superseded', build: '40' });
    expect(gone.outputs['reason']).toContain('which has 41 (100 %)');
  });

  test('keeps the notes that somebody has corrected, unless others are given', async () => {
    await bed.upload(42, { notes: await bed.notes({ 'en-US': 'Bettre smiles.' }) });
    const promote = on({ verb: 'promote', 'from-track': 'internal', percent: '20' });
    await bed.step(promote);
    const notes = [{ language: 'en-US', text: 'Better smiles.' }];
    bed.play.inConsole(PACKAGE, ({ tracks }) => {
      Object.assign(tracks.get('production')?.at(-1) ?? {}, { releaseNotes: notes });
    });
    const again = await bed.step(promote);
    expect(again.outputs).toMatchObject({ changed: 'false' });
    expect(bed.releases('production').at(-1)?.releaseNotes).toEqual(notes);
  });

  test('leaves alone what somebody has set in the Console', async () => {
    await begin();
    bed.play.inConsole(PACKAGE, ({ tracks }) => {
      const release = tracks.get('production')?.find(({ status }) => status === 'inProgress');
      if (release) release.countryTargeting = { countries: ['NO'] };
    });
    await bed.step(on({ verb: 'stage', percent: '50' }));
    expect(bed.releases('production')[1]).toMatchObject({
      countryTargeting: { countries: ['NO'] },
      userFraction: 0.5,
    });
  });
});

describe('what is wrong', () => {
  test.each([
    ['no track', { track: '' }, 'nothing is published to production by default'],
    ['a fraction of 1', { 'user-fraction': '1.0' }, '1.0 is no fraction that Google Play takes'],
    ['percent and fraction', { percent: '5', 'user-fraction': '0.1' }, '`percent` is given as well'],
    ['a priority of 6', { 'update-priority': '6' }, 'more than 5'],
    ['an empty key', { 'play-credentials': '{}' }, 'not the JSON key of a service account'],
    ['a plan that falls', { stages: '5% 1% 100%' }, 'is no plan of a rollout'],
    ['another package', { 'package-name': 'com.example.other' }, 'the file is of com.example.smile'],
    ['another code', { build: '43' }, 'the file has version code 42'],
    ['a file that is none', { files: 'app.zip' }, 'is no app'],
    ['a missing file', { files: 'gone.aab' }, 'There is no file'],
    ['missing notes', { notes: 'nowhere' }, 'There is no folder'],
  ])('is told before any call: %s', async (_what, more, message) => {
    const step = await bed.upload(42, more);
    expect(step.exitCode).toBe(1);
    expect(errorOf(step)).toContain(message);
    expect(bed.play.calls).toEqual([]);
  });

  test('is told all at once', async () => {
    const step = await bed.step({ verb: 'promote', 'package-name': 'smile', priority: 'x', percent: 'all' });
    for (const input of ['package-name', 'track', 'from-track', 'percent'])
      expect(errorOf(step)).toContain(`\`${input}\``);
  });

  test('are notes too long, by language', async () => {
    const notes = await bed.notes({ 'en-US': 'x'.repeat(500), 'de-DE': 'x'.repeat(501) });
    const step = await bed.upload(42, { notes });
    expect(errorOf(step)).toContain('Those for de-DE have 501 characters');
    expect(errorOf(step)).not.toContain('en-US');
    expect(bed.play.calls).toEqual([]);
  });

  test('is a debug build', async () => {
    const files = await bed.bundle(43, { debuggable: true });
    const step = await bed.step({ verb: 'upload', track: 'internal', files });
    expect(errorOf(step)).toContain('can be debugged');
  });

  test('is a version code that other bytes have', async () => {
    const step = await bed.upload(41, { track: 'alpha' });
    expect(errorOf(step)).toContain('has version code 41 already, with other bytes');
    expect(errorOf(step)).toContain('higher version code');
    expect(step.outputs).toMatchObject({ state: 'failed', changed: 'false' });
    expect(bed.openEdits()).toBe(0);
  });

  test('is the first release of a track in stages', async () => {
    const step = await bed.upload(42, { track: 'alpha', percent: '10' });
    expect(errorOf(step)).toContain('The first release of a track');
    expect(bed.releases('alpha')).toEqual([]);
  });

  test('are the rights of the account', async () => {
    bed.play.app(PACKAGE).denied.add('anonymous');
    const step = await bed.upload(42);
    expect(errorOf(step)).toContain('Users and permissions');
  });

  test.each([
    ['a package', { 'package-name': 'com.example.unknown' }, 'Package not found'],
    ['a track', { track: 'fantasy' }, 'Track not found'],
  ])('is %s that Google Play does not know', async (_what, more, message) => {
    const step = await bed.step(on({ verb: 'status', ...more }));
    expect(errorOf(step)).toContain(message);
    expect(errorOf(step)).toContain('Correct `');
  });
});

test('no key reaches a log, an output or a summary', async () => {
  const secret = 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASC';
  const key = { type: 'service_account', client_email: 'a@b.iam.gserviceaccount.com', private_key: secret };
  const step = await bed.upload(42, { 'play-credentials': JSON.stringify(key) });
  const printed = step.stdout
    .split('\n')
    .filter((line) => !line.startsWith('::add-mask::'))
    .join('\n');
  for (const text of [printed, step.stderr, step.summary, JSON.stringify(step.outputs)])
    expect(text).not.toContain(secret);
  expect(step.masks.some((mask) => mask.includes(secret))).toBe(true);
});
