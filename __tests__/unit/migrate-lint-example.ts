import type { LintContext, MigrationFile } from '../../actions/migrate-db/src/lint';

/** What a rule speaks against, and what it lets be. */
export interface Example {
  readonly bad: readonly string[];
  readonly good: readonly string[];
  readonly file?: Partial<MigrationFile>;
  readonly context?: Partial<LintContext>;
}

/** For files that no transaction holds together. */
export const alone = { transactional: false };
