import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Attempt } from './job-state';
import { launch } from './launch';
import type { RunStep } from './model';

/**
 * How the runner starts a shell. A step that names no shell gets bash without `pipefail`, as on GitHub: the
 * difference is theirs, and a rehearsal that smoothed it over would hide it.
 */
const shells: Readonly<Record<string, readonly [string, ...string[]]>> = {
  '': ['bash', '-e'],
  bash: ['bash', '--noprofile', '--norc', '-e', '-o', 'pipefail'],
  sh: ['sh', '-e'],
};

/** Runs the script of a `run` step. */
export async function runScript(attempt: Attempt, step: RunStep): Promise<void> {
  const { frame, scope } = attempt;
  const { expressions } = frame.job.run;
  const named = expressions.text(step.shell ?? frame.defaults.shell, scope);
  const shell = shells[named];
  if (!shell) throw new Error(`The rehearsal runs 'bash' and 'sh'; it does not support 'shell: ${named}'.`);
  const script = path.join(frame.job.folders.temp, `${attempt.key.replaceAll('/', '-')}.sh`);
  await writeFile(script, expressions.text(step.run, scope));
  const folder = expressions.text(step.workingDirectory ?? frame.defaults.workingDirectory, scope);
  const cwd = path.resolve(frame.job.folders.workspace, folder);
  if (!existsSync(cwd)) throw new Error(`The working directory '${folder}' is not there.`);
  const [file, ...args] = [...shell, script] as const;
  await launch(attempt, {
    file,
    args,
    cwd,
    env: frame.actionPath === undefined ? {} : { GITHUB_ACTION_PATH: frame.actionPath },
    state: {},
  });
}
