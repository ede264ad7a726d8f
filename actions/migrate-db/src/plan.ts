/** What a plan is and what it comes down to. Pure: no I/O, no clock. */
import { createHash } from 'node:crypto';
import { driftOf } from './drift';
import type { RecordedMigration } from './ledger';
import type { Identity, MigrationPlan, Obstacle, Standing, TableSize, ToolName } from './model';

/** Everything that a plan is made from. */
export interface Surveyed {
  readonly tool: ToolName;
  readonly identity: Identity;
  readonly standing: Standing;
  /** What our ledger has on record about this tool. */
  readonly recorded: readonly RecordedMigration[];
  readonly fingerprint: string;
  readonly sizes: readonly TableSize[];
  /** What has changed in the schema since the last run, past the migrations. */
  readonly drift?: readonly string[];
  /** Whether that stands against applying anything. */
  readonly enforceDrift?: boolean;
}

export function planOf({ recorded, enforceDrift = true, drift = [], ...rest }: Surveyed): MigrationPlan {
  const { standing } = rest;
  const surveyed = { ...rest, drift };
  const obstacles = [
    ...standing.obstacles,
    ...edited(standing, recorded),
    ...(enforceDrift ? driftOf(drift) : []),
  ];
  const plan = { ...surveyed, standing: { ...standing, obstacles } };
  return { ...plan, hash: hashOf(plan) };
}

/** The same database, tool, migrations to the byte, and schema: then, and only then, it is the same plan. */
function hashOf({ identity, tool, standing, fingerprint }: Omit<MigrationPlan, 'hash'>): string {
  const { systemIdentifier, endpoint, database } = identity;
  const where = [systemIdentifier || endpoint, database];
  const what = standing.pending.map(({ id, checksum }) => [id, checksum]);
  return createHash('sha256')
    .update(JSON.stringify([where, tool, what, fingerprint]))
    .digest('hex')
    .slice(0, 16);
}

/** An applied migration whose file has changed since: what is there is not what the file says. */
function edited({ applied }: Standing, recorded: readonly RecordedMigration[]): Obstacle[] {
  const then = new Map(
    recorded.map(({ id, state, checksum }) => [id, state === 'applied' ? checksum : undefined]),
  );
  return applied
    .filter(({ id, checksum }) => {
      const before = then.get(id);
      return before !== undefined && checksum !== undefined && before !== checksum;
    })
    .map(({ id }) => ({
      kind: 'drifted',
      what: `${id} has been edited since it was applied.`,
      resolve: [`Bring the file of ${id} back as it was, and write a new migration for what should change.`],
    }));
}

/** What there is to do: nothing, nothing yet, or to apply. */
export type Decision = 'unchanged' | 'blocked' | 'apply';

export function decisionOf({ standing }: MigrationPlan): Decision {
  if (standing.obstacles.length > 0) return 'blocked';
  return standing.pending.length === 0 ? 'unchanged' : 'apply';
}

/** The plan in words, a line each. */
export function planLines({
  identity,
  tool,
  standing,
  hash,
}: Omit<MigrationPlan, 'fingerprint' | 'sizes' | 'drift'>): string[] {
  const { pending, applied, obstacles } = standing;
  const count = pending.length === 1 ? '1 migration is' : `${pending.length} migrations are`;
  return [
    `${identity.database} on ${identity.endpoint}, PostgreSQL ${versionInWords(identity)}, by ${tool}: ${applied.length} applied.`,
    pending.length === 0
      ? 'Nothing is pending.'
      : `${count} pending: ${pending.map(({ id }) => id).join(', ')} (plan ${hash}).`,
    ...obstacles.map(({ kind, what }) => `Blocked, the database is ${kind}: ${what}`),
  ];
}

export const versionInWords = ({ serverVersion }: Identity): string =>
  `${Math.floor(serverVersion / 10_000)}.${serverVersion % 10_000}`;

/** The tables whose names occur in what is pending, so that only those are shown; all where some SQL is not known. */
export function touchedTables({ standing, sizes }: MigrationPlan): TableSize[] {
  const texts = standing.pending.map(({ sql }) => sql);
  if (texts.some((sql) => sql === undefined)) return [...sizes];
  const words = new Set(texts.flatMap((sql = '') => sql.toLowerCase().match(/[\w$\u0080-\uffff]+/g) ?? []));
  return sizes.filter(({ table }) => {
    const name = table.slice(table.indexOf('.') + 1).toLowerCase();
    return name.split(/[^\w$\u0080-\uffff]+/).every((word) => words.has(word));
  });
}
