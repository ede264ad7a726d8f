/** Our own two tables in the database that is migrated: what runs did, and which files stand behind what was applied. */
import { LEDGER_SCHEMA, codeOf, SqlState } from '../database';
import type { Session } from '../database';
import type { Outcome, ToolName } from '../model';
import { UserError } from '../../../../lib/runner';

const TABLES = `
CREATE SCHEMA IF NOT EXISTS ${LEDGER_SCHEMA};
CREATE TABLE IF NOT EXISTS ${LEDGER_SCHEMA}.run (
  id text PRIMARY KEY,
  tool text NOT NULL,
  plan text NOT NULL,
  pending jsonb NOT NULL,
  run_url text NOT NULL,
  actor text NOT NULL,
  sha text NOT NULL,
  started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  ended_at timestamptz,
  outcome text,
  backup jsonb,
  fingerprint text NOT NULL,
  rehearsed text
);
CREATE TABLE IF NOT EXISTS ${LEDGER_SCHEMA}.migration (
  tool text NOT NULL,
  id text NOT NULL,
  checksum text NOT NULL,
  state text NOT NULL CHECK (state IN ('running', 'applied')),
  run text NOT NULL,
  began_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  applied_at timestamptz,
  PRIMARY KEY (tool, id)
);
CREATE TABLE IF NOT EXISTS ${LEDGER_SCHEMA}.shape (
  only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
  tool text NOT NULL,
  applied jsonb NOT NULL,
  server_version int NOT NULL,
  lines jsonb NOT NULL
);`;

/** A file as it was when it was applied, or when its apply began. */
export interface RecordedMigration {
  readonly id: string;
  readonly checksum: string;
  readonly state: 'running' | 'applied';
}

/** A run that began and never said how it ended. */
export interface UnfinishedRun {
  readonly id: string;
  readonly runUrl: string;
  /** Ids of the migrations that it was to apply. */
  readonly pending: readonly string[];
  /** Fingerprint of the schema when it began. */
  readonly fingerprint: string;
  /** Fingerprint that the copy of its rehearsal came out with; null where nothing was rehearsed. */
  readonly rehearsed: string | null;
}

/**
 * Creates the tables where they are missing.
 * @throws UserError where the role may not
 */
export async function ensureLedger(session: Session): Promise<void> {
  // Asked first: without a need, nobody must have the right to create.
  if (await hasLedger(session)) return;
  try {
    await session.script(TABLES);
  } catch (error) {
    if (codeOf(error) !== SqlState.insufficientPrivilege) throw error;
    throw new UserError(`The role may not create the schema ${LEDGER_SCHEMA}, in which runs are recorded.`, {
      remedy: `Create it once as the database's owner: CREATE SCHEMA ${LEDGER_SCHEMA} AUTHORIZATION <the role of the migrations>.`,
      cause: error,
    });
  }
}

export async function hasLedger(session: Session): Promise<boolean> {
  const [row] = await session.query<{ there: boolean }>(
    `SELECT to_regclass('${LEDGER_SCHEMA}.run') IS NOT NULL AND to_regclass('${LEDGER_SCHEMA}.migration') IS NOT NULL AND to_regclass('${LEDGER_SCHEMA}.shape') IS NOT NULL AS there`,
  );
  return row?.there === true;
}

/** What is on record about a tool's migrations; nothing where there is no ledger yet. */
export async function recordedMigrations(session: Session, tool: ToolName): Promise<RecordedMigration[]> {
  if (!(await hasLedger(session))) return [];
  return session.query<RecordedMigration & Record<string, unknown>>(
    `SELECT id, checksum, state FROM ${LEDGER_SCHEMA}.migration WHERE tool = $1 ORDER BY id COLLATE "C"`,
    [tool],
  );
}

/** Puts one migration on record; within the transaction of its own changes where it has one. */
export async function recordMigration(
  session: Session,
  tool: ToolName,
  { id, checksum, state }: RecordedMigration,
  run: string,
): Promise<void> {
  await session.query(
    `INSERT INTO ${LEDGER_SCHEMA}.migration (tool, id, checksum, state, run, applied_at)
     VALUES ($1, $2, $3, $4, $5, CASE WHEN $4 = 'applied' THEN clock_timestamp() END)
     ON CONFLICT (tool, id) DO UPDATE SET checksum = excluded.checksum, state = excluded.state, run = excluded.run, applied_at = excluded.applied_at`,
    [tool, id, checksum, state, run],
  );
}

/** Takes one off the record that turned out not to have taken effect. */
export async function forgetMigration(session: Session, tool: ToolName, id: string): Promise<void> {
  await session.query(`DELETE FROM ${LEDGER_SCHEMA}.migration WHERE tool = $1 AND id = $2`, [tool, id]);
}

/** What a run sets out to do. */
export interface RunBegin {
  readonly id: string;
  readonly tool: ToolName;
  readonly plan: string;
  readonly pending: readonly string[];
  readonly runUrl: string;
  readonly actor: string;
  readonly sha: string;
  /** Of the schema before it. */
  readonly fingerprint: string;
}

export async function beginRun(session: Session, run: RunBegin): Promise<void> {
  const { id, tool, plan, pending, runUrl, actor, sha, fingerprint } = run;
  await session.query(
    `INSERT INTO ${LEDGER_SCHEMA}.run (id, tool, plan, pending, run_url, actor, sha, fingerprint) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [id, tool, plan, JSON.stringify(pending), runUrl, actor, sha, fingerprint],
  );
}

export async function noteBackup(session: Session, id: string, backup: object): Promise<void> {
  await session.query(`UPDATE ${LEDGER_SCHEMA}.run SET backup = $2 WHERE id = $1`, [
    id,
    JSON.stringify(backup),
  ]);
}

/** What the schema was like on the copy, after the same migrations. */
export async function noteRehearsal(session: Session, id: string, fingerprint: string): Promise<void> {
  await session.query(`UPDATE ${LEDGER_SCHEMA}.run SET rehearsed = $2 WHERE id = $1`, [id, fingerprint]);
}

export async function endRun(session: Session, id: string, outcome: Outcome): Promise<void> {
  await session.query(
    `UPDATE ${LEDGER_SCHEMA}.run SET outcome = $2, ended_at = clock_timestamp() WHERE id = $1`,
    [id, outcome],
  );
}

/** Runs that were cut off before they could say how they ended; none where there is no ledger yet. */
export async function unfinishedRuns(session: Session): Promise<UnfinishedRun[]> {
  if (!(await hasLedger(session))) return [];
  return session.query<UnfinishedRun & Record<string, unknown>>(
    `SELECT id, run_url AS "runUrl", pending, fingerprint, rehearsed FROM ${LEDGER_SCHEMA}.run WHERE outcome IS NULL ORDER BY started_at`,
  );
}
