import { Readable } from 'node:stream';
import type { Body } from './round-trip';

/** Bytes in memory as the body of a request. */
export const bodyOf = (bytes: Uint8Array): Body => ({
  size: bytes.length,
  open: () => Readable.from([bytes]),
});
