import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fingerprintOf } from '../../../lib/objects';
import type { Candidate } from './examine';
import type { Home, Stored } from './home/home';
import type { PublishedVersion } from './manifest/model';
import type { Publishing } from './publishing-inputs';

/** Stores the model, its report and its golden examples, each under its own hash. @returns how the manifest names them */
export async function upload(
  { home, source }: { home: Home; source: PublishedVersion['source'] },
  wanted: Publishing,
  candidate: Candidate,
): Promise<PublishedVersion> {
  const { file, report, labelsSha256 } = candidate;
  const blob = await home.putBlob(file, 'application/octet-stream');
  const { sha256: reportSha256 } = await storedReport(home, candidate.reportText);
  const golden = candidate.golden && (await home.putBlob(candidate.golden, 'application/json'));
  const { n, correct, metric, testSetSha256 } = report;
  return {
    version: wanted.version,
    format: file.format,
    audience: wanted.audience,
    blob,
    runtime: wanted.runtime,
    inputs: file.inputs,
    outputs: file.outputs,
    preprocessingId: wanted.preprocessingId,
    labelsSha256,
    golden: golden
      ? { path: golden.path, sha256: golden.sha256, tolerance: wanted.golden?.tolerance ?? 0 }
      : null,
    evaluation: { reportSha256, testSetSha256, n, correct, metric },
    source,
    revoked: false,
  };
}

async function storedReport(home: Home, text: string): Promise<Stored> {
  const folder = await mkdtemp(join(tmpdir(), 'report-'));
  try {
    const path = join(folder, 'report.json');
    await writeFile(path, text);
    const fingerprint = await fingerprintOf(Buffer.from(text));
    return await home.putBlob({ path, fingerprint }, 'application/json');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
