import { describe, expect, test } from '@jest/globals';
import { environmentFor, parseTarget, urlFor } from '../../actions/migrate-db/src/database/target';
import type { Target } from '../../actions/migrate-db/src/database/target';
import {
  historyIn,
  revisionsIn,
  statementsIn as alembicStatements,
} from '../../actions/migrate-db/src/tools/alembic';
import { autocommitOf } from '../../actions/migrate-db/src/tools/autocommit';
import { standingIn } from '../../actions/migrate-db/src/tools/command';
import { flywayEnvironment } from '../../actions/migrate-db/src/tools/flyway';
import { outOfOrder } from '../../actions/migrate-db/src/tools/node-pg-migrate';
import { prismaStanding } from '../../actions/migrate-db/src/tools/prisma';
import { jsonIn, reasonIn, sqlStateIn } from '../../actions/migrate-db/src/tools/program';
import { Refusal } from '../../lib/runner/input-reader';

const target = (url: string): Target => {
  const parsed = parseTarget(url);
  if (parsed instanceof Refusal) throw new Error(parsed.message);
  return parsed;
};
const session = { applicationName: 'sluice-1-apply', parameters: { lock_timeout: '2s', search_path: 'a b' } };

describe('a target', () => {
  test('is read from a URL, decoded, with a socket where one is given', () => {
    expect(target('postgres://us%40er:p%2Fw@[::1]:5433/my%20db?sslmode=require')).toMatchObject({
      host: '::1',
      port: 5433,
      database: 'my db',
      user: 'us@er',
      password: 'p/w',
    });
    expect(target('postgresql://me@localhost/db?host=/cloudsql/a:b:c')).toMatchObject({
      host: '/cloudsql/a:b:c',
      password: undefined,
    });
  });

  test.each(['', 'nonsense', 'mysql://a:secret@b/c', 'postgresql://a:secret@b', 'postgresql://b/c'])(
    'refuses %s, and does not quote it',
    (url) => {
      const refusal = parseTarget(url);
      expect(refusal).toBeInstanceOf(Refusal);
      expect(JSON.stringify(refusal)).not.toContain('secret');
    },
  );

  test('carries the settings of a session beside what the caller has asked for', () => {
    const caller = target('postgresql://me:pw@db/shop?options=-c%20geqo%3Doff&sslmode=require');
    const url = new URL(urlFor(caller, session));
    expect(url.searchParams.get('options')).toBe('-c geqo=off -c lock_timeout=2s -c search_path=a\\ b');
    expect(url.search).not.toContain('+');
    expect(environmentFor(caller, session)).toMatchObject({
      PGPASSWORD: 'pw',
      PGSSLMODE: 'require',
      PGAPPNAME: 'sluice-1-apply',
      PGOPTIONS: '-c geqo=off -c lock_timeout=2s -c search_path=a\\ b',
    });
  });

  test('of Flyway has no password in its URL', () => {
    const { FLYWAY_URL = '', FLYWAY_PASSWORD } = flywayEnvironment(
      target('postgresql://me:pw@db:5433/shop'),
      session,
      'filesystem:sql',
    );
    expect(FLYWAY_URL).toMatch(
      /^jdbc:postgresql:\/\/db:5433\/shop\?ApplicationName=sluice-1-apply&options=-c%20lock_timeout%3D2s/,
    );
    expect([FLYWAY_URL.includes('pw'), FLYWAY_PASSWORD]).toEqual([false, 'pw']);
  });
});

test.each([
  ['CREATE UNIQUE INDEX CONCURRENTLY by_note ON orders (note)', 'create-index', 'by_note'],
  [
    '-- why\n/* CREATE */ create index concurrently if not exists "By Note" on shop.orders(note);',
    'create-index',
    'shop."By Note"',
  ],
  ['DROP INDEX CONCURRENTLY IF EXISTS shop.by_note CASCADE;', 'drop-index', 'shop.by_note'],
  ['REINDEX INDEX CONCURRENTLY by_note', 'again', undefined],
  ['VACUUM orders', 'again', undefined],
  ['CALL backfill()', 'other', undefined],
  [`SELECT 'create index concurrently a on b'`, 'other', undefined],
])('what is known of %s', (sql, does, index) => {
  expect(autocommitOf(sql)).toMatchObject({ does, ...(index === undefined ? {} : { index }) });
});

