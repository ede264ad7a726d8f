import type { Commit, State } from './state';

/** The commit and all that it grew from, the newest first. */
export function ancestors(state: State, sha: string): Commit[] {
  const found = new Map<string, Commit>();
  const waiting = [sha];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const commit = state.commits.get(next);
    if (!commit || found.has(next)) continue;
    found.set(next, commit);
    waiting.push(...commit.parents);
  }
  return [...found.values()];
}
