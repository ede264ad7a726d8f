import { sha256Of } from './signing';

type Fields = Record<string, unknown>;

/** A published version with everything that the publisher writes. */
export function version(name: string, over: Fields = {}): Fields {
  const sha256 = sha256Of(`model ${name}`);
  return {
    version: name,
    format: 'tflite',
    audience: 'mobile',
    blob: { path: `blobs/sha256/${sha256}`, sha256, size: 1024, crc32c: 'AAAAAA==' },
    runtime: { minAppVersion: null, minRuntime: null },
    inputs: [{ name: 'photo', shape: [1, 8], dtype: 'float32', quantization: null }],
    outputs: [{ name: 'smile', shape: [1, 2], dtype: 'float32', quantization: null }],
    preprocessingId: null,
    labelsSha256: null,
    golden: null,
    evaluation: {
      reportSha256: sha256Of(`report ${name}`),
      testSetSha256: sha256Of('test set'),
      n: 1000,
      correct: 900,
      metric: 'accuracy',
    },
    source: { repository: 'acme/smile', commit: 'a'.repeat(40), runId: '1' },
    revoked: false,
    ...over,
  };
}

/** A manifest as it stands after two publishings, both for everybody. */
export function manifest(over: Fields = {}): Fields {
  return {
    schemaVersion: 1,
    modelId: 'smile',
    sequence: 5,
    publishedAt: '2026-11-01T00:00:00.000Z',
    expires: '2027-01-30T00:00:00.000Z',
    previousManifestSha256: sha256Of('the one before'),
    channels: { stable: '1.1.0', canary: '1.2.0', previous: '1.0.0' },
    rollout: { percent: 100, salt: '1.1.0' },
    versions: [version('1.0.0'), version('1.1.0'), version('1.2.0')],
    ...over,
  };
}

/** A day on which that manifest is trusted. */
export const NOW = '2026-12-01T00:00:00.000Z';
