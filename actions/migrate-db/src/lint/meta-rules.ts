import type { Severity } from './model';

/** What the linter has to say about a file itself, rather than about a statement of it. */
export interface MetaRule {
  readonly id: string;
  readonly severity: Severity;
  readonly title: string;
}

export const SYNTAX: MetaRule = {
  id: 'syntax',
  severity: 'error',
  title: 'PostgreSQL’s parser cannot read the file',
};
export const DIRECTIVE: MetaRule = {
  id: 'directive',
  severity: 'error',
  title: 'A comment for the linter that it cannot follow',
};
export const UNUSED_IGNORE: MetaRule = {
  id: 'unused-ignore',
  severity: 'notice',
  title: 'An ignore comment that nothing needs',
};
export const CONTRACT_TOO_EARLY: MetaRule = {
  id: 'contract-too-early',
  severity: 'error',
  title: 'A contract phase while a revision needs the old shape',
};

/** None of them can be ignored by a comment. */
export const META_RULES: readonly MetaRule[] = [SYNTAX, DIRECTIVE, UNUSED_IGNORE, CONTRACT_TOO_EARLY];
