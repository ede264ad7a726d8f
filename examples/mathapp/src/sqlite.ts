import { DatabaseSync, type SQLInputValue, type SQLOutputValue } from 'node:sqlite';
import { applySchema } from './sqlite-schema';

/** How long a statement waits for another process's write, in milliseconds. */
const busyTimeout = 5_000;

export type Row = Record<string, SQLOutputValue>;

/** Opens the file that all revisions share; a writer does not block readers (write-ahead log). */
export function openDatabase(path: string): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: busyTimeout });
  database.exec('pragma journal_mode = wal; pragma synchronous = normal;');
  applySchema(database);
  return database;
}

/** A second connection to a file that has its schema, which refuses to write. */
export function openReader(path: string): DatabaseSync {
  return new DatabaseSync(path, { timeout: busyTimeout, readOnly: true });
}

/** Runs the work in one write transaction: all of it happens, or none. */
export function inTransaction<T>(database: DatabaseSync, work: () => T): T {
  database.exec('begin immediate');
  try {
    const result = work();
    database.exec('commit');
    return result;
  } catch (error) {
    database.exec('rollback');
    throw error;
  }
}

/** The first row of a query, or null. */
export function firstRow(database: DatabaseSync, sql: string, ...values: SQLInputValue[]): Row | null {
  return database.prepare(sql).get(...values) ?? null;
}

/** How many rows a statement changed. */
export function changedRows(database: DatabaseSync, sql: string, ...values: SQLInputValue[]): number {
  return Number(database.prepare(sql).run(...values).changes);
}
