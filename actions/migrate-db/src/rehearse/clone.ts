/** A rehearsal on a clone of the Cloud SQL instance: the same size, on a machine of its own. */
import { openAdmins, reachClones, withClone } from '../backup/cloud-sql';
import type { CloudSqlSource, ReachClone } from '../backup/cloud-sql';
import type { Place, Rehearsal } from '../ports';
import { tryOn } from './try-on';

export function cloneRehearsal(
  place: Place,
  source: CloudSqlSource,
  reach: ReachClone = reachClones({ place, ...source }),
): Rehearsal {
  const { clock, log } = place.runner;
  return {
    inWords: `on a clone of the instance ${source.instance}`,
    rehearse: (request) =>
      withClone({ ...openAdmins(place, source), source, clock, log }, { purpose: 'rehearsal' }, (made) => {
        log.info(`Cloned ${source.instance} as ${made.name} for a rehearsal.`);
        return reach(made, (copy) => tryOn(copy, place, request));
      }),
  };
}
