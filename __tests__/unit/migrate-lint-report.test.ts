import { describe, expect, test } from '@jest/globals';
import {
  META_RULES,
  RULES,
  annotationsOf,
  contractFindings,
  lintPlan,
  neededUpTo,
  sarifOf,
  writeFindings,
} from '../../actions/migrate-db/src/lint';
import type { Finding, PlanFinding } from '../../actions/migrate-db/src/lint';
import { MarkdownSummary } from '../../lib/runner';
import { lint } from './migrate-lint-bed';

/** Findings on the SQL of a file, as those of a plan. */
const found = async (...args: Parameters<typeof lint>): Promise<PlanFinding[]> =>
  (await lint(...args)).map((finding) => ({ ...finding, migration: '1' }));

const truncates = (count: number): string =>
  Array.from({ length: count }, (_, n) => `TRUNCATE t${n};`).join('\n');

describe('annotations', () => {
  test('stay within what GitHub shows, the most severe first, and say how many more there are', async () => {
    const findings = await found(`CREATE TABLE n (x json);\n${truncates(13)}`);
    const { shown, more } = annotationsOf(findings, { error: 1 });
    const severities = shown.map(({ severity }) => severity);
    expect(severities).toEqual([...Array<string>(9).fill('error'), 'warning', 'notice']);
    expect(more).toBe('4 errors more: the summary of this step has them all.');
  });

  test('carry file, line, the rule and the safe way', async () => {
    const { shown, more } = annotationsOf(await found('\nCREATE INDEX i ON a (x)'));
    expect(more).toBeUndefined();
    expect(shown).toMatchObject([{ severity: 'error', position: { file: 'migrations/1.sql', line: 2 } }]);
    expect(shown[0]?.message).toContain('(create-index)');
    expect(shown[0]?.message).toContain('CREATE INDEX CONCURRENTLY i ON a (x);');
  });
});

describe('the summary', () => {
  const page = (findings: readonly PlanFinding[]): string => {
    const summary = new MarkdownSummary();
    writeFindings(summary, findings);
    return summary.toString();
  };

  test('has every finding with its locks and the safe way', async () => {
    const text = page(await found(`CREATE TABLE n (x json);\nALTER TABLE a ADD x serial;\n${truncates(12)}`));
    expect(text).toContain('13 errors, 1 warning, 1 notice.');
    expect(text).toContain('AccessExclusive on a (written anew)');
    expect(text.match(/\| truncate \|/g)).toHaveLength(12);
    expect(text).toContain('CREATE SEQUENCE a_x_seq;');
    expect(text.indexOf('| error |')).toBeLessThan(text.indexOf('| notice |'));
  });

  test('says so when there is nothing', () => {
    expect(page([])).toContain('found nothing');
  });

  test('shows markup in a statement as text', async () => {
    const [text] = page(await found('ALTER TABLE "<b>@all</b>" ADD x serial')).split('```');
    expect(text).toContain('&lt;b&gt;');
    expect(text).not.toContain('<b>');
  });
});

describe('SARIF', () => {
  test('names every rule, and each result points at its rule, file and line', async () => {
    const log = sarifOf(
      await found('\n  TRUNCATE a;\nSELECT 1; -- sluice: ignore truncate because x', {
        path: 'db/a b#1.sql',
      }),
      'https://example.com/lint',
    );
    const [run] = log.runs;
    const { rules } = run.tool.driver;
    expect(log.version).toBe('2.1.0');
    expect(rules.map(({ id }) => id)).toEqual([...RULES, ...META_RULES].map(({ id }) => id));
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
    for (const { shortDescription, help, helpUri, id } of rules) {
      expect(shortDescription.text).not.toBe('');
      expect(help.text).not.toBe('');
      expect(helpUri).toBe(`https://example.com/lint#${id}`);
    }
    expect(run.results).toMatchObject([
      {
        ruleId: 'truncate',
        level: 'error',
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: 'db/a%20b%231.sql' },
              region: { startLine: 2, startColumn: 3 },
            },
          },
        ],
      },
      { ruleId: 'unused-ignore', level: 'note' },
    ]);
    for (const { ruleId, ruleIndex } of run.results) expect(rules[ruleIndex]?.id).toBe(ruleId);
    expect(JSON.parse(JSON.stringify(log))).toEqual(log);
  });
});

