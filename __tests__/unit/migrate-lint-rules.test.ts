import { describe, expect, test } from '@jest/globals';
import { RULES } from '../../actions/migrate-db/src/lint';
import { lint, rulesFound } from './migrate-lint-bed';
import { EXAMPLES } from './migrate-lint-examples';

test('every rule has examples', () => {
  expect(RULES.map(({ id }) => id).filter((id) => !(id in EXAMPLES))).toEqual([]);
});

describe.each(Object.entries(EXAMPLES))('%s', (rule, { bad, good, file = {}, context = {} }) => {
  test.each(bad)('speaks against: %s', async (sql) => {
    expect(await rulesFound(sql, file, context)).toContain(rule);
  });

  test.each(good)('lets be: %s', async (sql) => {
    const found = await rulesFound(sql, file, context);
    expect(found).not.toContain(rule);
    expect(found).not.toContain('syntax');
  });
});

describe('no-lock-timeout', () => {
  const found = async (sql: string, transactional = true): Promise<boolean> =>
    (await rulesFound(sql, { transactional }, { lockTimeout: false })).includes('no-lock-timeout');

  test.each([
    'ALTER TABLE a ADD x int',
    'SET lock_timeout = 0; ALTER TABLE a ADD x int',
    'CREATE INDEX ON a (x)',
  ])('speaks against: %s', async (sql) => {
    expect(await found(sql)).toBe(true);
  });

  test.each([
    `SET lock_timeout = '2s'; ALTER TABLE a ADD x int`,
    `SET LOCAL lock_timeout TO 2000; ALTER TABLE a ADD x int`,
    `SELECT set_config('lock_timeout', '2s', true); ALTER TABLE a ADD x int`,
    'CREATE TABLE b (x int); CREATE INDEX ON b (x)',
    'CREATE INDEX CONCURRENTLY ON a (x)',
    'UPDATE a SET x = 1 WHERE y = 2',
  ])('lets be: %s', async (sql) => {
    expect(await found(sql)).toBe(false);
  });

  test('SET LOCAL is over with its transaction, and does nothing outside of one', async () => {
    expect(await found(`BEGIN; SET LOCAL lock_timeout = '2s'; COMMIT; ALTER TABLE a ADD x int`, false)).toBe(
      true,
    );
    expect(await found(`SET LOCAL lock_timeout = '2s'; ALTER TABLE a ADD x int`, false)).toBe(true);
    expect(await found(`BEGIN; SET LOCAL lock_timeout = '2s'; ALTER TABLE a ADD x int; COMMIT`, false)).toBe(
      false,
    );
  });

  test('is told once for a file', async () => {
    const findings = await lint('CREATE INDEX ON a (x); CREATE INDEX ON a (y)', {}, { lockTimeout: false });
    expect(findings.filter(({ rule }) => rule === 'no-lock-timeout')).toHaveLength(1);
  });
});
