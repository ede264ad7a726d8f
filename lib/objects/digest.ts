import { createHash } from 'node:crypto';
import { Crc32c } from '../crc32c';
import type { Fingerprint, Source } from './model';

/** Reads a source to its end, a piece at a time. */
export async function fingerprintOf(source: Source): Promise<Fingerprint> {
  const [crc32c, md5, sha256] = [new Crc32c(), createHash('md5'), createHash('sha256')];
  let size = 0;
  for await (const piece of source instanceof Uint8Array ? [source] : source.open()) {
    size += piece.length;
    crc32c.update(piece);
    md5.update(piece);
    sha256.update(piece);
  }
  return { size, crc32c: crc32c.toString(), md5: md5.digest('base64'), sha256: sha256.digest('hex') };
}
