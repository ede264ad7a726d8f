import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { lintMigrations } from '../../actions/migrate-db/src/lint';
import { LARGE, lint, rulesFound } from './migrate-lint-bed';

const places = async (...asked: Parameters<typeof lint>): Promise<string[]> =>
  (await lint(...asked)).map(({ rule, line, column }) => `${line}:${column} ${rule}`);

describe('a finding stands on the line and column of what it is about', () => {
  test('behind comments, strings and dollar quotes with text outside ASCII', async () => {
    const sql = [
      '-- Größe; 𝔘nicode',
      `INSERT INTO a VALUES ('ein ; Fräulein', $x$ CREATE INDEX é; $x$);`,
      '/* ü ; /* nested */ ; */',
      '  TRUNCATE a; CREATE INDEX ON "Größe" (x);',
    ].join('\n');
    expect(await places(sql)).toEqual(
      ['4:3 truncate', '4:15 create-index', '4:15 several-exclusive-locks'].slice(0, 2),
    );
  });

  test('in a file with CRLF and a byte order mark', async () => {
    expect(await places('\uFEFF-- x\r\nTRUNCATE a;\r\n\r\nTRUNCATE b WHERE;\r\n')).toEqual(['4:12 syntax']);
    expect(await places('\uFEFFTRUNCATE a;\r\nSELECT 1;\r\n  CREATE INDEX ON a (x);')).toEqual([
      '1:1 truncate',
      '3:3 create-index',
    ]);
  });

  test('each action of an ALTER TABLE on its own line', async () => {
    expect(await places('ALTER TABLE a\n  ADD x int NOT NULL,\n  ADD CONSTRAINT c CHECK (é > 0);')).toEqual([
      '2:7 add-column-not-null',
      '3:7 add-check',
    ]);
  });

  test('counted from where the SQL begins in its file', async () => {
    expect(await places('\nTRUNCATE a', { lineOffset: 10 })).toEqual(['12:1 truncate']);
  });
});

