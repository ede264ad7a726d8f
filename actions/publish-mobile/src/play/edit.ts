import { UserError } from '../../../../lib/runner';
import type { EditCalls, PlayApi } from './api';
import { isEditGone, PlayRefusal, says } from './refusal';

/** What is done in an edit. */
export interface EditWork<Result> {
  /** Looks at what is there, and changes in the edit what differs; may be begun anew in another edit. */
  prepare(edit: EditCalls): Promise<{ result: Result; changed: boolean }>;
  /** Whether changes may wait for somebody who sends them for review in the Console. */
  mayStayUnsent: boolean;
  /** Says loudly what was not expected. */
  warn(line: string): void;
}

/** What an edit has come to. */
export interface EditEnd<Result> {
  result: Result;
  /** Whether this step changed anything, also where it did not hear of it. */
  changed: boolean;
}

/** After so many edits that others have ended, somebody else is at work all the time. */
const MOST_EDITS = 4;

/** In milliseconds, before it is doubled and drawn from. */
const SHORTEST_PAUSE = 10_000;

/**
 * Does work in an edit and commits it; where nothing differs, nothing is committed. An edit that others have ended, and
 * a commit whose answer was lost, lead to a new edit, which finds out what there is by then: a commit is never repeated.
 * @throws PlayRefusal, or what the work throws; the edit is gone by then
 */
export async function inEdit<Result>(api: PlayApi, work: EditWork<Result>): Promise<EditEnd<Result>> {
  let uncertain = false;
  for (let tried = 1; ; tried += 1) {
    const edit = await api.openEdit();
    try {
      const { result, changed } = await work.prepare(edit);
      // What a lost commit did was done by this step.
      if (!changed) return await leave(edit, { result, changed: uncertain });
      await edit.validate();
      await commit(edit, work);
      return { result, changed };
    } catch (error) {
      if (tried < MOST_EDITS && endsEdit(error)) {
        uncertain ||= error instanceof Uncertain;
        await discard(edit);
        await pause(api, tried);
        continue;
      }
      await discard(edit);
      throw error instanceof Uncertain ? error.refusal : error;
    }
  }
}

/** A commit was sent, and no answer says what became of it. */
class Uncertain extends Error {
  override readonly name = 'Uncertain';
  readonly refusal: PlayRefusal;

  constructor(refusal: PlayRefusal) {
    super('The answer to a commit was lost.', { cause: refusal });
    this.refusal = refusal;
  }
}

const endsEdit = (error: unknown): boolean => error instanceof Uncertain || isEditGone(error);

async function leave<Result>(edit: EditCalls, end: EditEnd<Result>): Promise<EditEnd<Result>> {
  await discard(edit);
  return end;
}

/** An edit that is left open would stand in nobody's way; that it cannot be deleted is no reason to fail. */
async function discard(edit: EditCalls): Promise<void> {
  await edit.remove().catch((error: unknown) => {
    if (!(error instanceof PlayRefusal)) throw error;
  });
}

/**
 * Two jobs that end each other's edits have to get out of step by more than an edit takes, or neither comes to its end.
 */
async function pause({ wire }: PlayApi, tried: number): Promise<void> {
  const { clock, random, signal } = wire.patience;
  await clock.sleep(random() * SHORTEST_PAUSE * 2 ** tried, signal);
}

async function commit(edit: EditCalls, work: EditWork<unknown>): Promise<void> {
  try {
    await send(edit, false);
  } catch (error) {
    if (!says(error, /changesNotSentForReview to true/i)) throw error;
    if (!work.mayStayUnsent) throw mustBeUnsent(error);
    work.warn(
      'Google Play does not send these changes for review by itself, most likely because the last review ended in a rejection. They are committed, and wait in the Play Console until somebody sends them for review.',
    );
    await send(edit, true);
  }
}

/** No clear answer leaves open what was committed. A 409 would say that nothing was; looking again is right then too. */
async function send(edit: EditCalls, notSentForReview: boolean): Promise<void> {
  try {
    await edit.commit({ notSentForReview });
  } catch (error) {
    if (error instanceof PlayRefusal && error.transient) throw new Uncertain(error);
    throw error;
  }
}

const mustBeUnsent = (cause: unknown): UserError =>
  new UserError('Google Play does not send changes of this app for review by itself now.', {
    remedy:
      'Look in the Play Console why the last review was not passed. To commit all the same, and send the changes for review by hand, set `unsent-changes: allow`.',
    cause,
  });
