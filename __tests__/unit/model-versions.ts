import type { PublishedVersion } from '../../actions/model-manifest/src/manifest/model';

/** A published version with what a test cares about. */
export function versionOf(version: string, over: Partial<PublishedVersion> = {}): PublishedVersion {
  const sha256 = Buffer.from(version).toString('hex').padEnd(64, '0').slice(0, 64);
  return {
    version,
    format: 'tflite',
    audience: 'mobile',
    blob: { path: `blobs/sha256/${sha256}`, sha256, size: 10, crc32c: 'AAAAAA==' },
    runtime: { minAppVersion: null, minRuntime: null },
    inputs: [],
    outputs: [],
    preprocessingId: null,
    labelsSha256: null,
    golden: null,
    evaluation: {
      reportSha256: 'c'.repeat(64),
      testSetSha256: 'a'.repeat(64),
      n: 1000,
      correct: 900,
      metric: 'accuracy',
    },
    source: { repository: 'smile/sage', commit: 'abc', runId: '1' },
    revoked: false,
    ...over,
  };
}
