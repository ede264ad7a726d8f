/** Whether the database is as it should be now. */
import { invalidIndexesOf, unvalidatedConstraintsOf, withSession } from './database';
import { countRows, missingFor, outOfBounds, violations } from './checks';
import type { RowCounts } from './checks';
import type { Standing } from './model';
import type { Truth } from './outcome';
import { survey } from './workshop';
import type { Workshop } from './workshop';

/** What stood there before, so that only what has come is held against a migration. */
export interface Before {
  readonly rows: RowCounts;
  readonly invalidIndexes: readonly string[];
  readonly unvalidated: readonly string[];
}

export interface Verified {
  /** What is wrong, a sentence each. */
  readonly faults: readonly string[];
  /** What somebody should know. */
  readonly remarks: readonly string[];
  readonly now: Truth;
}

export async function readBefore(workshop: Workshop): Promise<Before> {
  const { place, reading, inputs } = workshop;
  const at = { target: place.target, reading };
  const rows = await countRows(at, inputs.checks);
  return withSession(place.target, reading, async (session) => ({
    rows,
    invalidIndexes: await invalidIndexesOf(session),
    unvalidated: await unvalidatedConstraintsOf(session),
  }));
}

export interface Expected {
  /** What stood there before the apply; undefined where only the present is looked at. */
  readonly before?: Before;
  /** The schema's fingerprint on the copy; undefined where nothing was rehearsed. */
  readonly rehearsed?: string | undefined;
  /** Where it stands, if that was just read. */
  readonly now?: Truth;
}

export async function verify(workshop: Workshop, expected: Expected): Promise<Verified> {
  const { place, reading, inputs } = workshop;
  const { before, rehearsed } = expected;
  const at = { target: place.target, reading };
  const tool = workshop.toolOn(place.target, place.runner.signal);
  const { standing, fingerprint } = expected.now ?? (await survey(workshop, tool));
  const after = await readBefore(workshop);
  const isDone = standing.pending.length === 0 && standing.obstacles.length === 0;
  return {
    now: { standing, fingerprint },
    faults: [
      ...standingFaults(standing),
      ...(isDone ? await tool.verify() : []),
      ...added(before?.invalidIndexes ?? [], after.invalidIndexes).map(
        (index) =>
          `The index ${index} is INVALID: it is kept up and never used. DROP INDEX CONCURRENTLY, and build it again.`,
      ),
      ...(rehearsed === undefined || rehearsed === fingerprint
        ? []
        : ['The schema came out other than on the copy of the rehearsal.']),
      ...(await missingFor(at, inputs.checks)),
      ...(before ? outOfBounds(inputs.checks.rowChanges, before.rows, after.rows) : []),
      ...(await violations(at, inputs.checks.after)),
    ],
    remarks: added(before?.unvalidated ?? [], after.unvalidated).map(
      (name) => `The constraint ${name} holds for new rows only, until a later migration validates it.`,
    ),
  };
}

function standingFaults({ pending, obstacles }: Standing): string[] {
  return [
    ...pending.map(({ id }) => `${id} is pending.`),
    ...obstacles.map(({ kind, what }) => `The database is ${kind}: ${what}`),
  ];
}

const added = (before: readonly string[], now: readonly string[]): string[] =>
  now.filter((name) => !before.includes(name));
