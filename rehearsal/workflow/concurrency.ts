import { isMap, truthy } from './expressions';
import type { Value } from './template';

/** How many may wait for a group with `queue: max`. */
const longestQueue = 100;

export interface ConcurrencySetting {
  group: string;
  cancelInProgress: boolean;
  queue: 'single' | 'max';
}

/** Reads an evaluated `concurrency`; undefined when it names no group. */
export function readConcurrency(value: Value): ConcurrencySetting | undefined {
  const given = isMap(value) ? value : { group: value };
  const group = typeof given.group === 'string' ? given.group : '';
  if (group === '') return undefined;
  const queue = given.queue === 'max' ? 'max' : 'single';
  const cancelInProgress = truthy(given['cancel-in-progress'] ?? false);
  if (queue === 'max' && cancelInProgress)
    throw new Error(`'queue: max' cannot be used with 'cancel-in-progress'.`);
  return { group, cancelInProgress, queue };
}

export interface Claim {
  setting: ConcurrencySetting;
  /** Called when a newer claim of the group cancels this one while it runs. */
  cancel: () => void;
  /** Called once when the group is taken and the claim has to wait. */
  onWait: () => void;
  /** Fires when the claimant is cancelled while it waits. */
  signal: AbortSignal;
  /** The groups that the run or workflow around the claimant holds. */
  held: readonly string[];
}

/** `entered` must be released; `displaced` by a newer claim, or because the queue is full. */
export type Entry = { outcome: 'entered'; release: () => void } | { outcome: 'displaced' | 'cancelled' };

interface Waiting {
  claim: Claim;
  settle: (entry: Entry) => void;
}

interface Group {
  running: Claim;
  waiting: Waiting[];
}

/** Concurrency groups, which all runs of this process share. */
export interface ConcurrencyGroups {
  enter: (repository: string, claim: Claim) => Promise<Entry>;
}

export function createConcurrencyGroups(): ConcurrencyGroups {
  const groups = new Map<string, Group>();

  const start = (key: string, claim: Claim, waiting: Waiting[]): Entry => {
    groups.set(key, { running: claim, waiting });
    let released = false;
    const release = (): void => {
      if (released) return;
      released = true;
      const next = waiting.shift();
      if (next) next.settle(start(key, next.claim, waiting));
      else groups.delete(key);
    };
    return { outcome: 'entered', release };
  };

  const wait = (group: Group, claim: Claim): Promise<Entry> => {
    const { cancelInProgress, queue } = claim.setting;
    if (queue === 'max' && group.waiting.length >= longestQueue)
      return Promise.resolve({ outcome: 'displaced' });
    if (queue === 'single')
      for (const { settle } of group.waiting.splice(0)) settle({ outcome: 'displaced' });
    if (cancelInProgress) group.running.cancel();
    claim.onWait();
    return new Promise((resolve) => {
      const onAbort = (): void => {
        group.waiting.splice(group.waiting.indexOf(waiting), 1);
        waiting.settle({ outcome: 'cancelled' });
      };
      const settle = (entry: Entry): void => {
        claim.signal.removeEventListener('abort', onAbort);
        resolve(entry);
      };
      const waiting: Waiting = { claim, settle };
      claim.signal.addEventListener('abort', onAbort);
      group.waiting.push(waiting);
    });
  };

  return {
    enter: (repository, claim) => {
      const name = claim.setting.group.toLowerCase();
      if (claim.held.includes(name))
        return Promise.reject(
          new Error(`Deadlock: the concurrency group '${claim.setting.group}' is already held by this run.`),
        );
      const key = `${repository.toLowerCase()}\n${name}`;
      const group = groups.get(key);
      if (group) return wait(group, claim);
      return Promise.resolve(start(key, claim, []));
    },
  };
}

/** The groups of this process: runs that are rehearsed side by side exclude one another as they would on GitHub. */
export const processGroups = createConcurrencyGroups();
