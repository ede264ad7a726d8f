import { setTimeout as after } from 'node:timers/promises';
import { constants } from 'node:os';
import { createRunner } from './create-runner';
import type { Step } from './create-runner';
import { isInterruption, reportFailure } from './failure';
import type { Host } from './host';
import { Interrupted, Interruption } from './interruption';
import { createLog } from './log';
import { Masks } from './masks';
import type { Action } from './runner';
import { MarkdownSummary } from './summary';

/** Set by the main step; GitHub shows it to the post step of the same action only. */
const POST_PHASE = 'sluice-post-phase';

/** How a step ended: well, with an error, or because of a signal. */
type Ending = { readonly error?: unknown };

/**
 * Carries out the phase of the action that the host asks for.
 * @returns the exit code: 0, 1 for a failure, 130 or 143 after SIGINT or SIGTERM; it never rejects
 */
export async function runAction(action: Action, host: Host): Promise<number> {
  const step = stepOn(host);
  const stray = strayErrorOf(host);
  const signalled = new Promise<Interrupted>((resolve) => {
    host.onSignal((by) => {
      step.interruption.begin(by);
      resolve(new Interrupted(by));
    });
  });
  const work = endingOf(carryOut(action, host, step));
  const interrupted = signalled.then((interruption) => endAfter(interruption, work, host.grace, step));
  const { error } = await Promise.race([
    work.then((ending) => (step.interruption.signal.aborted ? interrupted : ending)),
    stray,
    interrupted,
  ]);
  if (error !== undefined) reportFailure(error, step.log);
  await writeSummary(host, step);
  return exitCodeOf(error);
}

function stepOn({ toolkit }: Host): Step {
  const masks = new Masks((form) => {
    toolkit.setSecret(form);
  });
  const log = createLog(toolkit, masks);
  return {
    masks,
    log,
    summary: new MarkdownSummary((text) => masks.redact(text)),
    interruption: new Interruption(log),
  };
}

async function carryOut(action: Action, host: Host, step: Step): Promise<void> {
  const isPost = host.toolkit.getState(POST_PHASE) !== '';
  if (!isPost) host.toolkit.saveState(POST_PHASE, 'true');
  const runner = createRunner(host, step);
  await (isPost ? action.post?.(runner) : action.run(runner));
}

/** The ending of work as a value, for a race that must not reject. */
async function endingOf(work: Promise<void>): Promise<Ending> {
  try {
    await work;
    return {};
  } catch (error) {
    return { error: error ?? new Error('The work failed without an error.') };
  }
}

function strayErrorOf(host: Host): Promise<Ending> {
  return new Promise((resolve) => {
    host.onStrayError((error) => {
      resolve({ error: error ?? new Error('A promise was rejected without an error.') });
    });
    host.onIdle(() => {
      resolve({
        error: new Error(
          'The step came to rest before its work was done: it waits for something that cannot happen any more.',
        ),
      });
    });
  });
}

/** Gives hooks and work their time, and tells what went wrong in it apart from the cancellation itself. */
async function endAfter(
  interruption: Interrupted,
  work: Promise<Ending>,
  grace: number,
  { interruption: abort, log }: Step,
): Promise<Ending> {
  const inOrder = Promise.all([work, abort.settled()]).then(async ([ending]) => {
    await abort.settled();
    return ending;
  });
  const ending = await Promise.race([inOrder, after(grace, undefined)]);
  if (ending === undefined)
    log.warning(`Not everything could be put in order within ${grace / 1000} seconds.`);
  else if (ending.error !== undefined && !isInterruption(ending.error)) reportFailure(ending.error, log);
  return { error: interruption };
}

async function writeSummary(host: Host, { summary, log }: Step): Promise<void> {
  try {
    await host.writeSummary(summary.toString());
  } catch (error) {
    log.warning(`The summary could not be written: ${String(error)}`);
  }
}

function exitCodeOf(error: unknown): number {
  if (error === undefined) return 0;
  if (error instanceof Interrupted) return 128 + constants.signals[error.by];
  return 1;
}
