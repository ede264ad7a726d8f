import path from 'node:path';
import { runnerVariables } from './contexts';
import { createEnvFiles, type Written } from './env-files';
import type { Attempt, JobState } from './job-state';
import { runProcess } from './processes';
import { createStepLog } from './step-log';

/** A program to run as a step, or as a part of one. */
export interface Program {
  file: string;
  args: readonly string[];
  cwd: string;
  /** Besides what every process of the job gets. */
  env: Readonly<Record<string, string>>;
  /** Gets what the program writes to GITHUB_STATE. */
  state: Record<string, string>;
}

/** Runs a program with the runner's protocol. Throws when it fails, having taken what it wrote all the same. */
export async function launch(attempt: Attempt, program: Program): Promise<void> {
  const { job } = attempt.frame;
  const { run } = job;
  job.nextFile += 1;
  const files = await createEnvFiles(
    path.join(job.folders.temp, '_runner_file_commands', String(job.nextFile)),
  );
  const onLine = createStepLog({
    masks: run.masks,
    line: attempt.log,
    annotate: (annotation) => {
      run.emit({ type: 'annotation', job: job.id, step: attempt.label, annotation, at: run.clock.now() });
    },
    setOutput: (name, value) => {
      attempt.outputs[name] = value;
    },
    saveState: (name, value) => {
      program.state[name] = value;
    },
  });
  job.lost.throwIfAborted();
  const code = await runProcess({
    ...program,
    env: { ...processEnv(attempt), ...program.env, ...files.variables },
    onLine,
    onStart: (pid) => {
      run.emit({ type: 'process-started', job: job.id, step: attempt.label, pid, at: run.clock.now() });
    },
    signal: attempt.signal,
    grace: run.grace,
    guard: run.guard,
    groups: job.groups,
  });
  takeIn(attempt, program, await files.collect());
  if (code !== 0) throw new Error(`Process completed with exit code ${code}.`);
}

function processEnv(attempt: Attempt): Record<string, string> {
  const { job } = attempt.frame;
  const given = job.run.options.env ?? {};
  const searchPath = [...job.path, attempt.env.PATH ?? given.PATH ?? process.env.PATH ?? ''].join(
    path.delimiter,
  );
  return {
    HOME: job.folders.home,
    LANG: 'C.UTF-8',
    ...given,
    ...attempt.env,
    ...runnerVariables(job),
    ...job.tokenEnv,
    GITHUB_ACTION: attempt.id,
    PATH: searchPath,
  };
}

function takeIn(attempt: Attempt, program: Program, written: Written): void {
  const { job } = attempt.frame;
  Object.assign(attempt.outputs, Object.fromEntries(written.outputs));
  Object.assign(program.state, Object.fromEntries(written.state));
  setForLaterSteps(job, Object.fromEntries(written.env), written.path);
  if (written.summary.trim() !== '') job.summary.push(job.run.masks.apply(written.summary));
  for (const warning of written.warnings) attempt.log(`Warning: ${job.run.masks.apply(warning)}`);
}

/** Adds to the environment and to the search path of the steps that follow. */
export function setForLaterSteps(
  job: JobState,
  env: Readonly<Record<string, string>>,
  added: readonly string[],
): void {
  Object.assign(job.env, env);
  for (const folder of added) job.path.unshift(folder);
}
