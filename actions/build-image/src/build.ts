import type { Digest, Manifest, RegistryClient } from '../../../lib/registry';
import type { Runner } from '../../../lib/runner';
import type { RunProcess } from '../../../lib/processes';
import type { Surroundings } from './surroundings';

/** What a backend works with. */
export interface Workshop {
  readonly runner: Pick<Runner, 'log' | 'environment'>;
  readonly registry: RegistryClient;
  readonly run: RunProcess;
  readonly around: Surroundings;
  readonly labels: Readonly<Record<string, string>>;
  /** When the image says that it was made: Unix time in seconds. */
  readonly created: number;
}

/** What a backend hands over: everything that the manifest names is in the repository. */
export interface Built {
  readonly manifest: Manifest;
  readonly configDigest: Digest | undefined;
  /** Whether anything had to be sent; undefined where only the engine knows. */
  readonly uploaded: boolean | undefined;
}
