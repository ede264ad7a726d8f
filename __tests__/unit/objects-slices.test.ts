import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { rangesOf, sliced } from '../../lib/objects/slices';
import type { ByteRange } from '../../lib/objects/slices';
import type { Wire } from '../../lib/objects/wire';

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

test('bytes are given as they come, in order, with four slices on their way', async () => {
  const wire = { chunkBytes: 20, patience: { signal: new AbortController().signal } } as unknown as Wire;
  const begun: number[] = [];
  const open = Promise.withResolvers<undefined>();
  const read = async function* (_within: Wire, { from, to }: ByteRange): AsyncGenerator<Buffer> {
    begun.push(from);
    yield Buffer.alloc(1, from);
    await open.promise;
    yield Buffer.alloc(to - from - 1, from);
  };
  const bytes = sliced(wire, 95, read);
  // The first slice is not whole yet, nor any other.
  expect((await bytes.next()).value).toEqual(Buffer.alloc(1, 0));
  expect(begun).toEqual([0, 10, 20, 30]);
  open.resolve(undefined);
  const rest: Buffer[] = [];
  for await (const piece of bytes) rest.push(piece);
  const whole = Array.from({ length: 95 }, (_, at) => at - (at % 10));
  expect([...Buffer.concat(rest)]).toEqual(whole.slice(1));
  expect(begun).toHaveLength(10);
});
