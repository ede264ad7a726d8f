/** Work that is done side by side, all of it or none. */

export type Task<Result> = (signal: AbortSignal) => Promise<Result>;

/** Of each task, its result. */
type Results<Tasks extends readonly Task<unknown>[]> = {
  -readonly [Index in keyof Tasks]: Awaited<ReturnType<Tasks[Index]>>;
};

/**
 * Does everything at once. The first failure ends the rest, and is thrown when nothing of it goes on any more.
 * @param signal ends all of it
 * @throws what failed first
 */
export async function together<const Tasks extends readonly Task<unknown>[]>(
  tasks: Tasks,
  signal?: AbortSignal,
): Promise<Results<Tasks>> {
  const over = new AbortController();
  const either = signal ? AbortSignal.any([signal, over.signal]) : over.signal;
  let first: { error: unknown } | undefined;
  const guarded = tasks.map(async (task) => {
    try {
      return await task(either);
    } catch (error) {
      first ??= { error };
      over.abort(error);
      throw error;
    }
  });
  const ends = await Promise.allSettled(guarded);
  if (first) throw first.error;
  return ends.flatMap((end) => (end.status === 'fulfilled' ? [end.value] : [])) as Results<Tasks>;
}