describe('the contract phase', () => {
  const history = ['ccc3', 'bbb2', 'aaa1'];
  const revision = (name: string, commit?: string, percent = 100) => ({ name, percent, commit });
  const refused = (sql: string, ...serving: ReturnType<typeof revision>[]): Promise<Finding[]> =>
    contractFindings(
      [{ path: '9.sql', sql, transactional: true, tool: 'sql' }],
      serving,
      neededUpTo(history),
    );
  const file = '\n-- sluice: phase: contract after bbb2\nDROP TABLE a';

  test('is refused while a revision built up to that commit has traffic or a tag', async () => {
    const findings = await refused(
      file,
      revision('api-2', 'bbb2', 5),
      revision('api-1', 'aaa1', 0),
      revision('api-3', 'ccc3'),
    );
    expect(findings.map(({ rule, severity, line }) => [rule, severity, line])).toEqual([
      ['contract-too-early', 'error', 2],
      ['contract-too-early', 'error', 2],
    ]);
    expect(findings[0]?.why).toContain('api-2 (5 % of the traffic, commit bbb2)');
    expect(findings[1]?.why).toContain('api-1 (reached by a tag, commit aaa1)');
  });

  test('may run once all that serves was built later', async () => {
    expect(await refused(file, revision('api-3', 'ccc3'))).toEqual([]);
    expect(await refused(file)).toEqual([]);
  });

  test.each([
    ['the file names no commit', file.replace(' after bbb2', ''), revision('api-3', 'ccc3'), 'after COMMIT'],
    ['the revision says no commit', file, revision('api-3'), 'commit-sha'],
    ['the commit is not in the history', file, revision('api-0', 'fff0'), 'fetch-depth: 0'],
  ])('is refused where it cannot be told: %s', async (_, sql, serving, remedy) => {
    const findings = await refused(sql, serving);
    expect(findings).toHaveLength(1);
    expect(findings[0]?.why).toContain('Nobody can say');
    expect(findings[0]?.remedy).toContain(remedy);
  });

  test('is no matter of files that are not marked', async () => {
    expect(await refused('ALTER TABLE a ADD x int', revision('api-1', 'aaa1'))).toEqual([]);
  });
});

describe('a plan', () => {
  const migration = { checksum: '', transactional: true };
  const linted = (): Promise<PlanFinding[]> =>
    lintPlan({
      hash: '',
      tool: 'django',
      identity: { systemIdentifier: '', database: '', endpoint: '', user: '', serverVersion: 150_000 },
      fingerprint: '',
      sizes: [{ table: 'public.small', rows: 3, bytes: 8192 }],
      standing: {
        applied: [],
        obstacles: [],
        pending: [
          { ...migration, id: 'shop.0001', file: 'shop/1.py', sql: '\nCREATE INDEX ON small (x)' },
          { ...migration, id: 'shop.0002', file: undefined, sql: 'CREATE INDEX ON large (x)' },
          { ...migration, id: 'shop.0003', file: undefined, sql: undefined },
          { ...migration, id: 'shop.0004', file: 'shop/4.sql', line: 7, sql: '\nCREATE INDEX ON large (x)' },
        ],
      },
    });

  test('is linted by its migrations’ ids, files and sizes; a line is told where the file has the SQL', async () => {
    const findings = await linted();
    expect(findings).toMatchObject([
      {
        migration: 'shop.0001',
        file: 'shop/1.py',
        line: undefined,
        severity: 'warning',
        rule: 'create-index',
      },
      { migration: 'shop.0002', file: undefined, line: undefined, severity: 'error', rule: 'create-index' },
      { migration: 'shop.0004', file: 'shop/4.sql', line: 8, severity: 'error', rule: 'create-index' },
    ]);
    expect(findings[1]?.safe).toContain('CREATE INDEX CONCURRENTLY ON large (x);');
    const { shown } = annotationsOf(findings);
    expect(shown.map(({ position }) => position)).toEqual([
      {},
      { file: 'shop/4.sql', line: 8 },
      { file: 'shop/1.py' },
    ]);
  });

  test('gives code scanning a place for each finding, and leaves out what has none', async () => {
    const [{ results }] = sarifOf(await linted()).runs;
    const places = results.map(({ locations: [{ physicalLocation }] }) => physicalLocation);
    expect(places).toEqual([
      { artifactLocation: { uri: 'shop/1.py' }, region: { startLine: 1 } },
      { artifactLocation: { uri: 'shop/4.sql' }, region: { startLine: 8, startColumn: 1 } },
    ]);
  });
});
