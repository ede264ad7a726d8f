import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { UserError } from '../../../lib/runner';
import { evaluated } from './evaluation';
import type { EvaluationPorts } from './evaluation';
import type { Report } from './gate/report';
import { sha256Of, sha256OfFile } from './home/sha256';
import type { Publishing } from './publishing-inputs';
import { readModelFile } from './reading/file';
import type { ModelFile } from './reading/file';

/** A model that wants to be published, with all that belongs to it. */
export interface Candidate {
  file: ModelFile;
  sha256: string;
  report: Report;
  /** The report as it was written. */
  reportText: string;
  labelsSha256: string | null;
  /** Absolute path of the golden examples. */
  golden: string | undefined;
}

/** @throws UserError for the first thing that is missing, or not what it should be */
export async function examined(wanted: Publishing, ports: EvaluationPorts): Promise<Candidate> {
  const { workspace } = ports;
  const file = await readModelFile(workspace, wanted.file, wanted.format);
  const labelsSha256 = wanted.labels === undefined ? null : await hashOf(workspace, wanted.labels, 'labels');
  if (wanted.golden) await hashOf(workspace, wanted.golden.file, 'golden');
  const sha256 = await sha256OfFile(file.path);
  const { report, text } = await evaluated(wanted, sha256, ports);
  const golden = wanted.golden && resolve(workspace, wanted.golden.file);
  return { file, sha256, report, reportText: text, labelsSha256, golden };
}

async function hashOf(workspace: string, file: string, input: string): Promise<string> {
  try {
    return sha256Of(await readFile(resolve(workspace, file)));
  } catch (error) {
    throw new UserError(`There is no file ${file}.`, {
      remedy: `Correct \`${input}\`, which is relative to the workspace.`,
      cause: error,
    });
  }
}
