import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Wire } from './wire';

/** A part of an object, from its first byte to the one after its last. */
export interface ByteRange {
  from: number;
  to: number;
}

/** How many slices are on their way at a time, each of them with a connection of its own. */
const AT_A_TIME = 4;
/** Of an upload two chunks are in memory; of a download as many bytes are, in smaller pieces. */
const SLICES_IN_CHUNK = 2;

/** The ranges of `bytes` each that make up so many; the last may be shorter. */
export function* rangesOf(size: number, bytes: number): Generator<ByteRange, void> {
  for (let from = 0; from < size; from += bytes) yield { from, to: Math.min(size, from + bytes) };
}

/**
 * Reads several slices of an object at a time and gives their bytes in order, those of the first as they come. Nobody
 * waits for a slice that is further on, and no more of them are in memory than are on their way, so it stays flat.
 * @param read the bytes of a range, with a wire that is cut when nobody wants them any more
 */
export async function* sliced(
  wire: Wire,
  size: number,
  read: (within: Wire, range: ByteRange) => AsyncIterable<Buffer>,
): AsyncGenerator<Buffer> {
  const { wire: within, cut } = cuttable(wire);
  const ranges = rangesOf(size, wire.chunkBytes / SLICES_IN_CHUNK);
  const underWay: Slice[] = [];
  const begin = (): void => {
    const { value: range } = ranges.next();
    if (range) underWay.push(coming(read(within, range), range));
  };
  try {
    for (let begun = 0; begun < AT_A_TIME; begun += 1) begin();
    for (let [next] = underWay; next; [next] = underWay) {
      yield* next.pieces as AsyncIterable<Buffer>;
      underWay.shift();
      begin();
    }
  } finally {
    cut.abort();
    for (const { pieces } of underWay) pieces.destroy();
    await Promise.all(underWay.map(({ over }) => over));
  }
}

function cuttable(wire: Wire): { wire: Wire; cut: AbortController } {
  const cut = new AbortController();
  const signal = AbortSignal.any([wire.patience.signal, cut.signal]);
  return { wire: { ...wire, patience: { ...wire.patience, signal } }, cut };
}

/** A slice that comes in whether or not somebody takes of it yet. */
interface Slice {
  readonly pieces: PassThrough;
  /** When nothing of it comes any more. Whoever takes the pieces is told of a failure. */
  readonly over: Promise<void>;
}

function coming(bytes: AsyncIterable<Buffer>, { from, to }: ByteRange): Slice {
  // Of so many bytes there are no more pieces.
  const pieces = new PassThrough({ objectMode: true, highWaterMark: to - from });
  return { pieces, over: pipeline(bytes, pieces).catch(() => undefined) };
}
