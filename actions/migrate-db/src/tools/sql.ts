/** Our own tool: one transaction a file together with its record, or one statement without any transaction. */
import type { Log } from '../../../../lib/runner';
import { codeOf, isConnectionLoss, openSession, withSession } from '../database';
import type { Session, SessionSettings, Target } from '../database';
import { ensureLedger, forgetMigration, recordedMigrations, recordMigration } from '../ledger';
import type { RecordedMigration } from '../ledger';
import type { Applied, Migration, MigrationTool, Obstacle, Standing, ToolEnd } from '../model';
import { autocommitOf } from './autocommit';
import { readSqlFiles } from './sql-files';
import type { SqlMigration } from './sql-files';

export interface SqlToolSettings {
  readonly target: Target;
  /** Absolute path of the folder with the files. */
  readonly folder: string;
  readonly workspace: string;
  readonly runId: string;
  readonly reading: SessionSettings;
  readonly writing: SessionSettings;
  /** Cuts the writing session off. */
  readonly signal: AbortSignal;
  readonly log: Log;
}

export function sqlTool(settings: SqlToolSettings): MigrationTool {
  const { target, folder, workspace } = settings;
  const read = async (): Promise<Standing> => {
    const files = await readSqlFiles(folder, workspace);
    const recorded = await withSession(target, settings.reading, (session) =>
      recordedMigrations(session, 'sql'),
    );
    return standingOf(files, recorded);
  };
  return {
    name: 'sql',
    pending: read,
    apply: (standing) => applyAll(settings, standing),
    verify: () => Promise.resolve([]),
    resolveHint: ({ pending }) => pending.slice(0, 1).flatMap(({ id, checksum }) => byHand(id, checksum)),
  };
}

/** Files and records side by side. Pure. */
export function standingOf(files: readonly SqlMigration[], recorded: readonly RecordedMigration[]): Standing {
  const record = new Map(recorded.map((each) => [each.id, each]));
  const isApplied = ({ id }: SqlMigration): boolean => record.get(id)?.state === 'applied';
  const pending = files.filter((file) => !isApplied(file));
  const applied: Applied[] = recorded
    .filter(({ state }) => state === 'applied')
    .map(({ id }) => ({ id, checksum: files.find((file) => file.id === id)?.checksum }));
  return {
    pending,
    applied,
    obstacles: [...missing(applied), ...outOfOrder(pending, applied), ...halfDone(pending, record)],
  };
}

const missing = (applied: readonly Applied[]): Obstacle[] =>
  applied
    .filter(({ checksum }) => checksum === undefined)
    .map(({ id }) => ({
      kind: 'drifted',
      what: `${id} has been applied, but there is no file of it any more.`,
      resolve: [`Bring ${id}.sql back as it was: git log --diff-filter=D --name-only finds it.`],
    }));

function outOfOrder(pending: readonly SqlMigration[], applied: readonly Applied[]): Obstacle[] {
  const last = applied
    .map(({ id }) => id)
    .sort()
    .at(-1);
  if (last === undefined) return [];
  return pending
    .filter(({ id }) => id < last)
    .map(({ id }) => ({
      kind: 'drifted',
      what: `${id} has not been applied, but ${last}, which comes after it, has.`,
      resolve: [`Rename ${id}.sql so that it sorts after ${last}.sql.`],
    }));
}

/** A file without a transaction that began and did not end, where nobody can tell how far it came. */
function halfDone(
  pending: readonly SqlMigration[],
  record: ReadonlyMap<string, RecordedMigration>,
): Obstacle[] {
  return pending
    .filter(({ id, sql }) => record.has(id) && autocommitOf(sql).does === 'other')
    .map(({ id, checksum }) => ({
      kind: 'dirty',
      what: `${id} began without a transaction and did not come to its end; how much of it took effect cannot be told.`,
      resolve: byHand(id, checksum),
    }));
}

const byHand = (id: string, checksum: string): string[] => [
  `Where none of it took effect: DELETE FROM sluice.migration WHERE tool = 'sql' AND id = '${id.replaceAll("'", "''")}' AND state = 'running';`,
  `Where it took effect: UPDATE sluice.migration SET state = 'applied', checksum = '${checksum}', applied_at = now() WHERE tool = 'sql' AND id = '${id.replaceAll("'", "''")}';`,
];

async function applyAll(settings: SqlToolSettings, { pending }: Standing): Promise<ToolEnd> {
  const { target, writing, signal, log } = settings;
  signal.throwIfAborted();
  const session = await openSession(target, writing, {
    onNotice: (message) => {
      log.foreign(message, { source: 'the server' });
    },
  });
  const cut = (): void => {
    session.cut();
  };
  signal.addEventListener('abort', cut, { once: true });
  try {
    await ensureLedger(session);
    for (const migration of pending) {
      const end = await applyOne(session, settings, migration);
      if (!end.ok) return end;
      log.info(`Applied ${migration.id}.`);
    }
    return { ok: true };
  } finally {
    signal.removeEventListener('abort', cut);
    await session.close();
  }
}

