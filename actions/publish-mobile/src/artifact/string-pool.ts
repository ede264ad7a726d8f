/** The strings of a binary XML document. Source: `ResStringPool_header` in Android's `ResourceTypes.h`. */
import { Malformed } from './model';

const UTF8 = 1 << 8;
const MOST_STRINGS = 100_000;

/** @throws Malformed where an offset leads out of the pool */
export function readStringPool(bytes: Buffer): string[] {
  try {
    const headerSize = bytes.readUInt16LE(2);
    const [count, flags, start] = [bytes.readUInt32LE(8), bytes.readUInt32LE(16), bytes.readUInt32LE(20)];
    if (count > MOST_STRINGS) throw new Malformed(`its manifest claims to have ${count} strings`);
    const read = (flags & UTF8) !== 0 ? utf8At : utf16At;
    return Array.from({ length: count }, (_, index) =>
      read(bytes, start + bytes.readUInt32LE(headerSize + 4 * index)),
    );
  } catch (cause) {
    if (cause instanceof RangeError) throw new Malformed('the strings of its manifest break off', { cause });
    throw cause;
  }
}

/** First the length in characters, then that in bytes; each has a second byte where the highest bit is set. */
function utf8At(bytes: Buffer, at: number): string {
  const characters = (bytes.readUInt8(at) & 0x80) === 0 ? 1 : 2;
  const first = bytes.readUInt8(at + characters);
  const long = (first & 0x80) !== 0;
  const length = long ? ((first & 0x7f) << 8) | bytes.readUInt8(at + characters + 1) : first;
  const start = at + characters + (long ? 2 : 1);
  return within(bytes, start, length).toString('utf8');
}

/** The length in code units, in two words where the highest bit is set. */
function utf16At(bytes: Buffer, at: number): string {
  const first = bytes.readUInt16LE(at);
  const long = (first & 0x8000) !== 0;
  const units = long ? (first & 0x7fff) * 0x10000 + bytes.readUInt16LE(at + 2) : first;
  return within(bytes, at + (long ? 4 : 2), units * 2).toString('utf16le');
}

function within(bytes: Buffer, start: number, length: number): Buffer {
  if (start + length > bytes.length) throw new RangeError('A string ends after its pool.');
  return bytes.subarray(start, start + length);
}
