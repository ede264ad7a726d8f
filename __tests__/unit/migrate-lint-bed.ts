import { lintMigrations } from '../../actions/migrate-db/src/lint';
import type { Finding, LintContext, MigrationFile, TableFacts } from '../../actions/migrate-db/src/lint';

/** A table too large for anything to be over in a moment. */
export const LARGE: TableFacts = { rows: 5_000_000, bytes: 4 * 1024 ** 3 };

const CONTEXT: LintContext = { tables: new Map(), serverVersion: 150_000, lockTimeout: true };

/** Lints one file: of the sql tool, in a transaction, on tables of which nothing is known, unless told otherwise. */
export function lint(
  sql: string,
  file: Partial<MigrationFile> = {},
  context: Partial<LintContext> = {},
): Promise<Finding[]> {
  return lintMigrations([{ path: 'migrations/1.sql', sql, transactional: true, tool: 'sql', ...file }], {
    ...CONTEXT,
    ...context,
  });
}

/** The ids of the rules that find something, without doubles. */
export async function rulesFound(...asked: Parameters<typeof lint>): Promise<string[]> {
  return [...new Set((await lint(...asked)).map(({ rule }) => rule))];
}
