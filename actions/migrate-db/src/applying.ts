/** The apply itself: tried again where that is safe, watched while it waits, and judged by what is there afterwards. */
import { backoff } from '../../../lib/backoff';
import { formatDuration } from '../../../lib/runner';
import { blockersOf, inWords } from './database';
import type { HeldLock } from './lock';
import type { MigrationPlan, MigrationTool, Outcome, ToolEnd } from './model';
import { settleOwn } from './orphans';
import { mayTryAgain, outcomeOf } from './outcome';
import type { Truth } from './outcome';
import { standingNow } from './workshop';
import type { Workshop } from './workshop';

const TRIES = 8;
/** Milliseconds between two looks at who is in the way. */
const WATCH = 200;

export interface Carried {
  readonly outcome: Outcome;
  readonly end: ToolEnd;
  /** What is there now; undefined where it could not be read. */
  readonly truth: Truth | undefined;
  /** Why it could not be read. */
  readonly why: string;
}

/** Applies a plan under the lock. It comes back with the truth also when the job is cancelled meanwhile. */
export async function carryOut(workshop: Workshop, lock: HeldLock, plan: MigrationPlan): Promise<Carried> {
  const { runner } = workshop.place;
  const signal = AbortSignal.any([runner.signal, lock.lost]);
  const tool = workshop.toolOn(workshop.place.target, signal);
  for (let tried = 1, standing = plan.standing; ; tried += 1) {
    const { end, blockers } = await watched(workshop, lock, () => attempt(tool, standing, signal));
    const { truth, why } = await readTruth(workshop, lock);
    const carried = { outcome: outcomeOf(plan, truth, end), end, truth, why };
    for (const blocker of blockers) runner.log.warning(`In the way was ${blocker}.`);
    const again = !signal.aborted && tried < TRIES && mayTryAgain(plan, truth, end);
    if (!again || truth === undefined) return carried;
    const wait = backoff(tried, runner.random);
    runner.log.info(
      `It was turned away (${end.ok ? '' : end.reason}); nothing of it took effect. Try ${tried + 1} of ${TRIES} in ${formatDuration(wait)}.`,
    );
    standing = truth.standing;
    await runner.clock.sleep(wait, signal).catch(() => undefined);
  }
}

/** A tool that throws has ended, too; why is told, and what it did is looked up. */
async function attempt(
  tool: MigrationTool,
  standing: MigrationPlan['standing'],
  signal: AbortSignal,
): Promise<ToolEnd> {
  try {
    return await tool.apply(standing);
  } catch (error) {
    const cause: unknown = signal.aborted ? signal.reason : error;
    const reason = cause instanceof Error ? cause.message : String(cause);
    return { ok: false, reason, code: undefined, clean: false };
  }
}

/** Looks, beside the work, who keeps it waiting; the server forgets that as soon as the wait is over. */
async function watched<Result>(
  { place }: Workshop,
  lock: HeldLock,
  work: () => Promise<Result>,
): Promise<{ end: Result; blockers: string[] }> {
  const over = new AbortController();
  const seen = new Map<number, string>();
  const watch = async (): Promise<void> => {
    while (!over.signal.aborted && !lock.lost.aborted) {
      for (const blocker of await blockersOf(lock.session, place.runId))
        seen.set(blocker.pid, inWords(blocker));
      await place.runner.clock.sleep(WATCH, over.signal);
    }
  };
  // A watch that fails must not fail the work: it has nothing to say, then.
  const watching = watch().catch(() => undefined);
  const end = await work();
  over.abort();
  await watching;
  return { end, blockers: [...seen.values()] };
}

/** What is there once no backend works for us any more. Never given up by a cancellation. */
async function readTruth(
  workshop: Workshop,
  { session }: HeldLock,
): Promise<{ truth: Truth | undefined; why: string }> {
  const { place, inputs } = workshop;
  const { clock, log } = place.runner;
  const patience = inputs.orphanPatience;
  try {
    if (!(await settleOwn({ session, runId: place.runId, clock, log, patience })))
      return { truth: undefined, why: 'a backend still works on it' };
    const tool = workshop.toolOn(place.target, new AbortController().signal);
    return { truth: await standingNow(tool, session), why: '' };
  } catch (error) {
    return { truth: undefined, why: error instanceof Error ? error.message : String(error) };
  }
}
