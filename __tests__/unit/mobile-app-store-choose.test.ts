import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Build } from '../../actions/publish-mobile/src/app-store/api';
import { chosenFor } from '../../actions/publish-mobile/src/app-store/release/choose';
import type { Choice } from '../../actions/publish-mobile/src/app-store/release/choose';
import { shareOf, standOf } from '../../actions/publish-mobile/src/app-store/release/model';
import type { StoreVersion } from '../../actions/publish-mobile/src/app-store/release/model';
import { compareVersions, sameVersion } from '../../actions/publish-mobile/src/app-store/version';
import { UserError } from '../../lib/runner';

const buildOf = (version: string, number: string): Build => ({
  ...{ id: `build-${number}`, version, build: number, platform: 'IOS', expired: false, processing: 'VALID' },
  ...{ usesNonExemptEncryption: false, groups: [], internalState: '', externalState: '' },
});

const versionOf = (version: string, state: string, number?: string): StoreVersion => ({
  ...{ id: `version-${version}`, version, platform: 'IOS', state, release: undefined, phased: undefined },
  build: number === undefined ? undefined : { id: `build-${number}`, number },
});

const STATES = [
  ...['PREPARE_FOR_SUBMISSION', 'READY_FOR_REVIEW', 'DEVELOPER_REJECTED', 'REJECTED', 'INVALID_BINARY'],
  ...['WAITING_FOR_REVIEW', 'IN_REVIEW', 'ACCEPTED', 'A_STATE_OF_TOMORROW'],
  ...['PENDING_DEVELOPER_RELEASE', 'PROCESSING_FOR_DISTRIBUTION', 'READY_FOR_DISTRIBUTION'],
  ...['REPLACED_WITH_NEW_VERSION'],
];

const versions = fc.uniqueArray(
  fc
    .record({
      minor: fc.integer({ min: 1, max: 4 }),
      state: fc.constantFrom(...STATES),
      number: fc.option(fc.integer({ min: 40, max: 44 }), { nil: undefined }),
    })
    .map(({ minor, state, number }) =>
      versionOf(`1.${minor}`, state, number === undefined ? undefined : String(number)),
    ),
  { selector: ({ version }) => version, maxLength: 4 },
);

const wanted = fc
  .record({ minor: fc.integer({ min: 1, max: 4 }), number: fc.integer({ min: 40, max: 44 }) })
  .map(({ minor, number }) => buildOf(`1.${minor}`, String(number)));

/** Undefined where it is refused, with a remedy. */
function choiceFor(all: readonly StoreVersion[], build: Build): Choice | undefined {
  try {
    return chosenFor(all, build);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    expect(error.remedy).not.toBe('');
    return undefined;
  }
}

describe('whatever is there,', () => {
  test('what Apple reviews, has approved or has given out is never taken for another build', () => {
    fc.assert(
      fc.property(versions, wanted, (all, build) => {
        const choice = choiceFor(all, build);
        if (choice?.kind !== 'use') return;
        expect(['draft', 'rejected']).toContain(standOf(choice.version));
      }),
      { numRuns: 500 },
    );
  });

  test('nothing is begun beside a review or an approved version', () => {
    fc.assert(
      fc.property(versions, wanted, (all, build) => {
        const choice = choiceFor(all, build);
        if (choice === undefined || choice.kind === 'done') return;
        const stands = all.map(standOf);
        expect(stands).not.toContain('in-review');
        expect(stands).not.toContain('approved');
      }),
      { numRuns: 500 },
    );
  });

  test('nothing older is submitted than what is there', () => {
    fc.assert(
      fc.property(versions, wanted, (all, build) => {
        const choice = choiceFor(all, build);
        if (choice === undefined || choice.kind === 'done' || choice.kind === 'returned') return;
        const own = all.find(({ version, build: its }) => version === build.version && its?.id === build.id);
        if (own) return;
        for (const { version } of all) expect(compareVersions(version, build.version)).toBeLessThanOrEqual(0);
      }),
      { numRuns: 500 },
    );
  });

  test('what is done is this very build, and a second look says so again', () => {
    fc.assert(
      fc.property(versions, wanted, (all, build) => {
        const choice = choiceFor(all, build);
        if (choice?.kind !== 'done') return;
        expect(choice.version.build?.id).toBe(build.id);
        expect(sameVersion(choice.version.version, build.version)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

test('an empty store takes a new version', () => {
  expect(chosenFor([], buildOf('1.0', '1'))).toEqual({ kind: 'make' });
});

test('the days of a phased release are Apple’s shares, and everybody where there are none', () => {
  const phased = (day: number): number => shareOf({ id: '1', state: 'ACTIVE', day });
  expect([0, 1, 2, 3, 4, 5, 6, 7, 8].map(phased)).toEqual([1, 1, 2, 5, 10, 20, 50, 100, 100]);
  expect(shareOf(undefined)).toBe(100);
  expect(shareOf({ id: '1', state: 'COMPLETE', day: 2 })).toBe(100);
});
