/**
 * Checks the workflows and actions of the suite and of its examples for what GitHub's parser, actionlint and zizmor
 * let pass: names that nothing declares, inputs of the wrong type, and our own rules of hardening.
 *
 *   npm run lint:workflows   exit 0 when clean, 1 with findings
 */
import { globSync } from 'node:fs';
import path from 'node:path';
import { describeFinding } from '../rehearsal/lint/findings';
import { lint, type LintedFile, type LintReport } from '../rehearsal/lint/lint';
import { loadLibrary } from '../rehearsal/workflow/library';
import type { Source } from '../rehearsal/workflow/model';
import { thirdPartyActions } from '../rehearsal/third-party/index';

const ROOT = path.join(import.meta.dirname, '..');
/** The repository that this tree is. */
export const suite: Source = source(ROOT, 'sluice-actions/sluice');

function source(folder: string, repository: string): Source {
  return { folder, repository, sha: '', ref: '' };
}

/** Every workflow and action of the tree. Each example is a repository of its own. */
export function lintedFiles(): LintedFile[] {
  const actions = globSync('actions/*/action.yml', { cwd: ROOT }).map((file): LintedFile => ({
    kind: 'action',
    source: suite,
    path: path.dirname(file),
  }));
  const examples = globSync('examples/*', { cwd: ROOT }).map((folder) =>
    source(path.join(ROOT, folder), `sluice-actions/${path.basename(folder)}`),
  );
  return [...actions, ...[suite, ...examples].flatMap(workflowsOf)];
}

function workflowsOf(repository: Source): LintedFile[] {
  return globSync('.github/workflows/*.yml', { cwd: repository.folder })
    .sort()
    .map((file) => ({ kind: 'workflow', source: repository, path: file }));
}

/** Lints the tree as it is. */
export async function lintTree(): Promise<LintReport> {
  return lint({
    library: await loadLibrary(),
    suite,
    // Nothing runs, so nothing is stored there.
    thirdParty: thirdPartyActions({ artifacts: '' }),
    files: lintedFiles(),
  });
}

async function main(): Promise<void> {
  const { findings, notes } = await lintTree();
  for (const note of notes) console.log(`note: ${describeFinding(note)}`);
  for (const finding of findings) console.error(describeFinding(finding));
  console.log(`${findings.length} findings in ${lintedFiles().length} workflows and actions`);
  if (findings.length > 0) process.exitCode = 1;
}

if (process.argv[1] === import.meta.filename) {
  main().catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
}