async function applyOne(session: Session, settings: SqlToolSettings, migration: Migration): Promise<ToolEnd> {
  const { transactional, sql = '' } = migration;
  const file = { ...migration, sql };
  try {
    if (transactional) await inTransaction(session, settings, file);
    else await withoutTransaction(session, settings, file);
    return { ok: true };
  } catch (error) {
    const code = codeOf(error);
    if (code === undefined && !isConnectionLoss(error)) throw error;
    const reason = `${migration.id}: ${error instanceof Error ? error.message : String(error)}`;
    return { ok: false, reason, code, clean: transactional || isTold(error, sql) };
  }
}

/** Whether the database itself says afterwards how far a statement without a transaction came. */
const isTold = (error: unknown, sql: string): boolean =>
  autocommitOf(sql).does !== 'other' || (!isConnectionLoss(error) && !mayCommitMidway(sql));

/** Every other single statement takes effect whole or not at all. */
const mayCommitMidway = (sql: string): boolean => /^\s*(call|do)\b/im.test(sql);

type File = Migration & { readonly sql: string };

/** The record commits with the changes, or neither does. */
async function inTransaction(session: Session, { runId }: SqlToolSettings, file: File): Promise<void> {
  const transaction = 'SELECT pg_current_xact_id()::text AS id';
  await session.query('BEGIN');
  try {
    const [begun] = await session.query<{ id: string }>(transaction);
    await session.script(file.sql);
    const [now] = await session.query<{ id: string }>(transaction);
    if (begun?.id !== now?.id)
      throw new Error(
        `${file.id} ended the transaction that it runs in: take COMMIT and ROLLBACK out of it.`,
      );
    await recordMigration(session, 'sql', { ...file, state: 'applied' }, runId);
    await session.query('COMMIT');
  } catch (error) {
    if (!isConnectionLoss(error)) await session.query('ROLLBACK');
    throw error;
  }
}

/** That it began is on record first, so that whoever comes after a crash knows what to look for. */
async function withoutTransaction(session: Session, settings: SqlToolSettings, file: File): Promise<void> {
  const { runId } = settings;
  const { concurrently } = autocommitOf(file.sql);
  if (await isDoneAlready(session, file)) {
    await recordMigration(session, 'sql', { ...file, state: 'applied' }, runId);
    return;
  }
  await recordMigration(session, 'sql', { ...file, state: 'running' }, runId);
  try {
    // It waits for every older transaction to end, and holds up nobody meanwhile.
    if (concurrently) await session.query('SET lock_timeout = 0');
    await session.script(file.sql);
  } catch (error) {
    if (!isConnectionLoss(error)) await clearAway(session, file);
    throw error;
  } finally {
    if (concurrently) await restoreLockTimeout(session);
  }
  await recordMigration(session, 'sql', { ...file, state: 'applied' }, runId);
}

async function restoreLockTimeout(session: Session): Promise<void> {
  try {
    await session.query('RESET lock_timeout');
  } catch (error) {
    // The connection is gone, and its settings with it; why is told by the statement that found out.
    if (!isConnectionLoss(error)) throw error;
  }
}

/** Looks at what a run that was cut off has left, and takes away an index that is of no use. */
async function isDoneAlready(session: Session, file: File): Promise<boolean> {
  const recorded = await recordedMigrations(session, 'sql');
  if (!recorded.some(({ id, state }) => id === file.id && state === 'running')) return false;
  const statement = autocommitOf(file.sql);
  if (statement.does === 'drop-index') return (await validityOf(session, statement.index)) === undefined;
  if (statement.does !== 'create-index') return false;
  if (await validityOf(session, statement.index)) return true;
  await dropInvalid(session, file);
  return false;
}

/** After an error of the statement itself: it left nothing, or an INVALID index. */
async function clearAway(session: Session, file: File): Promise<void> {
  if (autocommitOf(file.sql).does === 'other') {
    if (mayCommitMidway(file.sql)) return;
  } else await dropInvalid(session, file);
  await forgetMigration(session, 'sql', file.id);
}

async function dropInvalid(session: Session, { sql }: File): Promise<void> {
  const statement = autocommitOf(sql);
  if (statement.does !== 'create-index') return;
  if ((await validityOf(session, statement.index)) !== false) return;
  await session.query(`DROP INDEX CONCURRENTLY IF EXISTS ${statement.index}`);
}

/** Whether an index is valid; undefined where there is none of this name. */
async function validityOf(session: Session, index: string): Promise<boolean | undefined> {
  const [row] = await session.query<{ valid: boolean }>(
    'SELECT indisvalid AS valid FROM pg_index WHERE indexrelid = to_regclass($1)',
    [index],
  );
  return row?.valid;
}
