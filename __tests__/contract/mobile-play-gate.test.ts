import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { VitalsDay } from '../../emulators/play';
import { errorOf, openPlayBed, PACKAGE } from './mobile-play-bed';
import type { PlayBed } from './mobile-play-bed';
import type { StepResult } from '../runner/fake-runner';

const DAY = 86_400_000;
const dayAgo = (days: number): string => new Date(Date.now() - days * DAY).toISOString().slice(0, 10);

let bed: PlayBed;

beforeEach(async () => {
  bed = await openPlayBed({
    tracks: {
      production: [
        { status: 'completed', versionCodes: ['41'] },
        { status: 'inProgress', versionCodes: ['42'], userFraction: 0.05 },
      ],
    },
    freshUntil: dayAgo(1),
  });
});

afterEach(() => bed.close());

/** How the two versions did on each of the last days; shares in percent. */
function figures({
  users,
  before = 0.5,
  now,
  anr = 0.2,
}: {
  users: number;
  before?: number;
  now: number;
  anr?: number;
}): void {
  const { vitals } = bed.play.app(PACKAGE);
  const row = (day: string, versionCode: number, of: number, crashes: number, anrs: number): VitalsDay => ({
    ...{ day, versionCode, users: of, crashed: (of * crashes) / 100, unresponsive: (of * anrs) / 100 },
  });
  for (const ago of [4, 3, 2]) {
    vitals.push(row(dayAgo(ago), 41, users * 18, before, 0.2));
    vitals.push(row(dayAgo(ago), 42, users, now, anr));
  }
}

const advance = (more: Readonly<Record<string, string>> = {}): Promise<StepResult> =>
  bed.step({ verb: 'advance', 'package-name': PACKAGE, track: 'production', ...more });

const rollout = (): object | undefined =>
  bed.releases('production').find(({ versionCodes }) => versionCodes?.[0] === '42');

describe('a version that is as good as the one before', () => {
  test('is taken one stage further, and not two on the same figures', async () => {
    figures({ users: 2_000, now: 0.5 });
    const step = await advance();
    expect(errorOf(step)).toBe('');
    expect(step.outputs).toMatchObject({
      gate: 'pass',
      state: 'rolling-out',
      percent: '20',
      changed: 'true',
    });
    expect(step.summary).toContain('0.5 % of 6000 users');
    const again = await advance();
    expect(again.outputs).toMatchObject({ gate: 'insufficient', percent: '20', changed: 'false' });
    expect(again.summary).toContain('and not the one before it');
  });

  test('has everybody after the last stage, and then nothing is left to do', async () => {
    figures({ users: 2_000, now: 0.5 });
    const step = await advance({ stages: '1% 5% 100%' });
    expect(step.outputs).toMatchObject({ gate: 'pass', state: 'released', percent: '100' });
    const again = await advance();
    expect(again.outputs).toMatchObject({ gate: '', state: 'released', changed: 'false' });
  });

  test('is not held back by a limit that both are over', async () => {
    figures({ users: 2_000, before: 3, now: 2.9 });
    expect((await advance()).outputs).toMatchObject({ gate: 'pass', percent: '20' });
  });
});

describe('a version that is worse', () => {
  test.each([
    ['crashes', { now: 2 }],
    ['does not respond', { now: 0.5, anr: 1.5 }],
  ])('because it %s is halted, and the step fails', async (what, worse) => {
    figures({ users: 2_000, ...worse });
    const step = await advance();
    expect(step.exitCode).toBe(1);
    expect(step.outputs).toMatchObject({ gate: 'fail', state: 'halted', percent: '5' });
    expect(errorOf(step)).toContain('The crash gate has halted com.example.smile 42');
    expect(errorOf(step)).toContain(`It ${what} for`);
    expect(step.summary).toContain(`It ${what} for`);
    expect(rollout()).toMatchObject({ status: 'halted', userFraction: 0.05 });
  });

  test('stays halted in the runs that follow', async () => {
    figures({ users: 2_000, now: 2 });
    await advance();
    const again = await advance();
    expect(again.exitCode).toBe(0);
    expect(again.outputs).toMatchObject({ state: 'halted', changed: 'false', gate: '' });
  });
});

describe('figures that cannot tell', () => {
  test.each([
    ['there are none', () => undefined, 'are needed'],
    [
      'there are too few',
      () => {
        figures({ users: 100, now: 0.5 });
      },
      '300 users a day summed up',
    ],
    [
      'they are too old',
      () => {
        figures({ users: 2_000, now: 0.5 });
        bed.play.app(PACKAGE).freshUntil = dayAgo(9);
      },
      'too long ago',
    ],
    [
      'the app is new',
      () => {
        bed.play.app(PACKAGE).freshUntil = undefined;
      },
      'no figures of this app yet',
    ],
    [
      'chance could have done it',
      () => {
        figures({ users: 400, now: 0.9 });
      },
      '0.9 % of 1200 users',
    ],
  ])('leave the rollout where it is: %s', async (_why, arrange, reason) => {
    arrange();
    const step = await advance();
    expect(errorOf(step)).toBe('');
    expect(step.outputs).toMatchObject({ gate: 'insufficient', state: 'rolling-out', changed: 'false' });
    expect(step.summary).toContain(reason);
    expect(rollout()).toMatchObject({ status: 'inProgress', userFraction: 0.05 });
  });

  test('let it go on where the caller says so', async () => {
    const step = await advance({ 'gate-insufficient': 'advance' });
    expect(step.outputs).toMatchObject({ gate: 'insufficient', percent: '20', changed: 'true' });
  });
});

test('who may not see the figures is told which right is missing', async () => {
  bed.faults.add({ call: /^Vitals\.Get$/, kind: 'status', status: 403 });
  const step = await advance();
  expect(errorOf(step)).toContain('to view app information');
  expect(rollout()).toMatchObject({ userFraction: 0.05 });
});
