/** What runs that were cut off have left begun, as far as the schema proves what became of it. */
import { withSession } from './database';
import { unfinishedRuns } from './ledger';
import type { UnfinishedRun } from './ledger';
import type { MigrationPlan, MigrationTool, Settlement } from './model';
import { begunBy, settled, settlementInWords, settlementOf } from './settling';
import { survey } from './workshop';
import type { Workshop } from './workshop';

/**
 * Reads what is there, for a plan. What can be settled counts as settled: an apply puts it on record before anything else.
 * Nothing is written here.
 */
export async function look(workshop: Workshop): Promise<MigrationPlan> {
  const { place, reading } = workshop;
  const tool = workshop.toolOn(place.target, place.runner.signal);
  const found = await survey(workshop, tool);
  for (const change of workshop.inputs.drift === 'report' ? (found.drift ?? []) : [])
    place.runner.log.warning(`The schema is not as the last run left it: ${change}.`);
  const runs = await withSession(place.target, reading, unfinishedRuns);
  const settlement = await provenSettlement(tool, runs, found);
  if (settlement === undefined) return found;
  place.runner.log.info(settlementInWords(settlement));
  return settled(found, settlement);
}

/** Puts on record, under the lock, what the schema proves; gives what is there then. */
export async function settle(
  workshop: Workshop,
  tool: MigrationTool,
  runs: readonly UnfinishedRun[],
): Promise<MigrationPlan> {
  const found = await survey(workshop, tool);
  const settlement = await provenSettlement(tool, runs, found);
  if (settlement === undefined) return found;
  workshop.place.runner.log.info(settlementInWords(settlement));
  await tool.settle?.(settlement);
  return survey(workshop, tool);
}

async function provenSettlement(
  tool: MigrationTool,
  runs: readonly UnfinishedRun[],
  found: MigrationPlan,
): Promise<Settlement | undefined> {
  if (tool.settle === undefined) return undefined;
  for (const run of runs) {
    const migration = begunBy(run, found);
    const sql = found.standing.pending.find(({ id }) => id === migration)?.sql;
    if (migration === undefined || sql === undefined) continue;
    // PostgreSQL's own parser is loaded when there is something to read, and not before.
    const { endsOf } = await import('./lint');
    const settlement = settlementOf(run, migration, found, await endsOf(sql));
    if (settlement !== undefined) return settlement;
  }
  return undefined;
}
