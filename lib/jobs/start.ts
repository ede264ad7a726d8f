import { backoff, isConflict, isTransient, withRetryAfter } from '../google';
import type { Patience } from '../google';
import { UserError } from '../runner';
import type { Jobs } from './client';
import type { Execution, TaskTemplate } from './model';

/** Milliseconds from one look at an execution to the next: the first ones are quick, for tasks that are. */
const FIRST_LOOK = 1_000;
const LONGEST_LOOK = 10_000;
/** How long Cloud Run may take until it shows an execution that it has started, in milliseconds. */
const SHOWN_WITHIN = 60_000;

/** Executions that nobody has seen end: of a run that was killed, or of one that is alive elsewhere. */
export async function underWay(jobs: Jobs): Promise<Execution[]> {
  if (!(await jobs.get())) return [];
  return (await jobs.executions()).filter(({ ended }) => !ended);
}

/**
 * Makes the job what is wanted and runs it once. A write whose answer was lost is never sent again blindly: the name of
 * this start travels with the job into its executions, so a fresh read tells whether there is one of ours.
 * @param startedAs names this start, and no other one
 * @returns the execution, which has only just begun
 * @throws the last error when the tries are used up; UserError when Cloud Run does not show what it has started
 */
export async function start(
  jobs: Jobs,
  task: TaskTemplate,
  { startedAs, patience }: { startedAs: string; patience: Patience },
): Promise<Execution> {
  await prepared(jobs, task, startedAs, patience);
  const ours = async (): Promise<Execution | undefined> =>
    (await jobs.executions()).find((each) => each.startedAs === startedAs);
  await sent(patience, async () => {
    if (!(await ours())) await jobs.run();
  });
  const deadline = patience.clock.now() + SHOWN_WITHIN;
  for (;;) {
    const found = await ours();
    if (found) return found;
    if (patience.clock.now() >= deadline) throw notShown(jobs);
    await patience.clock.sleep(FIRST_LOOK, patience.signal);
  }
}

async function prepared(
  jobs: Jobs,
  task: TaskTemplate,
  startedAs: string,
  patience: Patience,
): Promise<void> {
  await sent(patience, async () => {
    const there = await jobs.get();
    if (!there) await jobs.create(task, startedAs);
    else if (there.startedAs !== startedAs) await jobs.replace(there.etag, task, startedAs);
  });
}

/** Tries a step that looks before it writes, until it went through. */
async function sent(patience: Patience, step: () => Promise<void>): Promise<void> {
  for (let tried = 1; ; tried += 1) {
    const answer = await withRetryAfter(step);
    if ('value' in answer) return;
    const mayPass = isTransient(answer.error) || isConflict(answer.error);
    if (!mayPass || tried >= patience.tries) throw answer.error;
    await patience.clock.sleep(backoff(tried, patience.random, answer.retryAfterSeconds), patience.signal);
  }
}

function notShown({ at }: Jobs): UserError {
  return new UserError(
    `Cloud Run has taken the order to run the job ${at.job} but shows no execution of it.`,
    {
      remedy: `Look at its executions (gcloud run jobs executions list --job ${at.job} --region ${at.region}) before you run this again.`,
    },
  );
}

/**
 * Waits until an execution has ended.
 * @param within milliseconds
 * @returns the execution as it was read last: not ended where the time was not enough
 */
export async function settled(
  jobs: Jobs,
  execution: Execution,
  { patience, within }: { patience: Patience; within: number },
): Promise<Execution> {
  const deadline = patience.clock.now() + within;
  let seen = execution;
  for (let pause = FIRST_LOOK; !seen.ended; pause = Math.min(LONGEST_LOOK, pause * 1.5)) {
    if (patience.clock.now() >= deadline) return seen;
    await patience.clock.sleep(pause, patience.signal);
    seen = (await jobs.execution(seen.name)) ?? seen;
  }
  return seen;
}
