/** The migrations on a copy: the same tool with the same limits, looked on from a second session. */
import { formatDuration, UserError } from '../../../../lib/runner';
import { fingerprintOf, identify, reading, withSession } from '../database';
import { writerName } from '../database/settings';
import type { Session, Target } from '../database';
import type { ToolEnd } from '../model';
import type { Place, Rehearsed, RehearsalRequest } from '../ports';
import { lastStatement, locksTaken, statementTimes } from './findings';
import type { StatementTime } from './findings';
import { lookedOn } from './watch';
import type { Look } from './watch';

/** @throws UserError where the migrations fail on the copy, or it is no copy */
export async function tryOn(copy: Target, place: Place, request: RehearsalRequest): Promise<Rehearsed> {
  const { runner, runId } = place;
  const { plan, toolOn } = request;
  await demandAnother(copy, place);
  return withSession(copy, reading(runId), async (session) => {
    const began = runner.clock.now();
    const tool = toolOn(copy);
    const { result: end, looks } = await lookedOn(session, writerName(runId), runner.clock, () =>
      tool.apply(plan.standing),
    );
    const took = runner.clock.now() - began;
    if (!end.ok) throw failure(end, looks);
    const { pending } = plan.standing;
    const rehearsed = { locks: locksTaken(looks, pending), took, fingerprint: await fingerprintOf(session) };
    tell(place, rehearsed, statementTimes(looks, pending));
    return rehearsed;
  });
}

/** Where a statement on the "copy" would be one on production, nothing must be sent. */
async function demandAnother(copy: Target, place: Place): Promise<void> {
  const [production, other] = [await fullIdentity(place.target, place), await fullIdentity(copy, place)];
  if (production !== other) return;
  throw new Error(`The copy ${copy.database} is the database itself: nothing was tried on it.`);
}

async function fullIdentity(target: Target, { runId }: Place): Promise<string> {
  const { identity } = await identify(target, runId);
  const [row] = await withSession(target, reading(runId), (session: Session) =>
    session.query<{ oid: string; started: string }>(
      `SELECT oid::text, pg_postmaster_start_time()::text AS started FROM pg_database WHERE datname = current_database()`,
    ),
  );
  // Two servers may have the same identifier, for a copy of files keeps it; they have not begun at the same moment.
  return [identity.systemIdentifier, identity.database, row?.oid, row?.started].join('\n');
}

function failure(end: ToolEnd & { ok: false }, looks: readonly Look[]): UserError {
  const statement = lastStatement(looks);
  const during = statement === undefined ? '' : ` The last statement was: ${statement}`;
  return new UserError(
    `The migrations fail on a copy of the database: ${end.reason}.${during}\nProduction was not touched.`,
    { remedy: 'Mend the migration, and plan again.' },
  );
}

function tell({ runner }: Place, { locks, took }: Rehearsed, statements: readonly StatementTime[]): void {
  const { log, summary } = runner;
  summary.heading(`Rehearsed on a copy, in ${formatDuration(Math.round(took))}`, 3);
  for (const each of statements) log.info(`On the copy, ${each.by} took ${formatDuration(each.took)}.`);
  if (statements.length > 0)
    summary.table(
      ['statement', 'took'],
      statements.map((each) => [each.by, formatDuration(each.took)]),
    );
  if (locks.length === 0) return;
  summary.table(
    ['by', 'table or index', 'lock', 'held for at least'],
    locks.map(({ by, relation, mode, heldFor }) => [by, relation, mode, formatDuration(heldFor)]),
  );
  for (const { by, relation, mode, heldFor } of locks)
    log.info(`On the copy, ${by} held ${mode} on ${relation} for ${formatDuration(heldFor)}.`);
}
