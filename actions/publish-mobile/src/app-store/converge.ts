import { AppStoreRefusal } from './refusal';
import { waitAfter } from './wire';
import type { Wire } from './wire';

/** One thing that is to be so. */
export interface Wanted<T> {
  /** What is there, where it is as wanted; undefined where it is not. */
  look: () => Promise<T | undefined>;
  /** Makes it so; sent once between two looks. */
  act: () => Promise<void>;
}

export interface Converged<T> {
  value: T;
  /** Whether anything was sent for it. */
  changed: boolean;
}

/**
 * Makes something so where it is not so yet. A write whose answer was lost may have taken effect, so it is never sent
 * again before a look; and one that was accepted is not sent again at all, though it may take a while to show.
 * @throws AppStoreRefusal where it is refused, or does not come about
 */
export async function converge<T>(
  { patience }: Pick<Wire, 'patience'>,
  wanted: Wanted<T>,
): Promise<Converged<T>> {
  let sent = false;
  let accepted = false;
  let failure: unknown = new AppStoreRefusal(0, 'App Store Connect accepted a change and does not show it');
  for (let tried = 1; tried <= patience.tries; tried += 1) {
    patience.signal.throwIfAborted();
    const value = await wanted.look();
    if (value !== undefined) return { value, changed: sent };
    if (!accepted) {
      sent = true;
      try {
        await wanted.act();
        accepted = true;
        continue;
      } catch (error) {
        if (!mayBeSo(error)) throw error;
        if (!error.transient) return { value: await lastLook(wanted, error), changed: true };
        failure = error;
      }
    }
    await waitAfter(patience, tried, failure instanceof AppStoreRefusal ? failure.retryAfterSeconds : 0);
  }
  throw failure;
}

/** Either status may say that it is so already: our own lost call, or another job, was first. */
const CONFLICTS: ReadonlySet<number> = new Set([409, 422]);

const mayBeSo = (error: unknown): error is AppStoreRefusal =>
  error instanceof AppStoreRefusal && (error.transient || CONFLICTS.has(error.status));

async function lastLook<T>({ look }: Wanted<T>, refusal: AppStoreRefusal): Promise<T> {
  const value = await look();
  if (value === undefined) throw refusal;
  return value;
}
