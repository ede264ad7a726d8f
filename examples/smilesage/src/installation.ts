import { bundledModel } from './bundled';
import { PREPROCESSING } from './classifier';
import { inFolder } from './model-client';
import type { ClientOptions, Clock, Present, Storage } from './model-client';
import { runtimeOver } from './runtime';

/** One copy of the product: a phone, or an instance of the API. */
export interface Installation {
  /** Random, made once and kept. */
  id: string;
  channel: 'stable' | 'canary';
  /** Address of the folder with the manifest, such as `https://storage.googleapis.com/acme-models/smile`. */
  home: string;
  /** Public keys in PEM: the one that signs now, and the one that will. */
  keys: readonly string[];
  storage: Storage;
  clock: Clock;
  limits?: ClientOptions['limits'];
}

/** What every copy of this product tells the model client; see clients/README.md for what the client makes of it. */
export function clientOptions(installation: Installation): ClientOptions {
  const { id, channel, home, keys, storage, clock, limits = {} } = installation;
  const { version, sha256 } = bundledModel();
  return {
    modelId: 'smile',
    keys,
    bundled: { version, sha256 },
    installation: {
      ...{ id, channel, appVersion: '1.0.0', runtimeVersion: '1.0.0' },
      preprocessing: [PREPROCESSING],
      formats: ['tflite'],
    },
    addressOf: inFolder(home),
    runtime: runtimeOver(storage),
    ...{ storage, clock, limits, fetch },
  };
}

/** The model that the client says is to be used now. @throws Error where it cannot be loaded */
export async function modelFile(storage: Storage, present: Present): Promise<Uint8Array> {
  if (present.source === 'bundled') return bundledModel().file;
  const file = await storage.read(present.file);
  if (!file) throw new Error(`the model ${present.file} is gone`);
  return file;
}
