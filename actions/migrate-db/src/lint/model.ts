/** The words of the linter: what it reads, and what it has to say. */

/** SQL that a tool would send, and the file that it is written in. */
export interface MigrationFile {
  /** Path below the workspace, or the migration's name where there is no file. */
  readonly path: string;
  readonly sql: string;
  /** The whole of it runs in one transaction that the tool opens and commits. */
  readonly transactional: boolean;
  /** As in `prisma`. */
  readonly tool: string;
  /** Lines of the file above the first line of `sql`; 0 unless given. */
  readonly lineOffset?: number;
}

/** What is known of a table before the migrations run. */
export interface TableFacts {
  /** The planner's estimate; negative where the table was never analysed, undefined where the size counts for nothing. */
  readonly rows: number | undefined;
  /** With indexes and TOAST. */
  readonly bytes: number | undefined;
  /** Types as `format_type` writes them, by column. */
  readonly columns?: ReadonlyMap<string, string>;
  /** Columns that a constraint already proves to have no NULL. */
  readonly notNull?: ReadonlySet<string>;
  /** Names of its indexes, without the schema. */
  readonly indexes?: ReadonlySet<string>;
  readonly references?: readonly ForeignKey[];
  /** Views that read from it, as schema.name. */
  readonly views?: readonly string[];
}

export interface ForeignKey {
  /** The constraint's name. */
  readonly name: string;
  /** On this side. */
  readonly columns: readonly string[];
  /** The table that it refers to, as schema.name, and its columns there. */
  readonly table: string;
  readonly referred: readonly string[];
}

/** What the linter knows beside the files. */
export interface LintContext {
  /** By schema.name. A table that is missing here counts as a large one. */
  readonly tables: ReadonlyMap<string, TableFacts>;
  /** As `server_version_num`, for example 150018. */
  readonly serverVersion: number;
  /** The session that applies the migrations gives up waiting for a lock by itself. */
  readonly lockTimeout: boolean;
}

/** `error` stops the migration, `warning` is for a person to weigh, `notice` is advice. */
export type Severity = 'error' | 'warning' | 'notice';

/** Table locks as `pg_locks` names them, without the word Lock; the weakest first. */
export const LOCK_MODES = [
  'AccessShare',
  'RowShare',
  'RowExclusive',
  'ShareUpdateExclusive',
  'Share',
  'ShareRowExclusive',
  'Exclusive',
  'AccessExclusive',
] as const;
export type LockMode = (typeof LOCK_MODES)[number];

/** A lock that a statement takes and keeps until its transaction ends. */
export interface LockClaim {
  /** schema.name */
  readonly relation: string;
  readonly mode: LockMode;
}

/** What is wrong with a statement, why, and how it is written without harm. */
export interface Finding {
  /** A rule's id. */
  readonly rule: string;
  readonly severity: Severity;
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  /** In UTF-16 code units, counted from 1. */
  readonly column: number;
  /** The beginning of the statement, on one line. */
  readonly statement: string;
  /** The locks of the whole statement. */
  readonly locks: readonly LockClaim[];
  /** Tables that are written anew under those locks, as schema.name. */
  readonly rewrites: readonly string[];
  /** What happens to whom, in a sentence or two. */
  readonly why: string;
  /** What to do instead, as a sentence. */
  readonly remedy: string;
  /** The SQL to write instead, with the names of this statement; '' where no other SQL would do. */
  readonly safe: string;
}

/** A finding on a migration of a plan, which may have no file, or SQL that no file holds. */
export interface PlanFinding extends Omit<Finding, 'file' | 'line' | 'column'> {
  /** The migration's id. */
  readonly migration: string;
  /** Path below the workspace. */
  readonly file: string | undefined;
  /** Its place in the file; undefined where the file does not hold the SQL. */
  readonly line: number | undefined;
  readonly column: number | undefined;
}
