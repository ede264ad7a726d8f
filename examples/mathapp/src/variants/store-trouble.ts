import type { Reads } from '../repository';

/** So many reads in a row fail, out of so many. */
export interface StoreTrouble {
  failing: number;
  of: number;
  /** Only reads of this level's questions; all of them when left out. */
  level?: number;
}

/**
 * What the environment says about the store: `STORE_TROUBLE=1 of 12`, or `12 of 120 at level 3`.
 * @throws Error when it says something else
 */
export function troubleIn(environment: NodeJS.ProcessEnv): StoreTrouble | null {
  const text = environment['STORE_TROUBLE'];
  if (text === undefined || text === '') return null;
  const [, failing = '', of = '', level] = /^(\d+) of (\d+)(?: at level (\d))?$/.exec(text) ?? [];
  if (of === '' || Number(failing) >= Number(of))
    throw new Error(
      'mathapp cannot start: STORE_TROUBLE must be such as "1 of 12" or "12 of 120 at level 3"',
    );
  const trouble = { failing: Number(failing), of: Number(of) };
  return level === undefined ? trouble : { ...trouble, level: Number(level) };
}

/**
 * Reads of a store that is in trouble itself, whichever version asks: a run of them fails, after a quarter of the cycle,
 * so that a process that has just started is well.
 */
export function troubledReads(reads: Reads, trouble: StoreTrouble | null): Reads {
  if (trouble === null) return reads;
  const { failing, of, level: troubled } = trouble;
  const firstFailing = Math.ceil(of / 4);
  let count = 0;
  const attempt = async <T>(read: () => Promise<T>): Promise<T> => {
    const place = count % of;
    count += 1;
    if (place >= firstFailing && place < firstFailing + failing) throw new Error('the store does not answer');
    return read();
  };
  return {
    questionKinds: (level) =>
      troubled === undefined || level === troubled
        ? attempt(() => reads.questionKinds(level))
        : reads.questionKinds(level),
    practiceDays: (userId) =>
      troubled === undefined ? attempt(() => reads.practiceDays(userId)) : reads.practiceDays(userId),
  };
}
