/** A rehearsal on a Neon branch of the present state. */
import { openNeonBranches, withBranch } from '../backup/neon';
import type { NeonSource } from '../backup/neon';
import type { Place, Rehearsal } from '../ports';
import { tryOn } from './try-on';

export function branchRehearsal(place: Place, source: NeonSource): Rehearsal {
  const { runner, target: original } = place;
  return {
    inWords: 'on a Neon branch',
    rehearse: (request) => {
      const neon = openNeonBranches(place, source);
      const from = { parent: neon.branch };
      return withBranch({ neon, runner, original }, { purpose: 'rehearsal', from }, (copy) =>
        tryOn(copy, place, request),
      );
    },
  };
}
