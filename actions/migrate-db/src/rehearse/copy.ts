/** A rehearsal on a copy beside the database, on the same server. */
import { backupSettings, copyInto, demandProgram, withScratch } from '../backup';
import type { ClientPrograms } from '../backup';
import type { Place, Rehearsal, RehearsalRequest } from '../ports';
import { tryOn } from './try-on';

export function copyRehearsal(place: Place, programs: ClientPrograms): Rehearsal {
  return {
    inWords: 'on a copy on the same server',
    rehearse: (request) => rehearseOnCopy(place, programs, request),
  };
}

function rehearseOnCopy(
  place: Place,
  programs: ClientPrograms,
  request: RehearsalRequest,
): ReturnType<Rehearsal['rehearse']> {
  const { target: original, runId, runner } = place;
  const scratch = { original, purpose: 'rehearsal', runId, log: runner.log, from: 'template' } as const;
  return withScratch(scratch, async ({ target: copy, filled }) => {
    if (!filled) {
      await demandProgram(programs, 'pg_dump', request.plan.identity.serverVersion);
      const settings = backupSettings(runId);
      await copyInto(programs, { target: original, settings }, { target: copy, settings });
    }
    runner.log.info(`Copied ${original.database} ${filled ? 'by TEMPLATE' : 'by pg_dump'} for a rehearsal.`);
    return tryOn(copy, place, request);
  });
}
