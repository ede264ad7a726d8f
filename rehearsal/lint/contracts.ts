import path from 'node:path';
import type { CallJob, InputDefinition, SecretDefinition, Source, UsesStep } from '../workflow/model';
import { resolveAction, resolveWorkflow } from '../workflow/references';
import type { ActionFile, Read, WorkflowFile } from './files';
import type { Finding } from './findings';
import type { Linting } from './linting';

/** What an action takes and gives. */
export interface ActionContract {
  /** As the step names it; for one of our stand-ins, that it is one. */
  name: string;
  inputs: { name: string; required: boolean; hasDefault: boolean }[];
  /** Undefined where our stand-in for it does not say. */
  outputs: string[] | undefined;
}

/** What a reusable workflow takes and gives. */
export interface WorkflowContract {
  name: string;
  callable: boolean;
  inputs: InputDefinition[];
  secrets: SecretDefinition[];
  outputs: string[];
}

/** A contract, what is wrong with the reference to it, or nothing where it is not known here. */
export type Found<Contract> = { contract: Contract } | { fault: Finding } | 'unknown';

/** The contract of the action that a step uses. */
export function actionContract(linting: Linting, step: UsesStep, from: Source): Found<ActionContract> {
  const { uses, usesAt } = step;
  const reference = resolveAction(uses, from, linting.suite);
  switch (reference.kind) {
    case 'unknown':
      return { fault: { at: usesAt, message: reference.why } };
    case 'folder': {
      const folder = path.relative(reference.source.folder, reference.folder);
      return ofAction(linting.reader.action(reference.source, folder), step);
    }
    case 'workspace':
      return ofAction(linting.reader.action(from, reference.path), step);
    case 'third-party':
      return ofThirdParty(linting, step, reference.name);
  }
}

function ofThirdParty(linting: Linting, step: UsesStep, name: string): Found<ActionContract> {
  const local = linting.thirdParty[name];
  if (!local) return 'unknown';
  if ('folder' in local)
    return ofAction(linting.reader.action({ ...linting.suite, folder: local.folder }, '.'), step);
  const inputs = local.inputs.map((input) => ({ name: input, required: false, hasDefault: false }));
  return { contract: { name: `The rehearsal's stand-in for '${name}'`, inputs, outputs: undefined } };
}

function ofAction(read: Read<ActionFile>, { uses, usesAt }: UsesStep): Found<ActionContract> {
  if ('faults' in read) return unusable(uses, usesAt, read);
  const { inputs, outputs } = read.file;
  return { contract: { name: `'${uses}'`, inputs, outputs } };
}

/** The contract of the workflow that a job calls. */
export function workflowContract(linting: Linting, job: CallJob, from: Source): Found<WorkflowContract> {
  const file = calledFile(linting, job, from);
  if (file === 'unknown') return 'unknown';
  if ('faults' in file) return unusable(job.uses, job.usesAt, file);
  const { events, call } = file.file.workflow;
  return {
    contract: {
      name: `'${job.uses}'`,
      callable: events.includes('workflow_call'),
      inputs: call.inputs,
      secrets: call.secrets,
      outputs: call.outputs.map((output) => output.name),
    },
  };
}

/** The file of the workflow that a job calls; unknown where it lies in another repository. */
export function calledFile(
  linting: Pick<Linting, 'suite' | 'reader'>,
  job: CallJob,
  from: Source,
): Read<WorkflowFile> | 'unknown' {
  const target = resolveWorkflow(job.uses, from, linting.suite);
  return 'unknown' in target ? 'unknown' : linting.reader.workflow(target.source, target.file);
}

function unusable(
  uses: string,
  at: Finding['at'],
  { faults }: { faults: { message: string }[] },
): { fault: Finding } {
  const [first] = faults;
  return { fault: { at, message: `'${uses}' cannot be used: ${first?.message ?? 'it is empty.'}` } };
}
