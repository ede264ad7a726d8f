/** Zstandard, fast and with a checksum at the end of each frame. */
import { constants, createZstdCompress, createZstdDecompress } from 'node:zlib';
import type { Transform } from 'node:stream';

/** Bytes that go through in one piece: every piece is a journey to another thread and back. */
const PIECE = 1024 * 1024;

/** Level 1: four times as fast as pg_dump's own gzip, and no larger. */
const LEVEL = 1;

export const compressor = (): Transform =>
  createZstdCompress({
    chunkSize: PIECE,
    params: { [constants.ZSTD_c_compressionLevel]: LEVEL, [constants.ZSTD_c_checksumFlag]: 1 },
  });

/** Fails at the end where bytes were changed or are missing. */
export const decompressor = (): Transform => createZstdDecompress({ chunkSize: PIECE });

/** The same bytes in larger pieces: a pipe gives 64 KiB at a time. */
export async function* gathered(source: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer, void> {
  let pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of source) {
    pieces.push(piece);
    bytes += piece.length;
    if (bytes < PIECE) continue;
    yield Buffer.concat(pieces, bytes);
    [pieces, bytes] = [[], 0];
  }
  if (bytes > 0) yield Buffer.concat(pieces, bytes);
}
