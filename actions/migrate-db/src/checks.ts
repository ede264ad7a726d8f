/** What must hold before and after: the caller's queries, tables, numbers of rows, and the application's role. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../../../lib/runner';
import { qualified, withSession } from './database';
import type { Session, SessionSettings, Target } from './database';
import type { Checks, RowBounds } from './inputs';

export interface CheckPlace {
  readonly target: Target;
  /** Cannot write. */
  readonly reading: SessionSettings;
}

/**
 * Runs every .sql file of a folder as one query in a transaction that only reads. Rows are violations.
 * @returns a sentence for each query that found any
 */
export async function violations(
  { target, reading }: CheckPlace,
  folder: string | undefined,
): Promise<string[]> {
  if (folder === undefined) return [];
  const names = await sqlFilesIn(folder);
  return withSession(target, reading, async (session) => {
    const found: string[] = [];
    for (const name of names) {
      const rows = await asked(session, name, await readFile(join(folder, name), 'utf8'));
      if (rows.length > 0)
        found.push(
          `${name} finds ${rows.length}: ${rows
            .slice(0, 3)
            .map((row) => JSON.stringify(row))
            .join(', ')}`,
        );
    }
    return found;
  });
}

async function sqlFilesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'ENOENT')) throw cause;
    throw new UserError(`There is no folder ${folder} with checks.`, {
      remedy: 'Correct `pre-checks` or `post-checks`; both are relative to `working-directory`.',
      cause,
    });
  }
}

async function asked(session: Session, name: string, sql: string): Promise<Record<string, unknown>[]> {
  await session.query('BEGIN READ ONLY');
  try {
    return await session.query(sql);
  } catch (cause) {
    throw new UserError(
      `The check ${name} cannot be run: ${cause instanceof Error ? cause.message : String(cause)}`,
      {
        remedy: 'Write one query that reads; every row that it returns is a violation.',
        cause,
      },
    );
  } finally {
    await session.query('ROLLBACK');
  }
}

/** Number of rows by table, for those whose change is bounded; undefined for one that is not there. */
export type RowCounts = Readonly<Record<string, number | undefined>>;

export async function countRows({ target, reading }: CheckPlace, { rowChanges }: Checks): Promise<RowCounts> {
  const tables = Object.keys(rowChanges);
  if (tables.length === 0) return {};
  return withSession(target, reading, async (session) => {
    const counts: [string, number | undefined][] = [];
    for (const table of tables) counts.push([table, await countOf(session, table)]);
    return Object.fromEntries(counts);
  });
}

async function countOf(session: Session, table: string): Promise<number | undefined> {
  if (!(await exists(session, table))) return undefined;
  const [row] = await session.query<{ count: string }>(`SELECT count(*) AS count FROM ${qualified(table)}`);
  return Number(row?.count);
}

async function exists(session: Session, table: string): Promise<boolean> {
  const [row] = await session.query<{ there: boolean }>('SELECT to_regclass($1) IS NOT NULL AS there', [
    qualified(table),
  ]);
  return row?.there === true;
}

/** Tables whose number of rows changed by more than is allowed, a sentence each. Pure. */
export function outOfBounds(
  bounds: Readonly<Record<string, RowBounds>>,
  before: RowCounts,
  after: RowCounts,
): string[] {
  return Object.entries(bounds).flatMap(([table, { least, most, unit }]) => {
    const [then, now] = [before[table] ?? 0, after[table]];
    if (now === undefined) return [`${table} is not there.`];
    const change = unit === 'rows' ? now - then : percentChange(then, now);
    if (change >= least && change <= most) return [];
    const sign = unit === 'percent' ? '%' : '';
    return [`${table} has ${now} rows after ${then}: a change outside of ${least}${sign}..${most}${sign}.`];
  });
}

const percentChange = (then: number, now: number): number => (now === then ? 0 : ((now - then) / then) * 100);

/** Tables that must be there and are not, and what the application's role may not do. */
export async function missingFor(
  { target, reading }: CheckPlace,
  { tables, role }: Checks,
): Promise<string[]> {
  return withSession(target, reading, async (session) => {
    const there = await Promise.all(tables.map((table) => exists(session, table)));
    const missing = tables.filter((_, at) => !there[at]);
    const present = tables.filter((_, at) => there[at]);
    return [
      ...missing.map((table) => `${table} is not there.`),
      ...(role === undefined ? [] : await refusedTo(session, role, present)),
    ];
  });
}

async function refusedTo(session: Session, role: string, tables: readonly string[]): Promise<string[]> {
  const queries = ['SELECT 1', ...tables.map((table) => `SELECT 1 FROM ${qualified(table)} LIMIT 1`)];
  try {
    await session.query(`SELECT set_config('role', $1, false)`, [role]);
  } catch (error) {
    return [
      `The role ${role} cannot be taken on: ${error instanceof Error ? error.message : String(error)}.`,
    ];
  }
  const refused: string[] = [];
  for (const query of queries) {
    try {
      await session.query(query);
    } catch (error) {
      refused.push(
        `The role ${role} is refused \`${query}\`: ${error instanceof Error ? error.message : String(error)}.`,
      );
    }
  }
  await session.query('RESET ROLE');
  return refused;
}
