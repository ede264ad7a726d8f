import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compareVersions, sameVersion } from '../../actions/publish-mobile/src/app-store/version';

const versions = fc
  .array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 4 })
  .map((numbers) => numbers.join('.'));

describe('versions are the same', () => {
  test('with zeros behind, as Apple has it', () => {
    expect(sameVersion('1.2', '1.2.0')).toBe(true);
    expect(sameVersion('1', '1.0.0')).toBe(true);
    expect(sameVersion('1.02', '1.2')).toBe(true);
    expect(sameVersion('1.2', '1.20')).toBe(false);
    expect(sameVersion('1.0.2', '1.2')).toBe(false);
    expect(sameVersion('20261121093000123456', '20261121093000123457')).toBe(false);
  });

  test('whichever is named first, and however many zeros follow', () => {
    fc.assert(
      fc.property(versions, versions, fc.integer({ min: 0, max: 3 }), (one, other, zeros) => {
        const padded = `${one}${'.0'.repeat(zeros)}`;
        expect(sameVersion(one, padded)).toBe(true);
        expect(sameVersion(one, other)).toBe(sameVersion(other, padded));
      }),
      { numRuns: 200 },
    );
  });

  test('exactly where every number is, with what is missing taken for 0', () => {
    const padded = (version: string): string =>
      [...version.split('.'), '0', '0', '0'].slice(0, 4).map(Number).join('.');
    fc.assert(
      fc.property(versions, versions, (one, other) => {
        expect(sameVersion(one, other)).toBe(padded(one) === padded(other));
      }),
      { numRuns: 200 },
    );
  });
});

describe('one version is older than another', () => {
  test('by its numbers, from the first on', () => {
    expect(compareVersions('1.9', '1.10')).toBeLessThan(0);
    expect(compareVersions('2', '1.99.99')).toBeGreaterThan(0);
    expect(compareVersions('1.2', '1.2.0')).toBe(0);
    expect(compareVersions('20261121093000123456', '20261121093000123457')).toBeLessThan(0);
    expect(compareVersions('9', '10000000000000000000000')).toBeLessThan(0);
  });

  test('exactly where the other is newer, and never where they are the same', () => {
    fc.assert(
      fc.property(versions, versions, (one, other) => {
        expect(Math.sign(compareVersions(one, other))).toBe(-Math.sign(compareVersions(other, one)) + 0);
        expect(compareVersions(one, other) === 0).toBe(sameVersion(one, other));
      }),
      { numRuns: 200 },
    );
  });
});
