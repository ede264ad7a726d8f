import { googleAuth } from '../google';
import type { Patience } from '../google';
import { emulatorIn, EnvironmentVariable } from '../runner';
import type { Clock } from '../runner';
import { bucketAt } from './bucket';
import type { Bucket } from './model';

/** The variable that Google's own clients read for the same purpose. */
const GOOGLES_ENDPOINT = 'STORAGE_EMULATOR_HOST';
const GOOGLE = 'https://storage.googleapis.com';

const TRIES = 7;
/** Two of them are in memory at a time: one on its way and one that is being filled. */
const CHUNK_BYTES = 8 * 1024 * 1024;

/** What a connection needs of the step; a `Runner` has it all. */
export interface StoragePorts {
  readonly clock: Clock;
  readonly random: () => number;
  readonly signal: AbortSignal;
  readonly environment: {
    readonly googleCredentials: string | undefined;
    get(variable: string): string | undefined;
  };
}

/**
 * Connects a step to one bucket. Nothing is sent, and Google's client is not loaded, before the first call.
 * @param options.tries of each call; 7 when left out, which wait about a minute together
 * @param options.chunkBytes of an upload, a multiple of 256 KiB; 8 MiB when left out
 * @throws UserError where the environment names an emulator that is not on this machine
 */
export function openObjects(
  { clock, random, signal, environment }: StoragePorts,
  bucket: string,
  { tries = TRIES, chunkBytes = CHUNK_BYTES }: { tries?: number; chunkBytes?: number } = {},
): Bucket {
  const emulator = emulatorIn(environment, EnvironmentVariable.storageEndpoint, GOOGLES_ENDPOINT);
  const patience: Patience = { clock, random, signal, tries };
  const anonymous = emulator !== undefined && environment.googleCredentials === undefined;
  const auth = googleAuth({ anonymous });
  return bucketAt({ bucket, auth, patience, chunkBytes, endpoint: emulator ?? GOOGLE });
}
