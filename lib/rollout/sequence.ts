/** In which order candidates may be promoted: a re-run of last week's run must not bring last week's code back. */
import type { RolloutState } from './state';

/** The highest sequence that has been promoted on a service; undefined where none is known. A rollback takes none back. */
export function lastPromoted(state: RolloutState | undefined): number | undefined {
  if (!state) return undefined;
  const known = [state.promoted, state.status === 'promoted' ? state.sequence : undefined];
  const sequences = known.filter((each) => each !== undefined);
  return sequences.length === 0 ? undefined : Math.max(...sequences);
}

/** What the next record says of the promotions before it. */
export function promotedBefore(state: RolloutState | undefined): Pick<RolloutState, 'promoted'> {
  const promoted = lastPromoted(state);
  return promoted === undefined ? {} : { promoted };
}
