import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { RULES, TABLE_FACTS_SQL, lintMigrations, tableFactsFrom } from '../../actions/migrate-db/src/lint';
import type { Finding, LintContext, TableFactsRow } from '../../actions/migrate-db/src/lint';
import { Knowledge } from '../../actions/migrate-db/src/lint/knowledge';
import { locksOf } from '../../actions/migrate-db/src/lint/locks';
import { loadParser } from '../../actions/migrate-db/src/lint/parse';
import type { Parse } from '../../actions/migrate-db/src/lint/parse';
import { STEADY_FUNCTIONS, rewritesOf } from '../../actions/migrate-db/src/lint/rewrites';
import { inTransactions } from '../../actions/migrate-db/src/lint/transactions';
import type { Origin, PostgresServer } from '../../emulators/postgres';
import { hasInstallation, startPostgres } from '../../emulators/postgres';
import { LOCK_CASES } from '../postgres/lock-cases';
import type { LockCase } from '../postgres/lock-cases';
import { observeInTransaction, observeWaiting, strongest } from '../postgres/observed-locks';
import type { Observed } from '../postgres/observed-locks';
import { SHOP } from '../postgres/shop';

const installed = (['host', 'embedded'] satisfies Origin[]).filter(hasInstallation);

test('every rule that speaks of locks is held against the server', () => {
  const tried = new Set(LOCK_CASES.map(({ rule }) => rule));
  const spoken = RULES.filter(({ about }) => about !== 'text').map(({ id }) => id);
  expect(spoken.filter((id) => !tried.has(id))).toEqual([]);
});

describe.each(installed)('on the server of the installation "%s"', (origin) => {
  let server: PostgresServer;
  let url: string;
  let client: pg.Client;
  let context: LintContext;
  let parse: Parse;
  let copies = 0;

  beforeAll(async () => {
    parse = await loadParser();
    // In UTC a timestamp is a timestamptz already: elsewhere every row has to be converted.
    server = await startPostgres({ origin, settings: { timezone: 'Europe/Paris' } });
    url = (await server.newDatabase('shop')).url;
    await server.query(SHOP, url);
    context = {
      tables: tableFactsFrom(
        await server.query<TableFactsRow & Record<string, unknown>>(TABLE_FACTS_SQL, url),
      ),
      serverVersion: server.version,
      lockTimeout: false,
    };
    await server.query('CREATE DATABASE untouched TEMPLATE shop');
    client = new pg.Client({ connectionString: url });
    await client.connect();
  }, 60_000);

  afterAll(async () => {
    await client.end();
    await server.stop();
  });

  const lint = (sql: string, transactional: boolean): Promise<Finding[]> =>
    lintMigrations([{ path: 'migration.sql', sql, transactional, tool: 'sql' }], context);

  /** What the linter says of all statements together. */
  function claimed(sql: string, transactional: boolean): Observed {
    const parsed = parse(sql);
    if (!parsed.ok) throw new Error(parsed.message);
    const knowledge = new Knowledge(context);
    let [locks, rewritten]: [Observed['locks'], string[]] = [{}, []];
    for (const statement of inTransactions(parsed.statements, transactional)) {
      const own = locksOf(statement, knowledge).filter(({ mode }) => mode !== 'AccessShare');
      locks = strongest(locks, Object.fromEntries(own.map(({ relation, mode }) => [relation, mode])));
      rewritten = [...new Set([...rewritten, ...rewritesOf(statement, knowledge)])].sort();
      knowledge.learn(statement);
    }
    return { locks, rewritten };
  }

  /** A copy of the shop that a test may change. */
  async function inCopy<Result>(work: (copy: string) => Promise<Result>): Promise<Result> {
    const name = `copy_${++copies}`;
    await server.query(`CREATE DATABASE ${name} TEMPLATE untouched`);
    try {
      return await work(url.replace(/shop$/, name));
    } finally {
      await server.query(`DROP DATABASE ${name} WITH (FORCE)`);
    }
  }

  const observed = (each: LockCase): Promise<Observed> =>
    each.waitsFor === undefined
      ? observeInTransaction(client, each.sql)
      : inCopy((copy) => observeWaiting(copy, each));

  test.each(LOCK_CASES)('$sql: locks and rewrites are as the linter claims', async (each) => {
    const transactional = each.waitsFor === undefined;
    const seen = await observed(each);
    const claim = claimed(each.sql, transactional);
    expect(claim.locks).toEqual(seen.locks);
    // TRUNCATE gives an empty file, which costs nothing.
    if (each.rule !== 'truncate') expect(claim.rewritten).toEqual(seen.rewritten);
    const rules = (await lint(each.sql, transactional)).map(({ rule }) => rule);
    if (each.rule !== undefined) expect(rules).toContain(each.rule);
  });

  test.each(LOCK_CASES.filter(({ rule }) => rule !== undefined))(
    '$sql: the safe way runs, and the linter has nothing like it against it',
    async ({ rule, sql, waitsFor, given }) => {
      const found = (await lint(sql, waitsFor === undefined)).filter((finding) => finding.rule === rule);
      const ways = found.map(({ safe }) => safe).filter((safe) => safe !== '');
      for (const safe of ways) expect((await lint(safe, false)).map((each) => each.rule)).not.toContain(rule);
      const parsed = parse(ways.join('\n'));
      if (!parsed.ok) throw new Error(parsed.message);
      if (parsed.statements.length === 0) return;
      await inCopy(async (copy) => {
        if (given !== undefined) await server.query(given, copy);
        for (const { text } of parsed.statements) await server.query(text, copy);
      });
    },
  );

  test('functions that the linter takes for steady are STABLE or IMMUTABLE', async () => {
    const names = [...STEADY_FUNCTIONS].map((name) => `'${name}'`).join(', ');
    const known = await server.query<{ name: string; steady: boolean }>(
      `SELECT proname AS name, bool_and(provolatile <> 'v') AS steady FROM pg_proc WHERE proname IN (${names}) GROUP BY 1`,
    );
    expect(known.filter(({ steady }) => !steady)).toEqual([]);
    expect(known.length).toBeGreaterThan(STEADY_FUNCTIONS.size * 0.8);
  });
});
