/** The manifest, as far as an app reads it; README.md of actions/model-manifest describes all of it. */
import { Malformed, finite, flag, list, nullable, object, oneOf, text, whole } from './fields';
import type { Read } from './fields';
import { isVersion } from './versions';

/** The only schema that this client knows. */
export const SCHEMA_VERSION = 1;

const sha256 = text(/^[0-9a-f]{64}$/);
/** Relative, without a way up: it is appended to an address. */
const path = text(/^(?!.*\.\.)[A-Za-z0-9][A-Za-z0-9._/-]*$/);

const version: Read<string> = (value) => {
  const read = text()(value);
  if (!isVersion(read)) throw new Malformed('no semantic version');
  return read;
};

/** Unix time in milliseconds, from RFC 3339 in UTC. */
const instant: Read<number> = (value) => {
  const read = Date.parse(text(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z$/)(value));
  if (Number.isNaN(read)) throw new Malformed('no such day');
  return read;
};

/** A tensor that a model takes or gives; -1 is an open dimension. */
const tensor = object({ name: text(), shape: list(whole(-1)), dtype: text() });

const publishedVersion = object({
  version,
  format: text(),
  audience: text(),
  blob: object({ path, sha256, size: whole(1) }),
  runtime: object({ minAppVersion: nullable(version), minRuntime: nullable(version) }),
  inputs: list(tensor),
  outputs: list(tensor),
  preprocessingId: nullable(text()),
  golden: nullable(object({ path, sha256, tolerance: finite })),
  revoked: flag,
});

/** @throws Malformed where the JSON is no manifest of this schema */
export const readManifest = object({
  schemaVersion: oneOf([SCHEMA_VERSION]),
  modelId: text(/^[a-z][a-z0-9-]{0,62}$/),
  sequence: whole(1),
  expires: instant,
  channels: object({
    stable: nullable(version),
    canary: nullable(version),
    previous: nullable(version),
  }),
  rollout: object({ percent: whole(0, 100), salt: text(/./) }),
  versions: list(publishedVersion),
});

export type Manifest = ReturnType<typeof readManifest>;
export type PublishedVersion = ReturnType<typeof publishedVersion>;
export type Tensor = ReturnType<typeof tensor>;
