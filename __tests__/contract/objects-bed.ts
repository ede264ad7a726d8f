import { scaledClock } from '../../emulators/clock';
import { Faults } from '../../emulators/faults';
import type { GcsOptions, RunningGcs } from '../../emulators/gcs';
import { startGcs } from '../../emulators/gcs';
import { googleAuth } from '../../lib/google';
import { bucketAt } from '../../lib/objects';
import type { Bucket } from '../../lib/objects';

/** The smallest chunk that Cloud Storage takes. */
export const QUANTUM = 256 * 1024;

/** An emulator on whose clock a minute takes a tenth of a second, and our own client. */
export interface ObjectsBed {
  gcs: RunningGcs;
  faults: Faults;
  bucket: Bucket;
  /** The methods of all calls so far. */
  methods: () => string[];
  close(): Promise<void>;
}

export async function openObjectsBed(options: Partial<GcsOptions> = {}): Promise<ObjectsBed> {
  const faults = new Faults();
  const clock = scaledClock(600);
  const buckets = [{ name: 'models' }];
  const gcs = await startGcs({ clock, faults, buckets, writeIntervalMs: 0, ...options });
  return {
    ...{ gcs, faults, bucket: bucketOf(gcs.url) },
    methods: () => gcs.calls.map(({ method }) => method),
    close: () => gcs.close(),
  };
}

/** Our client with a bucket of the emulator's. */
export function bucketOf(endpoint: string, name = 'models', tries = 6, chunkBytes = QUANTUM): Bucket {
  const patience = {
    clock: scaledClock(600),
    random: () => 0.5,
    signal: new AbortController().signal,
    tries,
  };
  return bucketAt({
    ...{ bucket: name, endpoint, patience, chunkBytes },
    auth: googleAuth({ anonymous: true }),
  });
}

/** Bytes that repeat nowhere soon, in pieces of an awkward size. */
export function* piecesOf(bytes: Buffer, size = 100_003): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

export async function* streamOf(bytes: Buffer): AsyncGenerator<Buffer> {
  for (const piece of piecesOf(bytes)) yield await Promise.resolve(piece);
}

export async function collected(bytes: AsyncIterable<Buffer>): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of bytes) pieces.push(piece);
  return Buffer.concat(pieces);
}
