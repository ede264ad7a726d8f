import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { join } from 'node:path';
import type { Call } from '../../emulators/call';
import { writeLargeBundle } from './mobile-files';
import { errorOf, openPlayBed, PACKAGE } from './mobile-play-bed';
import type { PlayBed } from './mobile-play-bed';

const tracks = { production: [{ status: 'completed' as const, versionCodes: ['41'] }] };

let bed: PlayBed;
/** What happens besides, just before a call is handled. */
let meanwhile: ((call: Call) => void | Promise<void>) | undefined;

beforeEach(async () => {
  meanwhile = undefined;
  bed = await openPlayBed({ tracks }, { hooks: { onCall: (call) => meanwhile?.(call) } });
});

afterEach(() => bed.close());

/** Once, before the first call of this method. */
function once(method: string, work: () => void | Promise<void>): void {
  meanwhile = async (call) => {
    if (call.method !== method) return;
    meanwhile = undefined;
    await work();
  };
}

const codes = (track: string): string[] =>
  bed.releases(track).map(({ status, versionCodes = [] }) => `${versionCodes.join('+')} ${status}`);

describe('a connection that breaks', () => {
  const methods = ['Edits.Insert', 'Tracks.Get', 'Bundles.List', 'Uploads.Start', 'Uploads.Append'];
  test.each(
    [...methods, 'Tracks.Update', 'Edits.Validate', 'Edits.Commit', 'Releases.List'].flatMap((method) =>
      (['reset-before', 'reset-after'] as const).map((kind) => [method, kind] as const),
    ),
  )('at %s (%s) is survived, with one release', async (method, kind) => {
    bed.faults.add({ call: new RegExp(`^${method}$`), kind });
    const step = await bed.upload(42);
    expect(errorOf(step)).toBe('');
    expect(bed.faults.pending).toBe(0);
    expect(step.outputs).toMatchObject({ state: 'testing', changed: 'true' });
    expect(codes('internal')).toEqual(['42 completed']);
    expect(bed.play.app(PACKAGE)).toMatchObject({ commits: 1 });
    expect(bed.play.app(PACKAGE).files.filter(({ versionCode }) => versionCode === 42)).toHaveLength(1);
  });

  test.each([409, 429, 500, 503])('or a %i at the commit is survived', async (status) => {
    bed.faults.add({ call: /^Edits\.Commit$/, kind: 'status', status, times: 2 });
    const step = await bed.upload(42);
    expect(errorOf(step)).toBe('');
    expect(codes('internal')).toEqual(['42 completed']);
    expect(bed.openEdits()).toBe(0);
  });

  test('in every chunk of an upload costs that chunk, not the upload', async () => {
    await writeLargeBundle(join(bed.folder, 'large.aab'), about(42), 20);
    for (const afterBytes of [1_000_000, 5_000_000, 300_000])
      bed.play.cuts.add({ call: /^Uploads\.Append$/, afterBytes });
    const step = await bed.step({ verb: 'upload', track: 'internal', files: 'large.aab' });
    expect(errorOf(step)).toBe('');
    expect(bed.play.cuts.pending).toBe(0);
    const methods = bed.play.calls.map(({ method }) => method);
    expect(methods.filter((method) => method === 'Uploads.Start')).toHaveLength(1);
    expect(methods.filter((method) => method === 'Uploads.Query')).toHaveLength(3);
    expect(codes('internal')).toEqual(['42 completed']);
  }, 120_000);
});

