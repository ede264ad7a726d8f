import path from 'node:path';
import { inputsOf } from './action-inputs';
import type { ActionMemory, Attempt, JobState } from './job-state';
import { launch } from './launch';
import type { Action, NodeRuns, UsesStep } from './model';

type Variables = Readonly<Record<string, string>>;

/** Runs the main program of a JavaScript action. */
export async function runNode(
  attempt: Attempt,
  step: UsesStep,
  action: Action,
  runs: NodeRuns,
): Promise<void> {
  const program = nodeProgram(attempt, step, action, runs.main);
  registerPost(attempt, step, action, runs, program.env);
  await launch(attempt, program);
}

/** Runs the `pre` program of a step's action, which comes before every step of the job. */
export async function runPre(
  attempt: Attempt,
  step: UsesStep,
  action: Action,
  runs: NodeRuns,
): Promise<void> {
  const program = nodeProgram(attempt, step, action, runs.pre ?? '');
  registerPost(attempt, step, action, runs, program.env);
  await launch(attempt, program);
}

function nodeProgram(attempt: Attempt, step: UsesStep, action: Action, main: string) {
  const inputs = Object.entries(inputsOf(attempt, step, action));
  const { job } = attempt.frame;
  const { state } = memoryOf(job, attempt.key);
  return {
    file: job.run.node,
    args: [path.join(action.folder, main)],
    cwd: job.folders.workspace,
    state,
    env: {
      ...Object.fromEntries(
        inputs.map(([name, value]) => [`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`, value]),
      ),
      ...stateVariables(state),
      ...actionVariables(step, action),
    },
  };
}

function stateVariables(state: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(state).map(([name, value]) => [`STATE_${name}`, value]));
}

function actionVariables(step: UsesStep, action: Action): Record<string, string> {
  return {
    GITHUB_ACTION_PATH: action.folder,
    GITHUB_ACTION_REPOSITORY: step.uses.startsWith('./') ? '' : action.source.repository,
    GITHUB_ACTION_REF: action.source.ref,
  };
}

function memoryOf(job: JobState, key: string): ActionMemory {
  const memory = job.memories.get(key) ?? { state: {}, env: {}, postRegistered: false };
  job.memories.set(key, memory);
  return memory;
}

/** A post program runs once, with the inputs that the program before it had, whatever became of that. */
function registerPost(
  attempt: Attempt,
  step: UsesStep,
  action: Action,
  runs: NodeRuns,
  env: Variables,
): void {
  const { frame, key, label } = attempt;
  const { post } = runs;
  if (post === undefined) return;
  const memory = memoryOf(frame.job, key);
  memory.env = { ...attempt.ownEnv, ...env };
  if (memory.postRegistered) return;
  memory.postRegistered = true;
  const body = (later: Attempt): Promise<void> =>
    launch(later, {
      file: frame.job.run.node,
      args: [path.join(action.folder, post)],
      cwd: frame.job.folders.workspace,
      state: memory.state,
      env: { ...memory.env, ...stateVariables(memory.state), ...actionVariables(step, action) },
    });
  frame.job.posts.push({ name: `Post ${label}`, condition: runs.postIf, frame, body });
}
