import type { Wire } from './wire';

/** A part of an object, from its first byte to the one after its last. */
export interface ByteRange {
  from: number;
  to: number;
}

/** How many slices are on their way at a time, each of them with a connection and a buffer of its own. */
const AT_A_TIME = 4;
/** Of an upload two chunks are in memory; of a download as many bytes are, in smaller pieces. */
const SLICES_IN_CHUNK = 2;

/** The ranges of `bytes` each that make up so many; the last may be shorter. */
export function* rangesOf(size: number, bytes: number): Generator<ByteRange, void> {
  for (let from = 0; from < size; from += bytes) yield { from, to: Math.min(size, from + bytes) };
}

/**
 * Reads several slices of an object at a time and gives them in their order. Nobody waits for a slice that is further on,
 * and no more of them are in memory than are on their way, so it stays flat.
 * @param read the bytes of a range, with a wire that is cut when nobody wants them any more
 */
export async function* sliced(
  wire: Wire,
  size: number,
  read: (within: Wire, range: ByteRange) => AsyncIterable<Buffer>,
): AsyncGenerator<Buffer> {
  const { wire: within, cut } = cuttable(wire);
  const ranges = rangesOf(size, wire.chunkBytes / SLICES_IN_CHUNK);
  const underWay: Promise<Buffer>[] = [];
  const begin = (): void => {
    const { value: range } = ranges.next();
    if (range) underWay.push(filled(read(within, range), range));
  };
  try {
    for (let begun = 0; begun < AT_A_TIME; begun += 1) begin();
    for (let next = underWay.shift(); next; next = underWay.shift()) {
      const slice = await next;
      begin();
      yield slice;
    }
  } finally {
    cut.abort();
    // What is given up fails, and nobody is interested in it.
    await Promise.allSettled(underWay);
  }
}

function cuttable(wire: Wire): { wire: Wire; cut: AbortController } {
  const cut = new AbortController();
  const signal = AbortSignal.any([wire.patience.signal, cut.signal]);
  return { wire: { ...wire, patience: { ...wire.patience, signal } }, cut };
}

function filled(pieces: AsyncIterable<Buffer>, { from, to }: ByteRange): Promise<Buffer> {
  const slice = Buffer.allocUnsafe(to - from);
  const filling = (async () => {
    let at = 0;
    for await (const piece of pieces) at += piece.copy(slice, at);
    return slice;
  })();
  // It is awaited when its turn comes: until then, its failure is not a stray one.
  filling.catch(() => undefined);
  return filling;
}
