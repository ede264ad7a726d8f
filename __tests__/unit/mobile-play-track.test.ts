import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { hasCode, percentOf } from '../../actions/publish-mobile/src/play/model';
import type { Exposure, Release } from '../../actions/publish-mobile/src/play/model';
import { completed, halted, placed, resumed, staged } from '../../actions/publish-mobile/src/play/track';
import type { Change } from '../../actions/publish-mobile/src/play/track';
import { UserError } from '../../lib/runner/user-error';

const percents = fc.integer({ min: 1, max: 99 });

/** Tracks as Google Play allows them: at most one full and one staged release, and drafts. */
const tracks: fc.Arbitrary<Release[]> = fc
  .record({
    full: fc.boolean(),
    staged: fc.constantFrom('inProgress', 'halted', undefined),
    percent: percents,
    draft: fc.boolean(),
  })
  .map(({ full, staged: status, percent, draft }) => [
    ...(full ? [{ versionCodes: ['41'], status: 'completed' }] : []),
    ...(status && full ? [{ versionCodes: ['42'], status, userFraction: percent / 100 }] : []),
    ...(draft ? [{ versionCodes: ['43'], status: 'draft' }] : []),
  ]);

const exposures: fc.Arbitrary<Exposure> = fc.oneof(
  fc.constant({ kind: 'full' as const }),
  fc.constant({ kind: 'draft' as const }),
  percents.map((percent) => ({ kind: 'staged' as const, percent })),
);

type Verb = (releases: readonly Release[]) => Change;

const verbs: fc.Arbitrary<Verb> = fc.oneof(
  fc.record({ code: fc.constantFrom(40, 41, 42, 43, 44), exposure: exposures }).map(
    ({ code, exposure }): Verb =>
      (releases) =>
        placed(releases, { codes: [code], exposure, details: {} }),
  ),
  percents.map(
    (percent): Verb =>
      (releases) =>
        staged(releases, percent, undefined),
  ),
  fc.constant<Verb>((releases) => completed(releases, undefined)),
);

function attempt(verb: Verb, releases: readonly Release[]): Change | undefined {
  try {
    return verb(releases);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

const count = (releases: readonly Release[], ...statuses: string[]): number =>
  releases.filter(({ status }) => statuses.includes(status ?? '')).length;

describe('a track', () => {
  test('is where it should be after one step: a second changes nothing', () => {
    fc.assert(
      fc.property(tracks, verbs, (releases, verb) => {
        const after = attempt(verb, releases)?.releases;
        if (after) expect(attempt(verb, after)?.releases).toBeUndefined();
      }),
      { numRuns: 300 },
    );
  });

  test('never has two full or two staged releases, nor a fraction that Google Play rejects', () => {
    fc.assert(
      fc.property(tracks, verbs, (releases, verb) => {
        const after = attempt(verb, releases)?.releases ?? [];
        expect(count(after, 'completed')).toBeLessThanOrEqual(1);
        expect(count(after, 'inProgress', 'halted')).toBeLessThanOrEqual(1);
        for (const { status, userFraction } of after) {
          if (status === 'inProgress') expect(userFraction).toBeLessThan(1);
          else if (status !== 'halted') expect(userFraction).toBeUndefined();
        }
      }),
      { numRuns: 300 },
    );
  });

  test('never gives a release to fewer people, nor sets a halted one going, nor loses a draft of somebody', () => {
    fc.assert(
      fc.property(tracks, verbs, (releases, verb) => {
        const after = attempt(verb, releases)?.releases;
        for (const before of after ? releases : []) {
          const now = after?.find((each) => hasCode(each, Number(before.versionCodes?.[0])));
          if (before.status === 'draft') expect(now).toBeDefined();
          if (now && before.status !== 'draft')
            expect(percentOf(now) ?? 0).toBeGreaterThanOrEqual(percentOf(before) ?? 0);
          if (now && before.status === 'halted') expect(now).toEqual(before);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('a halt', () => {
  const rolling = [
    { versionCodes: ['41'], status: 'completed' },
    { versionCodes: ['42'], status: 'inProgress', userFraction: 0.2 },
  ];

  test('and a resume lead back to where it was', () => {
    const stopped = halted(rolling, 'production', undefined).releases ?? [];
    expect(stopped[1]).toEqual({ versionCodes: ['42'], status: 'halted', userFraction: 0.2 });
    expect(resumed(stopped, undefined, undefined).releases).toEqual(rolling);
    expect(resumed(stopped, 50, undefined).releases?.[1]).toMatchObject({ userFraction: 0.5 });
    expect(resumed(stopped, 5, undefined).releases?.[1]).toMatchObject({ userFraction: 0.2 });
  });

  test('is not for the internal track, nor for drafts', () => {
    expect(() => halted(rolling, 'internal', undefined)).toThrow('internal track');
    expect(() => halted([{ versionCodes: ['1'], status: 'draft' }], 'beta', undefined)).toThrow('is a draft');
  });
});
