import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { scaledClock } from '../../emulators/clock';
import { heardByMany } from './cancellation';
import { processGroups } from './concurrency';
import { githubContext } from './contexts';
import { createExpressions } from './expressions';
import type { Result } from './events';
import { WorkflowFaults, type Fault } from './faults';
import { combine } from './graph';
import { inputsContext, missingInputs } from './inputs';
import type { RunContext } from './job-state';
import { loadLibrary } from './library';
import { loadWorkflows } from './load-workflows';
import { createMasks } from './masks';
import type { Workflow } from './model';
import type { RunOptions, RunReport } from './options';
import { restrictedPermissions } from './permissions';
import { runnerGrace } from './processes';
import { startProcessGuard } from './process-guard';
import type { RunState, WorkflowState } from './run-state';
import type { ValueMap } from './template';
import { runWorkflow as takeTurnAndRun } from './workflow-turn';

/**
 * Runs a workflow file of a repository on this machine, as GitHub would.
 *
 * @throws {WorkflowFaults} when the workflow, or one that it calls, has a fault or uses what the rehearsal lacks;
 *   nothing has run then. What fails afterwards is in the report.
 */
export async function runWorkflow(options: RunOptions): Promise<RunReport> {
  const library = await loadLibrary();
  const permissions = options.defaultPermissions ?? restrictedPermissions;
  const { root, suite, file, thirdParty = {}, services = {}, runners = [] } = options;
  const standIns = { services, runners };
  const workflow = loadWorkflows({ library, root, suite, file, thirdParty, standIns, permissions });
  checkEvent(options, workflow);
  const folder = await createFolder(options.folder);
  const guard = startProcessGuard(folder);
  const context: RunContext = {
    options,
    library,
    expressions: createExpressions(library),
    masks: createMasks(Object.values(options.secrets ?? {})),
    guard,
    clock: options.clock ?? scaledClock(1),
    grace: options.grace ?? runnerGrace,
    forced: heardByMany(options.forceCancel ?? new AbortController().signal),
    node: options.node ?? process.execPath,
    folder,
    github: githubContext(options, workflow),
    emit: options.on ?? (() => undefined),
  };
  const withMachines = endWithMachines(context);
  try {
    const run: RunState = {
      ...{ context, groups: processGroups, jobs: [], gates: [], nextFolder: 0 },
      runWorkflow: takeTurnAndRun,
    };
    const endings = await takeTurnAndRun(rootState(run, workflow));
    return {
      conclusion: conclude(
        [...endings.values()].map(({ result }) => result),
        run,
      ),
      jobs: run.jobs,
      gates: run.gates,
    };
  } finally {
    withMachines();
    await guard.close();
    // Windows of a few milliseconds remain in which a process that was just ended still writes.
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** What runs on a machine ends when that is taken away, and hears no signal before. Gives what takes this back. */
function endWithMachines({ guard, forced, options: { machineLoss } }: RunContext): () => void {
  const end = (): void => {
    guard.endLeftovers();
  };
  forced.addEventListener('abort', end);
  machineLoss?.addEventListener('abort', end);
  return () => {
    forced.removeEventListener('abort', end);
    machineLoss?.removeEventListener('abort', end);
  };
}

function rootState(run: RunState, workflow: Workflow): WorkflowState {
  const { context } = run;
  const { options } = context;
  return {
    run,
    workflow,
    path: '',
    namePrefix: '',
    inputs: eventInputs(context, workflow),
    secrets: options.secrets ?? {},
    environmentSecrets: true,
    permissions: options.defaultPermissions ?? restrictedPermissions,
    held: [],
    signal: heardByMany(options.signal ?? new AbortController().signal),
  };
}

function eventInputs({ options, expressions, github }: RunContext, workflow: Workflow): ValueMap {
  if (options.event.name !== 'workflow_dispatch') return {};
  const contexts = { github, vars: { ...options.vars }, inputs: {} };
  return inputsContext(expressions, workflow.dispatchInputs, options.event.inputs ?? {}, { contexts });
}

/** A workflow does not start by an event that it does not name, nor by a dispatch with the wrong inputs. */
function checkEvent({ event, file }: RunOptions, workflow: Workflow): void {
  const faults: Fault[] = [];
  if (!workflow.events.includes(event.name))
    faults.push({
      message: `${file} does not run on '${event.name}': it names ${workflow.events.join(', ')}.`,
    });
  else if (event.name === 'workflow_dispatch')
    faults.push(...missingInputs(workflow.dispatchInputs, event.inputs ?? {}));
  if (faults.length > 0) throw new WorkflowFaults(faults);
}

async function createFolder(given: string | undefined): Promise<string> {
  const parent = given ?? os.tmpdir();
  await mkdir(parent, { recursive: true });
  return mkdtemp(path.join(parent, 'sluice-run-'));
}

/** A cancelled run is cancelled, unless all its jobs had succeeded before that took effect. */
function conclude(results: readonly Result[], run: RunState): Result {
  const combined = combine(results);
  const { options, forced } = run.context;
  const cancelled = options.signal?.aborted === true || forced.aborted;
  return cancelled && combined !== 'success' ? 'cancelled' : combined;
}
