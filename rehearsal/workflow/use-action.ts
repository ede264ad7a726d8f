import path from 'node:path';
import { warnOfUnknownInputs } from './action-inputs';
import { runComposite, type StepsRunner } from './composite-action';
import type { Attempt, JobState } from './job-state';
import { runLocal } from './local-action';
import type { Action, Source, UsesStep } from './model';
import { runNode } from './node-action';
import { readAction } from './read-action';
import { resolveAction } from './references';
import type { LocalAction } from './third-party';

/** Runs what a `uses` step names. */
export async function useAction(attempt: Attempt, step: UsesStep, runSteps: StepsRunner): Promise<void> {
  const found = findAction(attempt.frame.job, step, attempt.frame.source);
  if ('local' in found) {
    await runLocal(attempt, step, found.local);
    return;
  }
  const { action } = found;
  warnOfUnknownInputs(attempt, action, step);
  if (action.runs.using === 'composite') await runComposite(attempt, step, action, action.runs, runSteps);
  else await runNode(attempt, step, action, action.runs);
}

/** The action of a step, as it lies on the disk or as its stand-in. */
export function findAction(
  job: JobState,
  step: UsesStep,
  from: Source,
): { action: Action } | { local: LocalAction } {
  const { options, library } = job.run;
  const reference = resolveAction(step.uses, from, options.suite);
  const read = (folder: string, source: Source): { action: Action } => {
    const { action, faults } = readAction(library, folder, source);
    if (!action) throw new Error(faults.map((fault) => fault.message).join('\n'));
    return { action };
  };
  switch (reference.kind) {
    case 'folder':
      return read(reference.folder, reference.source);
    case 'workspace': {
      const source = { ...options.root, folder: job.folders.workspace };
      return read(path.join(job.folders.workspace, reference.path), source);
    }
    case 'third-party': {
      const local = options.thirdParty?.[reference.name];
      if (!local) throw new Error(`The rehearsal has no local equivalent of the action '${reference.name}'.`);
      return 'folder' in local ? read(local.folder, { ...options.suite, folder: local.folder }) : { local };
    }
    case 'unknown':
      throw new Error(reference.why);
  }
}
