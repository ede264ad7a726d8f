/** Findings as SARIF 2.1.0, which GitHub's code scanning and most editors read. */
import { META_RULES } from './meta-rules';
import type { PlanFinding, Severity } from './model';
import { safeWayOf } from './report';
import { RULES } from './rules';

const LEVELS: Record<Severity, 'error' | 'warning' | 'note'> = {
  error: 'error',
  warning: 'warning',
  notice: 'note',
};

/** A log of one run. */
export interface SarifLog {
  readonly $schema: string;
  readonly version: '2.1.0';
  readonly runs: readonly [SarifRun];
}

export interface SarifRun {
  readonly tool: { readonly driver: { readonly name: string; readonly rules: readonly SarifRule[] } };
  readonly columnKind: 'utf16CodeUnits';
  readonly results: readonly SarifResult[];
}

export interface SarifRule {
  readonly id: string;
  readonly shortDescription: { readonly text: string };
  readonly help: { readonly text: string };
  readonly helpUri?: string;
  readonly defaultConfiguration: { readonly level: 'error' | 'warning' | 'note' };
}

export interface SarifResult {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: 'error' | 'warning' | 'note';
  readonly message: { readonly text: string };
  readonly locations: readonly [
    {
      readonly physicalLocation: {
        readonly artifactLocation: { readonly uri: string };
        readonly region: { readonly startLine: number; readonly startColumn?: number };
      };
    },
  ];
}

/**
 * Findings on migrations that have no file are left out: a result without a place is refused.
 * @param page where the rules are documented, one heading for each id; rules have no address unless it is given
 */
export function sarifOf(findings: readonly PlanFinding[], page?: string): SarifLog {
  const rules = [...RULES, ...META_RULES];
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Sluice migrate-db',
            rules: rules.map(({ id, title, severity }) => ({
              id,
              shortDescription: { text: title },
              help: {
                text: `${title}. Each result says what is locked, why that hurts, and the safe way to write it.`,
              },
              ...(page === undefined ? {} : { helpUri: `${page}#${id}` }),
              defaultConfiguration: { level: LEVELS[severity] },
            })),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: findings.flatMap((finding) => {
          const index = rules.findIndex(({ id }) => id === finding.rule);
          return finding.file === undefined ? [] : [resultOf(finding, finding.file, index)];
        }),
      },
    ],
  };
}

function resultOf(finding: PlanFinding, file: string, ruleIndex: number): SarifResult {
  const { rule, severity, line, column, why } = finding;
  return {
    ruleId: rule,
    ruleIndex,
    level: LEVELS[severity],
    message: { text: `${why} ${safeWayOf(finding)}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriOf(file) },
          // SQL that a tool makes from code stands nowhere in it.
          region: { startLine: line ?? 1, ...(column === undefined ? {} : { startColumn: column }) },
        },
      },
    ],
  };
}

/** A path below the workspace, as a relative reference: each part percent-encoded, and a colon in the first no scheme. */
function uriOf(path: string): string {
  return path.replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/');
}
