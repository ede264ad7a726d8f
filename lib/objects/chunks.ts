/** A piece of a stream that is sent in one request. */
export interface Chunk {
  bytes: Buffer;
  /** Whether nothing comes after it. */
  last: boolean;
}

/**
 * Cuts a stream into chunks of one size; the last may be shorter, and of an empty stream it is empty. Two buffers take
 * turns: a chunk's bytes hold until the one after the next is asked for, so that one is filled while one is on its way.
 */
export async function* chunksOf(
  source: AsyncIterable<Uint8Array>,
  size: number,
): AsyncGenerator<Chunk, void> {
  let filling = Buffer.allocUnsafe(size);
  let resting: typeof filling | undefined;
  let filled = 0;
  for await (const piece of source) {
    for (let taken = 0; taken < piece.length;) {
      // A full chunk is given away only when a byte comes after it: otherwise it is the last.
      if (filled === size) {
        yield { bytes: filling, last: false };
        [filling, resting] = [resting ?? Buffer.allocUnsafe(size), filling];
        filled = 0;
      }
      const part = piece.subarray(taken, taken + size - filled);
      filling.set(part, filled);
      filled += part.length;
      taken += part.length;
    }
  }
  yield { bytes: filling.subarray(0, filled), last: true };
}
