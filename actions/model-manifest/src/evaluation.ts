import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { RunProcess } from '../../../lib/processes';
import { UserError } from '../../../lib/runner';
import { readReport } from './gate/report';
import type { Report } from './gate/report';
import type { Publishing } from './publishing-inputs';

/** A report, and the file that holds it. */
export interface Evaluated {
  report: Report;
  text: string;
}

/** What an evaluation is carried out with. */
export interface EvaluationPorts {
  workspace: string;
  run: RunProcess;
  tell: (line: string) => void;
}

/**
 * The report on a model: read from the file that the caller names, or written by the command that the caller gives, which
 * finds the model in MODEL_FILE and writes to REPORT_FILE.
 * @param how where the report is, and what writes it
 * @throws UserError when there is no report, it is none, or it is about another model
 */
export async function evaluated(
  { report, evaluate }: Pick<Publishing, 'report' | 'evaluate'>,
  model: { path: string; sha256: string },
  { workspace, run, tell }: EvaluationPorts,
): Promise<Evaluated> {
  const folder = await mkdtemp(join(tmpdir(), 'evaluation-'));
  try {
    const path = report === undefined ? join(folder, 'report.json') : resolve(workspace, report);
    if (evaluate) {
      const environment = { MODEL_FILE: model.path, REPORT_FILE: path };
      const { exitCode } = await run({ argv: evaluate, environment }, tell);
      if (exitCode !== 0) throw evaluationFailed(evaluate, exitCode);
    }
    const text = await textOf(path, report ?? 'the report of the evaluation');
    return about(text, model.sha256, report ?? 'The report');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function textOf(path: string, name: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new UserError(`There is no file with ${name}.`, {
      remedy: 'Correct `report`, or let the command of `evaluate` write to the path in REPORT_FILE.',
      cause: error,
    });
  }
}

function about(text: string, modelSha256: string, name: string): Evaluated {
  const report = readReport(text, name);
  if (report.modelSha256 === modelSha256) return { report, text };
  throw new UserError(
    `${name} is about another model: it says ${report.modelSha256}, the file's hash is ${modelSha256}.`,
    { remedy: 'Evaluate the very file that is published.' },
  );
}

function evaluationFailed([program]: [string, ...string[]], exitCode: number | null): UserError {
  return new UserError(`The evaluation (${program}) ended with exit code ${String(exitCode)}.`, {
    remedy: 'Its lines are in the log above. Nothing was published.',
  });
}