describe('somebody else at work', () => {
  test('in the Console costs an edit, and nothing of what was done there', async () => {
    once('Tracks.Update', () => {
      bed.play.inConsole(PACKAGE, (app) => {
        app.tracks.set('internal', [{ status: 'draft', versionCodes: ['41'], name: 'by hand' }]);
      });
    });
    const step = await bed.upload(42);
    expect(errorOf(step)).toBe('');
    expect(codes('internal')).toEqual(['41 draft', '42 completed']);
    expect(bed.openEdits()).toBe(0);
  });

  test('all the time is told, after a few edits', async () => {
    meanwhile = ({ method }) => {
      if (method === 'Edits.Validate') bed.play.inConsole(PACKAGE, () => undefined);
    };
    const step = await bed.upload(42);
    expect(errorOf(step)).toContain('Somebody else keeps publishing this app');
    expect(bed.play.calls.filter(({ method }) => method === 'Edits.Insert')).toHaveLength(4);
    expect(codes('internal')).toEqual([]);
  });

  test('who publishes a newer version first is not undone', async () => {
    once('Tracks.Update', () => {
      bed.play.inConsole(PACKAGE, (app) => {
        app.files.push({ kind: 'bundle', versionCode: 50, sha1: '', sha256: '' });
        app.tracks.set('internal', [{ status: 'completed', versionCodes: ['50'] }]);
      });
    });
    const step = await bed.upload(42);
    expect(errorOf(step)).toContain('older than 50');
    expect(codes('internal')).toEqual(['50 completed']);
  });

  test('in another job at the same time: one of the two wins, and a re-run puts the rest right', async () => {
    const [one, other] = await Promise.all([bed.upload(42), bed.upload(43)]);
    for (const step of [one, other])
      if (errorOf(step) !== '') expect(errorOf(step)).toMatch(/older than 43|Somebody else keeps publishing/);
    expect(codes('internal')).toEqual([errorOf(other) === '' ? '43 completed' : '42 completed']);
    expect(bed.openEdits()).toBe(0);
    const [older, newer] = [await bed.upload(42), await bed.upload(43)];
    if (errorOf(older) !== '') expect(errorOf(older)).toContain('older than 43');
    expect(newer.outputs).toMatchObject({ state: 'testing' });
    expect(codes('internal')).toEqual(['43 completed']);
    expect(bed.play.app(PACKAGE).files.filter(({ versionCode }) => versionCode === 43)).toHaveLength(1);
  });
});

test('an edit whose time is over is begun anew', async () => {
  await bed.close();
  bed = await openPlayBed({ tracks }, { editLifetimeMs: 3_600_000 });
  bed.faults.add({ call: /^Tracks\.Update$/, kind: 'slow', delayMs: 3_700_000 });
  const step = await bed.upload(42);
  expect(errorOf(step)).toBe('');
  expect(codes('internal')).toEqual(['42 completed']);
});

describe('reviews', () => {
  test('that are running are left alone', async () => {
    const app = bed.play.app(PACKAGE);
    app.lifecycle.set('production/41', 'IN_REVIEW');
    const step = await bed.upload(42);
    expect(errorOf(step)).toContain('A review is running, and was left alone');
    expect(app.cancelledReviews).toBe(0);
    expect(app.commits).toBe(0);
    expect(bed.openEdits()).toBe(0);
  });

  test('that a release has to pass show in its state', async () => {
    bed.play.app(PACKAGE).reviews = true;
    const step = await bed.upload(42, { track: 'production', percent: '10' });
    expect(step.outputs).toMatchObject({ state: 'in-review', percent: '10' });
  });

  test('that Google Play does not start by itself are refused, or left to a person, loudly', async () => {
    bed.play.app(PACKAGE).sendsForReview = false;
    const refused = await bed.upload(42);
    expect(errorOf(refused)).toContain('`unsent-changes: allow`');
    expect(bed.play.app(PACKAGE).commits).toBe(0);
    const allowed = await bed.upload(42, { 'unsent-changes': 'allow' });
    expect(allowed.outputs).toMatchObject({ state: 'ready', changed: 'true' });
    expect(allowed.outputs['remedy']).toContain('Send them for review');
    expect(allowed.annotations.some(({ name }) => name === 'warning')).toBe(true);
  });

  test('come after the first publication, which is done by hand', async () => {
    bed.play.app(PACKAGE).draft = true;
    const step = await bed.upload(42);
    expect(errorOf(step)).toContain('`draft: true`');
    bed.play.app(PACKAGE).tracks.clear();
    const draft = await bed.upload(42, { draft: 'true' });
    expect(draft.outputs).toMatchObject({ state: 'ready' });
  });
});

const about = (versionCode: number): Parameters<typeof writeLargeBundle>[1] => ({
  ...{ packageName: PACKAGE, versionName: '1.0.0', versionCode },
});

test('200 MB go up without being held in memory', async () => {
  const peaks: number[] = [];
  for (const [code, megabytes] of [
    [42, 20],
    [43, 200],
  ] as const) {
    await writeLargeBundle(join(bed.folder, 'large.aab'), about(code), megabytes);
    const step = await bed.step({ verb: 'upload', track: 'internal', files: 'large.aab' }, { peak: true });
    expect(errorOf(step)).toBe('');
    peaks.push(Number(/peak (\d+) kB/.exec(step.stderr)?.[1]));
  }
  const [small = 0, large = Infinity] = peaks;
  expect(small).toBeGreaterThan(10_000);
  // In kilobytes: what a garbage collector leaves lying about, and nothing near the 180 MB more.
  expect(large - small).toBeLessThan(60_000);
}, 120_000);
