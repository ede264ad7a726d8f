/** Whether a manifest is to be believed. Pure: bytes, keys, what was seen before and the time make the answer. */
import { createHash } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { openEnvelope } from './envelope';
import { attempt, object, parsedJson, whole } from './fields';
import { SCHEMA_VERSION, readManifest } from './manifest';
import type { Manifest } from './manifest';
import { Rejected } from './reasons';

/** Built into the app. */
export interface Trust {
  modelId: string;
  /** Two, so that one can be replaced by the other. */
  keys: readonly KeyObject[];
}

/** The newest manifest that this installation has accepted. */
export interface Seen {
  sequence: number;
  payloadSha256: string;
}

/** A manifest that is believed, and what is to be remembered of it. */
export interface Accepted {
  manifest: Manifest;
  seen: Seen;
}

/**
 * Signature, schema, model, sequence, expiry: in this order, and the first that is wrong is the reason.
 * @param now Unix time in milliseconds
 * @throws Rejected
 */
export function accept(bytes: Uint8Array, trust: Trust, seen: Seen | null, now: number): Accepted {
  const payload = openEnvelope(bytes, trust.keys);
  const manifest = manifestIn(payload);
  if (manifest.modelId !== trust.modelId) throw new Rejected('other-model');
  const found = { sequence: manifest.sequence, payloadSha256: sha256Of(payload) };
  if (seen && found.sequence < seen.sequence) throw new Rejected('lower-sequence');
  // Of two publishers at once one loses, and what it signed stays in the history: it is not what was published.
  if (found.sequence === seen?.sequence && found.payloadSha256 !== seen.payloadSha256)
    throw new Rejected('other-content');
  if (now >= manifest.expires) throw new Rejected('expired');
  return { manifest, seen: found };
}

const readSchemaVersion = object({ schemaVersion: whole(0) });

function manifestIn(payload: Uint8Array): Manifest {
  const json = attempt(() => parsedJson(payload));
  const schema = attempt(() => readSchemaVersion(json))?.schemaVersion;
  if (schema !== undefined && schema > SCHEMA_VERSION) throw new Rejected('newer-schema');
  const manifest = attempt(() => readManifest(json));
  if (!manifest) throw new Rejected('not-a-manifest');
  return manifest;
}

export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
