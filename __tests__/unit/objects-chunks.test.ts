import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { chunksOf } from '../../lib/objects/chunks';
import type { Chunk } from '../../lib/objects/chunks';

const pieces = fc.array(fc.uint8Array({ maxLength: 30 }), { maxLength: 12 });

async function* streamed(all: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  for (const piece of all) yield await Promise.resolve(piece);
}

/** Takes a copy of each chunk when the next one is there: as long as that, its bytes hold. */
async function collected(chunks: AsyncIterable<Chunk>): Promise<Chunk[]> {
  const all: Chunk[] = [];
  let held: Chunk | undefined;
  const keep = (): void => {
    if (held) all.push({ ...held, bytes: Buffer.from(held.bytes) });
  };
  for await (const chunk of chunks) {
    keep();
    held = chunk;
  }
  keep();
  return all;
}

test('chunks are whole but for the last, only the last says so, and together they are the stream', async () => {
  await fc.assert(
    fc.asyncProperty(pieces, fc.integer({ min: 1, max: 20 }), async (all, size) => {
      const chunks = await collected(chunksOf(streamed(all), size));
      expect(Buffer.concat(chunks.map(({ bytes }) => bytes)).equals(Buffer.concat(all))).toBe(true);
      expect(chunks.map(({ last }) => last)).toEqual(chunks.map((_, index) => index === chunks.length - 1));
      for (const { bytes, last } of chunks)
        expect(last ? bytes.length <= size : bytes.length === size).toBe(true);
      // An empty last chunk is for an empty stream only: otherwise the last full one would not be known as the last.
      expect(chunks.at(-1)?.bytes.length === 0).toBe(Buffer.concat(all).length === 0);
    }),
    { numRuns: 200 },
  );
});

test('no more of a stream is read than the chunks that are asked for', async () => {
  let read = 0;
  const endless = async function* (): AsyncGenerator<Uint8Array> {
    for (;;) {
      read += 1;
      yield await Promise.resolve(new Uint8Array(10));
    }
  };
  const chunks = chunksOf(endless(), 20);
  await chunks.next();
  await chunks.return();
  expect(read).toBe(3);
});
