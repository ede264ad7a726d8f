import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { rangesOf } from '../../lib/objects/slices';

test('the ranges of an object are all of it, each byte once and none too long', () => {
  fc.assert(
    fc.property(fc.nat(10_000), fc.integer({ min: 1, max: 3_000 }), (size, bytes) => {
      let at = 0;
      for (const { from, to } of rangesOf(size, bytes)) {
        expect(from).toBe(at);
        expect(to - from).toBeGreaterThan(0);
        expect(to - from).toBeLessThanOrEqual(bytes);
        at = to;
      }
      expect(at).toBe(size);
    }),
    { numRuns: 200 },
  );
});
