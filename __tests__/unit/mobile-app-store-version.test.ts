import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sameVersion } from '../../actions/publish-mobile/src/app-store/version';

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
