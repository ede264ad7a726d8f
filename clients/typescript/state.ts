/** What an installation remembers of its models. */
import type { Seen } from './accept';
import { attempt, list, nullable, object, oneOf, parsedJson, text, whole } from './fields';
import type { Requirements } from './installation';

/** A model whose file is in the storage. */
export interface Held {
  version: string;
  sha256: string;
  /** Bytes. */
  size: number;
  requires: Requirements;
}

/**
 * A model that has yet to prove itself. `checking`: it is being tried aside; `waiting`: it is used from the next launch
 * on; `running`: it is in use, and nothing was heard of it yet.
 */
export interface Trial {
  model: Held;
  phase: 'checking' | 'waiting' | 'running';
  healthyLaunches: number;
}

export interface State {
  seen: Seen | null;
  /** Of the manifest that was seen. */
  etag: string | null;
  /** Null: the one that is bundled with the app. */
  current: Held | null;
  previous: Held | null;
  trial: Trial | null;
  /** Hashes of models that failed here, the newest last. */
  failed: readonly string[];
}

/** Of a fresh installation. */
export const FRESH: State = {
  seen: null,
  etag: null,
  current: null,
  previous: null,
  trial: null,
  failed: [],
};

const sha256 = text(/^[0-9a-f]{64}$/);
const held = object({
  version: text(),
  sha256,
  size: whole(1),
  requires: object({
    minAppVersion: nullable(text()),
    minRuntime: nullable(text()),
    preprocessingId: nullable(text()),
  }),
});
const stored = object({
  seen: nullable(object({ sequence: whole(1), payloadSha256: sha256 })),
  etag: nullable(text()),
  current: nullable(held),
  previous: nullable(held),
  trial: nullable(
    object({
      model: held,
      phase: oneOf(['checking', 'waiting', 'running']),
      healthyLaunches: whole(0),
    }),
  ),
  failed: list(sha256),
});

/** A file that cannot be read is as good as none: then the bundled model is used. */
export function readState(bytes: Uint8Array | undefined): State {
  return (bytes && attempt(() => stored(parsedJson(bytes)))) ?? FRESH;
}

export const writtenState = (state: State): Uint8Array => Buffer.from(`${JSON.stringify(state)}\n`);
