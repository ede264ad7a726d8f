import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import { fingerprintOf } from '../../../lib/objects';
import type { Fingerprint } from '../../../lib/objects';
import { UserError } from '../../../lib/runner';
import { evaluated } from './evaluation';
import type { EvaluationPorts } from './evaluation';
import type { Report } from './gate/report';
import type { LocalFile } from './home/home';
import type { Publishing } from './publishing-inputs';
import { readModelFile } from './reading/file';
import type { ModelFile } from './reading/file';
import { checkGolden } from './reading/golden';

/** A model that wants to be published, with all that belongs to it. */
export interface Candidate {
  file: ModelFile & LocalFile;
  report: Report;
  /** The report as it was written. */
  reportText: string;
  labelsSha256: string | null;
  golden: LocalFile | undefined;
}

/** @throws UserError for the first thing that is missing, or not what it should be */
export async function examined(wanted: Publishing, ports: EvaluationPorts): Promise<Candidate> {
  const { workspace } = ports;
  const model = await readModelFile(workspace, wanted.file, wanted.format);
  const labels = wanted.labels === undefined ? null : await known(workspace, wanted.labels, 'labels');
  const golden = wanted.golden && (await known(workspace, wanted.golden.file, 'golden'));
  if (golden) await checkGolden(golden.path, wanted.golden?.file ?? '', model);
  const file = { ...model, fingerprint: await fingerprint(model.path) };
  const { report, text } = await evaluated(
    wanted,
    { path: file.path, sha256: file.fingerprint.sha256 },
    ports,
  );
  return { file, report, reportText: text, labelsSha256: labels?.fingerprint.sha256 ?? null, golden };
}

/** The one time that a file is read to be hashed, however large it is. */
const fingerprint = (path: string): Promise<Fingerprint> =>
  fingerprintOf({ open: () => createReadStream(path, { highWaterMark: 1024 * 1024 }) });

async function known(workspace: string, file: string, input: string): Promise<LocalFile> {
  const path = resolve(workspace, file);
  try {
    return { path, fingerprint: await fingerprint(path) };
  } catch (error) {
    throw new UserError(`There is no file ${file}.`, {
      remedy: `Correct \`${input}\`, which is relative to the workspace.`,
      cause: error,
    });
  }
}
