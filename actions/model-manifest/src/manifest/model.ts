import semver from 'semver';
import { z } from 'zod';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 hexadecimal digits');
const version = z
  .string()
  .refine((text) => semver.valid(text) === text, 'must be a semantic version such as 1.4.0');
/** A path in the bucket or the release, never a URL: download URLs of Firebase are bearer tokens. */
const path = z
  .string()
  .max(500)
  .regex(/^(?!.*\.\.)[A-Za-z0-9][A-Za-z0-9._/-]*$/, 'must be a path without ".."');

const tensor = z.strictObject({
  name: z.string().max(500),
  /** -1 where the dimension is open. */
  shape: z.array(z.int().min(-1)).max(16),
  /** `float32`, `uint8`, ... */
  dtype: z.string().max(20),
  /** real = scale x (stored - zeroPoint); several values where each channel has its own. */
  quantization: z.nullable(z.strictObject({ scale: z.array(z.number()), zeroPoint: z.array(z.int()) })),
});

const blob = z.strictObject({
  path,
  sha256,
  /** Bytes. */
  size: z.int().min(1),
  /** Castagnoli, base64 of the big-endian four bytes, as Cloud Storage gives it. */
  crc32c: z.string().regex(/^[A-Za-z0-9+/]{6}==$/),
});

const evaluation = z.strictObject({
  reportSha256: sha256,
  testSetSha256: sha256,
  /** Examples, and how many of them the model got right. */
  n: z.int().min(1),
  correct: z.int().min(0),
  metric: z.string().min(1).max(100),
});

const publishedVersion = z.strictObject({
  version,
  format: z.enum(['tflite', 'onnx', 'coreml', 'pickle', 'other']),
  /** A pickle executes code when it is loaded: it is for servers only. */
  audience: z.enum(['mobile', 'server', 'any']),
  blob,
  runtime: z.strictObject({ minAppVersion: z.nullable(version), minRuntime: z.nullable(version) }),
  inputs: z.array(tensor).max(64),
  outputs: z.array(tensor).max(64),
  /** Names the preparation of inputs that the model was trained with; an app that does not know it keeps its model. */
  preprocessingId: z.nullable(z.string().max(100)),
  labelsSha256: z.nullable(sha256),
  /** Inputs with the outputs that belong to them, to be tried on the device. */
  golden: z.nullable(z.strictObject({ path, sha256, tolerance: z.number().min(0) })),
  evaluation,
  source: z.strictObject({
    repository: z.string().max(200),
    commit: z.string().max(64),
    runId: z.string().max(40),
  }),
  revoked: z.boolean(),
});

/** What apps fetch to learn which model they are to use: the payload of the one object that changes. */
export const manifestSchema = z.strictObject({
  schemaVersion: z.literal(1),
  modelId: z.string().regex(/^[a-z][a-z0-9-]{0,62}$/),
  /** Grows by one with every change, rollbacks included: a client refuses a lower one than it has seen. */
  sequence: z.int().min(1),
  publishedAt: z.iso.datetime(),
  /** From then on a client trusts it no more, and keeps what it has. */
  expires: z.iso.datetime(),
  /** Of the whole object before this one; null for the first. */
  previousManifestSha256: z.nullable(sha256),
  channels: z.strictObject({
    stable: z.nullable(version),
    canary: z.nullable(version),
    /** What stable was before. */
    previous: z.nullable(version),
  }),
  /** The share of installations that take `stable`; the others stay with `previous`. */
  rollout: z.strictObject({ percent: z.int().min(0).max(100), salt: z.string().min(1).max(100) }),
  versions: z.array(publishedVersion).max(1_000),
});

export type Manifest = z.infer<typeof manifestSchema>;
export type PublishedVersion = z.infer<typeof publishedVersion>;
export type Tensor = z.infer<typeof tensor>;
export type Evaluation = z.infer<typeof evaluation>;
/** Where apps look: testers at `canary`, everybody else at `stable`. */
export type Channel = 'stable' | 'canary';
