import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { runnerContext, stepScope } from './contexts';
import { jobStatus, type Frame, type JobState } from './job-state';
import { runPreSteps } from './pre-steps';
import { runUnit } from './step-runner';
import { startServices } from './services';
import { runSteps } from './steps';
import { entriesOf, type ValueMap } from './template';

/** Lays out the folders of a job and writes down the event for it. */
export async function layOutFolders(folder: string, event: ValueMap): Promise<JobState['folders']> {
  const folders = {
    workspace: path.join(folder, 'workspace'),
    temp: path.join(folder, 'temp'),
    tools: path.join(folder, 'tools'),
    home: path.join(folder, 'home'),
    eventFile: path.join(folder, 'temp', 'event.json'),
  };
  const { workspace, temp, tools, home } = folders;
  await Promise.all([workspace, temp, tools, home].map((each) => mkdir(each, { recursive: true })));
  await writeFile(folders.eventFile, JSON.stringify(event));
  return folders;
}

/** Runs the steps of a job with their hooks and evaluates its outputs. Failures are in `state.status`. */
export async function runJobSteps(state: JobState): Promise<Record<string, string>> {
  const github = {
    ...(state.contexts.github as ValueMap),
    workspace: state.folders.workspace,
    event_path: state.folders.eventFile,
  };
  state.contexts = { ...state.contexts, github, runner: runnerContext(state.folders) };
  const services = await startServices(state.job.services, {
    expressions: state.run.expressions,
    contexts: state.contexts,
    standIns: state.run.options.services ?? {},
  });
  state.services = services.context;
  const frame = jobFrame(state);
  try {
    readEnvironment(state, frame);
    await runPreSteps(frame, state.job.steps);
    await runSteps(frame, state.job.steps);
    await runPostHooks(state);
  } finally {
    state.run.guard.endLeftovers(state.groups);
    await services.close();
  }
  // Outputs leave the machine at the end of the job.
  return state.lost.aborted ? {} : evaluateOutputs(state, frame);
}

function jobFrame(state: JobState): Frame {
  const { workflow, job } = state;
  return {
    job: state,
    key: '',
    status: () => jobStatus(state),
    fail: () => {
      failJob(state);
    },
    steps: {},
    inputs: (state.contexts.inputs ?? {}) as ValueMap,
    env: {},
    defaults: {
      shell: job.defaults.shell ?? workflow.defaults.shell,
      workingDirectory: job.defaults.workingDirectory ?? workflow.defaults.workingDirectory,
    },
    source: workflow.source,
    actionPath: undefined,
    ended: state.lost,
    label: undefined,
  };
}

/** A cancelled job stays cancelled, whatever its last steps come to. */
function failJob(state: JobState): void {
  if (state.status === 'success') state.status = 'failure';
}

/** The job's `env` may refer to the workflow's. */
function readEnvironment(state: JobState, frame: Frame): void {
  const { expressions } = state.run;
  Object.assign(state.env, expressions.texts(state.workflow.env, stepScope(frame, {})));
  Object.assign(state.env, expressions.texts(state.job.env, stepScope(frame, state.env)));
}

/** The last step that registered a hook has it run first. */
async function runPostHooks(state: JobState): Promise<void> {
  for (let hook = state.posts.pop(); hook && !state.lost.aborted; hook = state.posts.pop()) {
    const { name, condition, body } = hook;
    const own = {
      ...jobFrame(state),
      inputs: hook.frame.inputs,
      env: hook.frame.env,
      actionPath: hook.frame.actionPath,
    };
    await runUnit(own, {
      key: `post-${state.posts.length}`,
      id: undefined,
      name: undefined,
      fallbackName: name,
      condition,
      env: undefined,
      continueOnError: undefined,
      timeoutMinutes: undefined,
      body,
    });
  }
}

/** Outputs that contain a secret do not leave the job, as on GitHub. */
function evaluateOutputs(state: JobState, frame: Frame): Record<string, string> {
  const { expressions, masks, emit, clock } = state.run;
  const outputs: Record<string, string> = {};
  for (const { key, value } of entriesOf(state.job.outputs)) {
    const text = expressions.text(value, stepScope(frame, state.env));
    if (!masks.hides(text)) outputs[key] = text;
    else
      emit({
        type: 'warning',
        job: state.id,
        at: clock.now(),
        message: `Skip output '${key}' since it may contain secret.`,
      });
  }
  return outputs;
}
