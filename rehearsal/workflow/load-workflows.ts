import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { checkActions } from './check-actions';
import { WorkflowFaults, type Fault } from './faults';
import { checkCall } from './inputs';
import type { Library } from './library';
import type { CallJob, Permissions, Source, Workflow } from './model';
import { parseWorkflowFile } from './parse';
import { effectivePermissions, excessPermissions } from './permissions';
import { readWorkflow } from './read-workflow';
import { resolveWorkflow } from './references';
import { refusedInWorkflow } from './refusals';
import type { StandIns } from './refusals';
import type { ThirdParty } from './third-party';

/** GitHub's limit: the workflow that starts and nine below it. */
const nestingLimit = 10;

export interface LoadRequest {
  library: Library;
  root: Source;
  suite: Source;
  file: string;
  thirdParty: Readonly<Record<string, ThirdParty>>;
  standIns: StandIns;
  /** What the workflow gets if it names no permissions. */
  permissions: Permissions;
}

/**
 * Reads a workflow and all that it calls, and checks everything that can be known before the first step.
 * @throws {WorkflowFaults} with every fault found, each with its place
 */
export function loadWorkflows(request: LoadRequest): Workflow {
  const faults: Fault[] = [];
  const workflow = load(request, request.root, request.file, undefined, faults);
  if (workflow) check(request, workflow, request.permissions, [request.file], faults);
  if (!workflow || faults.length > 0) throw new WorkflowFaults(distinct(faults));
  return workflow;
}

/** Reads one file, which a job may call. */
function load(
  { library, root, standIns }: LoadRequest,
  source: Source,
  file: string,
  caller: CallJob | undefined,
  faults: Fault[],
): Workflow | undefined {
  const full = path.join(source.folder, file);
  const calledAt = caller?.usesAt;
  if (!existsSync(full)) {
    const message = `There is no workflow '${file}' in ${source.repository}.`;
    faults.push(calledAt ? { at: calledAt, message } : { message });
    return undefined;
  }
  // In what is not the caller's own repository, the name alone would send the reader to the wrong file.
  const shown = source.folder === root.folder ? file : `${source.repository}/${file}`;
  const parsed = parseWorkflowFile(library, shown, readFileSync(full, 'utf8'));
  faults.push(...parsed.faults);
  if (!parsed.root || parsed.faults.length > 0) return undefined;
  faults.push(...refusedInWorkflow(parsed.root, standIns));
  return readWorkflow(parsed.root, source, file);
}

function check(
  request: LoadRequest,
  workflow: Workflow,
  inherited: Permissions,
  chain: readonly string[],
  faults: Fault[],
): void {
  for (const job of workflow.jobs) {
    const permissions = effectivePermissions(workflow, job, inherited);
    if (job.kind === 'call') checkCalled(request, workflow, job, permissions, chain, faults);
    else faults.push(...checkActions(request, job.steps, workflow.source));
  }
}

function checkCalled(
  request: LoadRequest,
  workflow: Workflow,
  job: CallJob,
  permissions: Permissions,
  chain: readonly string[],
  faults: Fault[],
): void {
  const target = resolveWorkflow(job.uses, workflow.source, request.suite);
  if ('unknown' in target) {
    faults.push({ at: job.usesAt, message: target.unknown });
    return;
  }
  if (chain.length >= nestingLimit) {
    faults.push({
      at: job.usesAt,
      message: `Workflows are nested more than ${nestingLimit} levels deep: ${chain.join(' > ')}.`,
    });
    return;
  }
  const called = load(request, target.source, target.file, job, faults);
  if (!called) return;
  job.workflow = called;
  faults.push(...checkCall(job, called), ...excessPermissions(called, permissions));
  check(request, called, permissions, [...chain, target.file], faults);
}

/** A workflow that is called twice has its faults once. */
function distinct(faults: readonly Fault[]): Fault[] {
  return [...new Map(faults.map((fault) => [JSON.stringify(fault), fault])).values()];
}
