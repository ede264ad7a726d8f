import type { Attempt } from './job-state';
import { setForLaterSteps } from './launch';
import type { UsesStep } from './model';
import type { LocalAction, LocalCall } from './third-party';

/** Runs the stand-in of somebody else's action. */
export async function runLocal(attempt: Attempt, step: UsesStep, local: LocalAction): Promise<void> {
  const { job } = attempt.frame;
  const call = localCall(attempt, job.run.expressions.texts(step.with, attempt.scope));
  if (local.post) {
    const post = local.post.bind(local);
    const body = (later: Attempt): Promise<void> => post({ ...call, signal: later.signal, log: call.log });
    job.posts.push({ name: `Post ${attempt.label}`, condition: 'always()', frame: attempt.frame, body });
  }
  const outcome = await local.run(call);
  Object.assign(attempt.outputs, outcome?.outputs);
  setForLaterSteps(job, outcome?.env ?? {}, outcome?.path ?? []);
}

function localCall(attempt: Attempt, inputs: Record<string, string>): LocalCall {
  const { job } = attempt.frame;
  const { masks, options } = job.run;
  return {
    inputs: Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name.toLowerCase(), value])),
    env: attempt.env,
    workspace: job.folders.workspace,
    temp: job.folders.temp,
    github: job.run.github,
    root: options.root,
    suite: options.suite,
    signal: attempt.signal,
    log: (line) => {
      attempt.log(masks.apply(line));
    },
    mask: (value) => {
      masks.add(value);
    },
  };
}
