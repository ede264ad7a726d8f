import { createHash } from 'node:crypto';
import { networkOf } from '../model/designs';
import { writeTflite } from '../model/write-tflite';

/** The first model, which every copy of the product has with it: for when no other is to be had. */
export interface Bundled {
  version: string;
  sha256: string;
  file: Uint8Array;
}

export function bundledModel(): Bundled {
  const file = writeTflite(networkOf('first'));
  return { version: '1.0.0', sha256: createHash('sha256').update(file).digest('hex'), file };
}
