import type { Knowledge } from './knowledge';
import type { Severity } from './model';
import type { RelationName } from './nodes';
import type { Statement } from './statement';

/** Something in a statement that a rule speaks against. */
export interface Fault {
  /** UTF-8 offset; the statement's own where there is no better one. */
  readonly at?: number;
  /** The tables in use that it is about. A fault on nothing but tables that the same file creates is none. */
  readonly tables: readonly RelationName[];
  /** What happens to whom, in a sentence or two. */
  readonly why: string;
  /** What to do instead, as a sentence. */
  readonly remedy: string;
  /** SQL to write instead; its comments say what comes in another migration. */
  readonly safe?: string;
}

/** Something the linter looks for. */
export interface Rule {
  /** As in ignore comments, annotations and SARIF. */
  readonly id: string;
  readonly severity: Severity;
  /** In a few words, for tables and headings. */
  readonly title: string;
  /**
   * What it is about: `lock` spares tables that the same file creates and weighs the others by their size; `shape` is
   * what a running revision relies on, and is allowed in a contract phase; `text` is neither.
   */
  readonly about: 'lock' | 'shape' | 'text';
  /** The faults of one statement, given what is known when it comes. */
  find(statement: Statement, knowledge: Knowledge): readonly Fault[];
}

/** Rows a transaction in a loop that goes through a table. */
const BATCH = 1000;

/** An UPDATE of some rows, to be repeated until none is left. */
export function inBatches(table: string, set: string, remaining: string): string {
  return (
    `-- Repeat, each time in a transaction of its own, until no row is changed:\n` +
    `UPDATE ${table} SET ${set} WHERE ctid = ANY (ARRAY(SELECT ctid FROM ${table} WHERE ${remaining} LIMIT ${BATCH}));`
  );
}

/** A DELETE of some rows, to be repeated until none is left. */
export function deletedInBatches(table: string): string {
  return (
    `-- Repeat, each time in a transaction of its own, until no row is left:\n` +
    `DELETE FROM ${table} WHERE ctid = ANY (ARRAY(SELECT ctid FROM ${table} LIMIT ${BATCH}));`
  );
}

/** A name for a constraint or index that has none, as PostgreSQL would make it, within its 63 bytes. */
export function derivedName(table: RelationName, columns: readonly string[], suffix: string): string {
  const stem = [table.slice(table.indexOf('.') + 1), ...columns].filter((each) => each !== '').join('_');
  return `${Buffer.from(stem)
    .toString('utf8', 0, 62 - suffix.length)
    .replaceAll('\uFFFD', '')}_${suffix}`;
}
