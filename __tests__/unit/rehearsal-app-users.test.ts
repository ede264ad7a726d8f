import { describe, expect, test } from '@jest/globals';
import type { Clock } from '../../emulators/clock';
import { seedApp } from '../../emulators/play';
import type { App, Release } from '../../emulators/play';
import { AppUsers } from '../../rehearsal/stores/users';

const DAY = 86_400_000;
const full: Release = { status: 'completed', versionCodes: ['41'] };
const staged = (userFraction: number): Release => ({
  ...{ status: 'inProgress', versionCodes: ['42'], userFraction },
});

/** An app whose people live at noon of Greenwich, from 20 November on. */
function peopleOf(releases: readonly Release[]): { app: App; nextDay: () => void } {
  let now = Date.parse('2026-11-20T12:00:00Z');
  const clock: Clock = { now: () => now, sleep: () => Promise.resolve() };
  const app = seedApp({ packageName: 'com.example.mathapp', tracks: { production: [full] } });
  const people = new AppUsers(app, { users: 10_000, crashing: { 42: 0.03 }, clock });
  app.tracks.set('production', [...releases]);
  const nextDay = (): void => {
    now += DAY;
    people.dayEnds();
  };
  return { app, nextDay };
}

/** Users by version code on the last day. */
function usersOn({ vitals }: App, day: string): Record<number, number> {
  const ofDay = vitals.filter((each) => each.day === day);
  return Object.fromEntries(ofDay.map(({ versionCode, users }) => [versionCode, users]));
}

describe('the people with an app', () => {
  test('have had it for ten days, and Google Play tells of all but the last one', () => {
    const { app } = peopleOf([full]);
    expect(new Set(app.vitals.map(({ day }) => day)).size).toBe(10);
    expect(app.freshUntil).toBe('2026-11-19');
    expect(usersOn(app, '2026-11-19')).toEqual({ 41: 10_000 });
  });

  test('get what a stage gives them, some of them every day, and never more of them', () => {
    const { app, nextDay } = peopleOf([full, staged(0.05)]);
    for (let day = 0; day < 8; day += 1) nextDay();
    expect(usersOn(app, '2026-11-21')).toEqual({ 41: 9_700, 42: 300 });
    expect(usersOn(app, '2026-11-22')).toEqual({ 41: 9_580, 42: 420 });
    expect(usersOn(app, '2026-11-28')).toEqual({ 41: 9_500, 42: 500 });
  });

  test('meet the crashes of their own version', () => {
    const { app, nextDay } = peopleOf([full, staged(0.2)]);
    nextDay();
    expect(app.vitals.slice(-2)).toMatchObject([
      { versionCode: 41, users: 8_800, crashed: 35 },
      { versionCode: 42, users: 1_200, crashed: 36 },
    ]);
  });

  test('get nothing that was halted, and keep what they have', () => {
    const { app, nextDay } = peopleOf([full, staged(0.05)]);
    nextDay();
    app.tracks.set('production', [full, { ...staged(0.05), status: 'halted' }]);
    nextDay();
    expect(usersOn(app, '2026-11-22')).toEqual({ 41: 9_700, 42: 300 });
  });
});
