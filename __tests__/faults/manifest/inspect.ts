import { createHash } from 'node:crypto';
import { BUCKET, readSigned } from './stage';
import type { Served, Stage } from './stage';

/**
 * What is wrong with what apps find: every version that somebody was told of has to be there with its bytes, and the
 * history has to lead back to the first manifest without a gap.
 * @param promised versions that were reported as published
 */
export async function faultsOf(stage: Stage, promised: readonly string[]): Promise<string[]> {
  try {
    const { served } = await readSigned(stage.gcs, 'manifest.json');
    return [
      ...missing(served, promised),
      ...(await brokenHistory(stage, served)),
      ...(await brokenBlobs(stage, served)),
    ];
  } catch (error) {
    return [String(error)];
  }
}

function missing({ versions }: Served, promised: readonly string[]): string[] {
  const there = new Set(versions.map(({ version }) => version));
  return promised.filter((version) => !there.has(version)).map((version) => `${version} was lost`);
}

async function brokenHistory({ gcs }: Stage, present: Served): Promise<string[]> {
  let { previousManifestSha256: previous, sequence } = present;
  while (previous !== null) {
    sequence -= 1;
    const path = `manifests/${String(sequence).padStart(8, '0')}-${previous}.json`;
    const { served, sha256 } = await readSigned(gcs, path);
    if (sha256 !== previous) return [`${path} has other bytes`];
    if (served.sequence !== sequence) return [`${path} has the sequence ${served.sequence}`];
    previous = served.previousManifestSha256;
  }
  return sequence === 1 ? [] : [`the history begins at ${sequence}`];
}

async function brokenBlobs({ gcs }: Stage, { versions }: Served): Promise<string[]> {
  const looked = versions.map(async ({ version, blob }) => {
    const response = await fetch(`${gcs.url}/${BUCKET}/smile/${blob.path}`);
    const bytes = Buffer.from(await response.arrayBuffer());
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    return sha256 === blob.sha256 ? [] : [`the bytes of ${version} are not there`];
  });
  return (await Promise.all(looked)).flat();
}