describe('what cannot be read', () => {
  test('is told with PostgreSQL’s own message where it stands', async () => {
    const [finding, ...others] = await lint(`SELECT 'éé𝔘';\n SELCT 1;`);
    expect(finding).toMatchObject({
      rule: 'syntax',
      severity: 'error',
      line: 2,
      column: 2,
      statement: 'SELCT 1;',
    });
    expect(finding?.why).toContain('syntax error at or near "SELCT"');
    expect(others).toEqual([]);
  });

  test('a NUL does not hide what comes behind it', async () => {
    expect(await places('SELECT 1;\n\0 DROP TABLE a')).toEqual(['2:1 syntax']);
  });

  test('nesting beyond the parser’s stack is a finding too, and the next file is read as ever', async () => {
    const deep = `SELECT ${'1+'.repeat(60_000)}1`;
    const findings = await lintMigrations(
      [deep, `SELECT ${'('.repeat(20_000)}`, 'TRUNCATE a'].map((sql, index) => ({
        path: `${index}.sql`,
        sql,
        transactional: true,
        tool: 'sql',
      })),
      { tables: new Map(), serverVersion: 180_000, lockTimeout: true },
    );
    expect(findings.map(({ file, rule }) => `${file} ${rule}`)).toEqual([
      '0.sql syntax',
      '1.sql syntax',
      '2.sql truncate',
    ]);
  });

  test.each(['', ' \r\n', '-- nothing', ';;', '/* only */ ;'])('nothing is wrong with %j', async (sql) => {
    expect(await lint(sql)).toEqual([]);
  });

  test('no text makes it throw, and every finding lies inside the file', async () => {
    const fragment = fc.constantFrom(
      'ALTER TABLE a ADD',
      'x int',
      "'",
      '"',
      '$$',
      '--',
      '/*',
      ';',
      '\n',
      '\r\n',
      'DEFAULT',
      'CHECK (',
      ')',
      ',',
      'é',
      '𝔘',
      '\0',
      'sluice: ignore',
      '-- sluice: ignore truncate because x\n',
      'TRUNCATE a;',
      'DROP TABLE a;',
      'REFERENCES b',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fragment, { maxLength: 12 }).map((all) => all.join(' ')),
    );
    await fc.assert(
      fc.asyncProperty(text, fc.boolean(), async (sql, transactional) => {
        const lines = sql.split('\n').length;
        for (const { line, column, why, remedy } of await lint(sql, { transactional })) {
          expect(line).toBeGreaterThanOrEqual(1);
          expect(line).toBeLessThanOrEqual(lines);
          expect(column).toBeGreaterThanOrEqual(1);
          expect(why).not.toBe('');
          expect(remedy).not.toBe('');
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('comments that speak to the linter', () => {
  test.each([
    ['above its statement', '-- sluice: ignore truncate because the table is a cache\nTRUNCATE a'],
    ['behind its statement', 'TRUNCATE a; -- sluice: ignore truncate because the table is a cache'],
    ['inside of it', 'TRUNCATE /* sluice: ignore truncate because the table is a cache */ a'],
    [
      'of two rules',
      'SELECT 1;\n-- sluice: ignore truncate, drop-index because of the maintenance window\nTRUNCATE a',
    ],
  ])('an ignore %s takes the finding out', async (_, sql) => {
    expect((await rulesFound(sql)).filter((rule) => rule === 'truncate')).toEqual([]);
  });

  test('an ignore is good for one statement only', async () => {
    expect(await places('-- sluice: ignore truncate because of x\nTRUNCATE a;\nTRUNCATE b;')).toContain(
      '3:1 truncate',
    );
  });

  test.each([
    ['no rule', '-- sluice: ignore because I say so\nSELECT 1', 'names no rule'],
    ['an unknown rule', '-- sluice: ignore trunkate because of x\nTRUNCATE a', 'no rule trunkate'],
    ['no reason', '-- sluice: ignore truncate\nTRUNCATE a', 'no reason'],
    ['an empty reason', '-- sluice: ignore truncate because \nTRUNCATE a', 'no reason'],
    ['another word', '-- sluice: phase: expand\nTRUNCATE a', 'nothing that the linter knows'],
  ])('%s is an error by itself, and ignores nothing', async (_, sql, why) => {
    const findings = await lint(sql);
    const fault = findings.find(({ rule }) => rule === 'directive');
    expect(fault).toMatchObject({ severity: 'error', line: 1 });
    expect(fault?.why).toContain(why);
    expect(findings.some(({ rule }) => rule === 'truncate')).toBe(sql.includes('TRUNCATE'));
  });

  test('an ignore that nothing needs is a notice', async () => {
    expect(await lint('-- sluice: ignore truncate because of x\nSELECT 1')).toMatchObject([
      { rule: 'unused-ignore', severity: 'notice', line: 1 },
    ]);
  });

  test('what stands in a string is no comment, and other tools’ marks are let be', async () => {
    expect(await rulesFound(`SELECT '-- sluice: ignore truncate because x'; TRUNCATE a`)).toEqual([
      'truncate',
    ]);
    expect(await lint('-- sluice: no-transaction\nVACUUM a', { transactional: false })).toEqual([]);
  });
});

describe('several files', () => {
  const files = (...all: string[]) =>
    all.map((sql, index) => ({ path: `${index + 1}.sql`, sql, transactional: true, tool: 'sql' }));
  const context = { tables: new Map([['public.orders', LARGE]]), serverVersion: 150_000, lockTimeout: true };

  test('a constraint validated in an earlier file proves NOT NULL in a later one', async () => {
    const steps = files(
      'ALTER TABLE orders ADD CONSTRAINT c CHECK (code IS NOT NULL) NOT VALID',
      'ALTER TABLE orders VALIDATE CONSTRAINT c',
      'ALTER TABLE orders ALTER code SET NOT NULL',
    );
    expect(await lintMigrations(steps, context)).toEqual([]);
    const unproven = await lintMigrations(files(steps[0]?.sql ?? '', steps[2]?.sql ?? ''), context);
    expect(unproven.map(({ file, rule }) => `${file} ${rule}`)).toEqual(['2.sql set-not-null']);
  });

  test('a table is new in the file that creates it only', async () => {
    const findings = await lintMigrations(
      files('CREATE TABLE b (x bigint); CREATE INDEX ON b (x)', 'CREATE INDEX ON b (x)'),
      context,
    );
    expect(findings.map(({ file, rule }) => `${file} ${rule}`)).toEqual(['2.sql create-index']);
  });

  test('how to leave the transaction is said for the tool at hand', async () => {
    const remedies = await Promise.all(
      ['prisma', 'alembic', 'django', 'node-pg-migrate', 'flyway', 'sql'].map(async (tool) => {
        const [finding] = await lint('CREATE INDEX CONCURRENTLY ON a (x)', { tool });
        return finding?.remedy;
      }),
    );
    expect(new Set(remedies).size).toBe(6);
  });
});
