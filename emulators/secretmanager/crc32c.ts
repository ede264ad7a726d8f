/** CRC-32C (Castagnoli), which the API sends beside every payload; eight bits at a time by a table. */
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = (value & 1) === 1 ? 0x82f63b78 ^ (value >>> 1) : value >>> 1;
  return value >>> 0;
});

export function crc32c(bytes: Uint8Array): number {
  const end = bytes.reduce((crc, byte) => (TABLE[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8), 0xffffffff);
  return (end ^ 0xffffffff) >>> 0;
}
