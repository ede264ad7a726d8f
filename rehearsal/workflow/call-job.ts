import { combine, type JobEnding } from './graph';
import { inputsContext } from './inputs';
import type { CallInstance } from './instance';
import { tokenFor } from './job-token';
import type { Secrets, Workflow } from './model';
import { effectivePermissions } from './permissions';
import type { Endings, WorkflowState } from './run-state';
import type { ValueMap } from './template';

/** Runs the workflow that a job calls and evaluates the outputs that it declares. */
export async function runCall(
  instance: CallInstance,
  signal: AbortSignal,
  held: readonly string[],
): Promise<JobEnding> {
  const { workflow: caller, job, path, name } = instance;
  const called = job.workflow;
  if (!called) throw new Error(`The workflow '${job.uses}' was not read.`);
  const state: WorkflowState = {
    run: caller.run,
    workflow: called,
    path,
    namePrefix: `${name} / `,
    inputs: calledInputs(instance, called),
    secrets: await calledSecrets(instance),
    environmentSecrets: caller.environmentSecrets && job.inheritSecrets,
    permissions: effectivePermissions(caller.workflow, job, caller.permissions),
    held,
    signal,
  };
  const endings = await caller.run.runWorkflow(state);
  return {
    result: combine([...endings.values()].map((ending) => ending.result)),
    outputs: calledOutputs(state, endings),
  };
}

function calledInputs({ workflow, job, contexts }: CallInstance, called: Workflow): ValueMap {
  const { expressions } = workflow.run.context;
  const given = job.with ? expressions.value(job.with, { contexts }) : {};
  const { github = {}, vars = {} } = contexts;
  return inputsContext(expressions, called.call.inputs, given as ValueMap, {
    contexts: { github, vars, inputs: {} },
  });
}

/** Inherited secrets need no token: each job has its own under the name GITHUB_TOKEN. */
async function calledSecrets(instance: CallInstance): Promise<Secrets> {
  const { workflow, job, contexts } = instance;
  if (job.inheritSecrets) return workflow.secrets;
  if (!job.secrets) return {};
  const { expressions, masks } = workflow.run.context;
  const { token } = await tokenFor(
    instance,
    effectivePermissions(workflow.workflow, job, workflow.permissions),
    null,
  );
  const secrets = { ...workflow.secrets, GITHUB_TOKEN: token };
  const passed = expressions.texts(job.secrets, { contexts: { ...contexts, secrets } });
  for (const value of Object.values(passed)) masks.add(value);
  return passed;
}

/** An output that contains a secret does not leave the workflow. */
function calledOutputs(state: WorkflowState, endings: Endings): Record<string, string> {
  const { expressions, masks } = state.run.context;
  const { context } = state.run;
  const jobs: ValueMap = {};
  for (const [id, ending] of endings) jobs[id] = { result: ending.result, outputs: { ...ending.outputs } };
  const contexts: ValueMap = {
    github: context.github,
    vars: { ...context.options.vars },
    inputs: state.inputs,
    jobs,
  };
  const outputs = state.workflow.call.outputs.map(({ name, value }): [string, string] => [
    name,
    expressions.text(value, { contexts }),
  ]);
  return Object.fromEntries(outputs.filter(([, text]) => !masks.hides(text)));
}