describe('what tools print', () => {
  test('heads, history and statements of Alembic', () => {
    expect(
      revisionsIn(['INFO  [alembic.runtime.migration] Context impl', 'a2 (head)', 'b7 (branch) (head)']),
    ).toEqual(['a2', 'b7']);
    expect(
      historyIn(['Rev: a2 (head)', 'Parent: a1', 'Path: /x/a2.py', '', 'Rev: a1', 'Path: /x/a1.py']),
    ).toEqual([
      { id: 'a2', path: '/x/a2.py' },
      { id: 'a1', path: '/x/a1.py' },
    ]);
    const sql = [
      'BEGIN;',
      '',
      '-- Running upgrade  -> a1',
      '',
      'CREATE TABLE a ();',
      '',
      '-- Running upgrade a1 -> a2',
      '',
      'ALTER TABLE a;',
      '',
      'COMMIT;',
      '',
    ];
    expect([...alembicStatements(sql)]).toEqual([
      ['a1', 'CREATE TABLE a ();'],
      ['a2', 'ALTER TABLE a;'],
    ]);
  });

  test('why it failed, and the SQLSTATE', () => {
    const python = [
      'Traceback (most recent call last):',
      'psycopg2.errors.LockNotAvailable: canceling statement due to lock timeout',
      '(Background on this error at: https://sqlalche.me/e/9h9h)',
    ];
    expect([reasonIn(python), sqlStateIn(python)]).toEqual([python[1], '55P03']);
    expect(sqlStateIn(['SQL State  : 22012', 'Error Code : 0'])).toBe('22012');
    expect(sqlStateIn(['ERROR: deadlock detected'])).toBe('40P01');
    expect(sqlStateIn(["  code: '23505',"])).toBe('23505');
    expect([reasonIn(['all quiet', '']), reasonIn([])]).toEqual(['all quiet', 'it printed nothing']);
  });

  test('JSON, with a line of somebody else before it', () => {
    expect(jsonIn(['A new version is there!', '{"a":', '1}'], 'x')).toEqual({ a: 1 });
    expect(() => jsonIn(['no'], 'flyway info')).toThrow(/flyway info did not answer in JSON/);
  });
});

test('the records of Prisma: applied, failed, rolled back, edited and gone', () => {
  const file = (id: string, checksum: string) => ({
    id,
    file: undefined,
    sql: '',
    checksum,
    transactional: false,
  });
  const row = (name: string, checksum: string, finished = true, rolledBack = false) => ({
    name,
    checksum,
    finished,
    rolledBack,
  });
  const found = prismaStanding(
    [file('1', 'a'), file('2', 'b'), file('3', 'c')],
    [row('0', 'x'), row('1', 'old'), row('2', 'b', false, true), row('3', 'c', false)],
  );
  expect(found.pending.map(({ id }) => id)).toEqual(['2', '3']);
  expect(found.obstacles.map(({ kind, what }) => `${kind}: ${what}`)).toEqual([
    'dirty: 3 began and did not come to its end.',
    'drifted: 0 has been applied, but its folder is gone.',
    'drifted: 1 has been edited since it was applied.',
  ]);
});

test('node-pg-migrate wants what has run to come first', () => {
  expect(outOfOrder(['1', '2', '3'], ['1', '2'])).toEqual([]);
  expect(outOfOrder(['1', '2', '3'], ['1', '3'])).toMatchObject([
    { kind: 'drifted', what: '2 should have run before 3, which has.' },
  ]);
});

test('the answer of `pending-command` is taken at its word, or refused in words', () => {
  expect(standingIn({ pending: [{ id: 'a' }], blocked: 'half done' })).toMatchObject({
    pending: [{ id: 'a', transactional: false }],
    obstacles: [{ kind: 'dirty', what: 'half done' }],
  });
  expect(() => standingIn({ pending: ['a'] })).toThrow(/not understood/);
});
