/** The reversed Castagnoli polynomial. Source: RFC 3720, section 12.1. */
const POLYNOMIAL = 0x82f63b78;
/** Bytes that one round takes. */
const STRIDE = 8;

/** Table k holds the checksum of a byte that k zero bytes follow, so that eight bytes take one round. */
const tables = makeTables();

function makeTables(): Int32Array {
  const made = new Int32Array(STRIDE * 256);
  for (let byte = 0; byte < 256; byte += 1) {
    let rest = byte;
    for (let bit = 0; bit < 8; bit += 1) rest = rest & 1 ? (rest >>> 1) ^ POLYNOMIAL : rest >>> 1;
    made[byte] = rest;
  }
  for (let at = 256; at < made.length; at += 1) {
    const before = made[at - 256] ?? 0;
    made[at] = (made[before & 0xff] ?? 0) ^ (before >>> 8);
  }
  return made;
}

const entry = (table: number, byte: number): number => tables[table * 256 + (byte & 0xff)] ?? 0;

/** The CRC32C of bytes that come piece by piece; several times as fast as the storage client's own. */
export class Crc32c {
  #rest = -1;

  update(bytes: Uint8Array): this {
    let rest = this.#rest;
    let at = 0;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (const last = bytes.length - STRIDE; at <= last; at += STRIDE) {
      const low = rest ^ view.getInt32(at, true);
      const high = view.getInt32(at + 4, true);
      rest =
        entry(7, low) ^
        entry(6, low >>> 8) ^
        entry(5, low >>> 16) ^
        entry(4, low >>> 24) ^
        entry(3, high) ^
        entry(2, high >>> 8) ^
        entry(1, high >>> 16) ^
        entry(0, high >>> 24);
    }
    for (; at < bytes.length; at += 1) rest = entry(0, rest ^ (bytes[at] ?? 0)) ^ (rest >>> 8);
    this.#rest = rest;
    return this;
  }

  /** As Secret Manager writes it: a number from 0 to 2^32 - 1. */
  valueOf(): number {
    return ~this.#rest >>> 0;
  }

  /** As Cloud Storage writes it: four bytes, the highest first, in base64. */
  toString(): string {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(this.valueOf());
    return bytes.toString('base64');
  }
}

/** The CRC32C of bytes, in base64. */
export const crc32cOf = (bytes: Uint8Array): string => new Crc32c().update(bytes).toString();
