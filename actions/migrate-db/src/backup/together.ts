/** Work that is done side by side, all of it or none. */

export type Task<Result> = (signal: AbortSignal) => Promise<Result>;

/**
 * Does everything at once. The first failure ends the rest, and is thrown when nothing of it goes on any more.
 * @param signal ends all of it
 * @throws what failed first
 */
export async function together<Result>(
  tasks: readonly Task<Result>[],
  signal?: AbortSignal,
): Promise<Result[]> {
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
  return ends.flatMap((end) => (end.status === 'fulfilled' ? [end.value] : []));
}
