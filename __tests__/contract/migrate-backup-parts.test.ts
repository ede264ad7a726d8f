/** A backup's parts come back as the whole, whatever is in the tables and whatever the database has set for itself. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { load } from '../../actions/migrate-db/src/backup/pg-dump/load';
import { countThrough, rowsOf } from '../../actions/migrate-db/src/backup/pg-dump/rows';
import { withSnapshot } from '../../actions/migrate-db/src/backup/pg-dump/snapshot';
import { contentsOf } from '../../actions/migrate-db/src/backup/contents';
import { withSession } from '../../actions/migrate-db/src/database';
import { startPostgres } from '../../emulators/postgres';
import { inParts, loadingTo, programsOf, settings, targetAt } from './migrate-backup-parts-bed';
import type { Started } from './migrate-backup-parts-bed';
import { collected, streamOf } from './objects-bed';

let server: Awaited<ReturnType<typeof startPostgres>>;
const programs = (searchPath?: string): ReturnType<typeof programsOf> => programsOf(server, searchPath);

beforeAll(async () => {
  server = await startPostgres({ origin: 'host' });
});
afterAll(() => server.stop());

/** One of each kind that pg_dump treats in its own way. */
const PLENTY = `
CREATE SCHEMA "Odd ""one";
CREATE TABLE "Odd ""one"."A.b" (id serial PRIMARY KEY, note text);
INSERT INTO "Odd ""one"."A.b" (note) SELECT md5(i::text) FROM generate_series(1, 500) i;
CREATE TABLE parent (id bigint PRIMARY KEY, self bigint REFERENCES parent (id));
INSERT INTO parent SELECT i, nullif(i - 1, 0) FROM generate_series(1, 300) i;
CREATE TABLE child (id bigint GENERATED ALWAYS AS IDENTITY, parent bigint REFERENCES parent (id), CHECK (parent > 0));
INSERT INTO child (parent) SELECT i FROM generate_series(1, 300) i;
CREATE TABLE heir (extra text) INHERITS (parent);
INSERT INTO heir VALUES (1, 1, 'of another table');
CREATE TABLE month (day date NOT NULL, what text) PARTITION BY RANGE (day);
CREATE TABLE january PARTITION OF month FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
CREATE TABLE other PARTITION OF month DEFAULT;
INSERT INTO month SELECT date '2026-01-01' + i, 'x' FROM generate_series(0, 60) i;
CREATE TABLE "stra\u00dfe" (a int); INSERT INTO "stra\u00dfe" VALUES (1);
CREATE TABLE altered (gone int, kept int, twice int GENERATED ALWAYS AS (kept * 2) STORED, "a:b, (c)" text);
INSERT INTO altered (gone, kept, "a:b, (c)") VALUES (1, 2, 'x');
ALTER TABLE altered DROP COLUMN gone, ADD COLUMN late text DEFAULT 'added later';
CREATE TYPE mood AS ENUM ('good', 'bad', 'so so', 'none');
CREATE TABLE felt (mood mood, at int) PARTITION BY HASH (mood);
CREATE TABLE felt_0 PARTITION OF felt FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE felt_1 PARTITION OF felt FOR VALUES WITH (MODULUS 2, REMAINDER 1);
INSERT INTO felt SELECT m, i FROM unnest(enum_range(NULL::mood)) m, generate_series(1, 5) i;
CREATE TABLE hollow (); INSERT INTO hollow DEFAULT VALUES;
CREATE MATERIALIZED VIEW totals AS SELECT count(*) AS days FROM month;
CREATE INDEX ON child (parent);
SELECT lo_from_bytea(4711, '\\x00ff');`;

const LOOK = `SELECT lo_get(4711) AS large, (SELECT days FROM totals) AS days, nextval('"Odd ""one"."A.b_id_seq"') AS next,
  (SELECT count(*) FROM month) AS month, (SELECT sum(hashtext(note)) FROM "Odd ""one"."A.b") AS sum, (SELECT row_to_json(altered) FROM altered) AS altered`;

describe('the parts of a backup', () => {
  test('come back as the whole: rows, sequences, large objects, partitions, references', async () => {
    const { url } = await server.newDatabase();
    await server.query(PLENTY, url);
    const { url: empty } = await server.newDatabase();
    const { backup, opened, contents } = await inParts(programs(), url);
    expect(backup.data.map(({ table }) => table?.name).sort()).toEqual([
      ...['Odd "one.A.b', 'public.altered', 'public.child', 'public.heir', 'public.january', 'public.other'],
      ...['public.parent', undefined],
    ]);
    expect(backup.rows).toEqual(contents.rows);
    const loaded = await load(loadingTo(programs(), empty), backup, opened);
    expect(loaded.changed).toEqual([]);
    expect(contents.rows).toMatchObject(loaded.rows);
    expect(Object.keys(loaded.rows)).toHaveLength(7);
    expect(await withSession(targetAt(empty), settings, contentsOf)).toEqual(contents);
    expect(await server.query(LOOK, empty)).toEqual(await server.query(LOOK, url));
  });

  test('are told where their bytes are others', async () => {
    const { url } = await server.newDatabase();
    await server.query('CREATE TABLE one AS SELECT 1 AS a', url);
    const { backup, opened } = await inParts(programs(), url);
    const { url: empty } = await server.newDatabase();
    const other = { ...backup, data: backup.data.map((part) => ({ ...part, sha256: '0'.repeat(64) })) };
    expect((await load(loadingTo(programs(), empty), other, opened)).changed).toEqual(other.data);
  });

  test('are indexed in a gigabyte for all: keys first, and without workers where sessions go side by side', async () => {
    const { url } = await server.newDatabase();
    await server.query(
      'CREATE TABLE one (a int PRIMARY KEY, b int, c int); CREATE INDEX ON one (b); CREATE INDEX ON one (c)',
      url,
    );
    const { backup, opened } = await inParts(programs(), url);
    const { url: empty } = await server.newDatabase();
    const started: Started[] = [];
    const data = backup.data.filter(({ table }) => table);
    await load(loadingTo(programs(), empty, started), { ...backup, data }, opened);
    const asked = started
      .filter(({ args }) => args.some((arg) => arg.startsWith('--jobs')))
      .map(({ login }) => login?.settings.parameters);
    const own = { ...settings.parameters, maintenance_work_mem: '512MB' };
    const none = { ...own, max_parallel_maintenance_workers: '0' };
    // The key alone, then both indexes at once; nothing is left for the end.
    expect(asked).toEqual([own, none, none]);
  });

  test('come back in an encoding other than UTF-8', async () => {
    const names = ['latin_one', 'latin_two'];
    for (const name of names)
      await server.query(`CREATE DATABASE ${name} ENCODING LATIN1 LOCALE 'C' TEMPLATE template0`, server.url);
    const [from = '', into = ''] = names.map(
      (name) => Object.assign(new URL(server.url), { pathname: name }).href,
    );
    await server.query(
      `CREATE TABLE "stra\u00dfe" AS SELECT 'm\u00fcller' AS name; CREATE TABLE lane AS SELECT 'm\u00fcller' AS last;
       CREATE TABLE road AS SELECT 'm\u00fcller' AS "n\u00e4me"`,
      from,
    );
    const { backup, opened, contents } = await inParts(programs(), from);
    expect(backup).toMatchObject({ encoding: 'LATIN1', data: [{}, { table: { name: 'public.lane' } }] });
    expect((await load(loadingTo(programs(), into), backup, opened)).changed).toEqual([]);
    expect(await withSession(targetAt(into), settings, contentsOf)).toEqual(contents);
    expect(await server.query('SELECT * FROM road, "stra\u00dfe", lane', into)).toEqual([
      { 'n\u00e4me': 'm\u00fcller', name: 'm\u00fcller', last: 'm\u00fcller' },
    ]);
  });

  test('mean the same whatever the database has set for itself', async () => {
    const { url } = await server.newDatabase();
    const { url: empty } = await server.newDatabase();
    const nameOf = (of: string): string => new URL(of).pathname.slice(1);
    await server.query(
      `CREATE TABLE kinds AS SELECT timestamptz '2026-03-04 05:06:07.89+00' AS at, interval '-1 year -2 days +3 hours' AS span,
         '\\x00ff'::bytea AS bytes, 0.1::float8 + 0.2 AS float, 'NaN'::numeric AS none, XMLPARSE(CONTENT 'a<b/>') AS tree,
         array['a,b', NULL, '"']::text[] AS list, E'm\u00fcller\\t\\n\\\\.' AS text`,
      url,
    );
    const set = (name: string, ...pairs: string[]): string =>
      pairs.map((pair) => `ALTER DATABASE ${name} SET ${pair}`).join('; ');
    await server.query(
      set(
        nameOf(url),
        "DateStyle = 'SQL, DMY'",
        'IntervalStyle = sql_standard',
        'extra_float_digits = -5',
        'client_encoding = LATIN1',
      ),
      url,
    );
    await server.query(
      set(nameOf(empty), "DateStyle = 'SQL, MDY'", 'IntervalStyle = sql_standard', 'xmloption = document'),
      url,
    );
    const { backup, opened } = await inParts(programs(), url);
    await load(loadingTo(programs(), empty), backup, opened);
    const plain = `SET DateStyle = ISO; SET IntervalStyle = postgres; SET TimeZone = UTC; SET extra_float_digits = 3`;
    const look = async (of: string): Promise<unknown> =>
      withSession(targetAt(of), settings, async (session) => {
        await session.script(plain);
        return session.query('SELECT k::text FROM kinds k');
      });
    expect(await look(empty)).toEqual(await look(url));
  });

  test('hold every text as it was', async () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 12 }),
      fc.constantFrom('\\.', '\\N', '', '\r\n', '\u2028', "';\n\\.\n", '\t'),
    );
    const row = fc.option(
      text.filter((each) => !each.includes('\0')),
      { nil: null },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 30 }), async (rows) => {
        const { url } = await server.newDatabase();
        const { url: empty } = await server.newDatabase();
        await withSession(targetAt(url), settings, async (session) => {
          await session.query('CREATE TABLE texts (id serial, said text)');
          for (const each of rows) await session.query('INSERT INTO texts (said) VALUES ($1)', [each]);
        });
        const { backup, opened } = await inParts(programs(), url);
        const { rows: told } = await load(loadingTo(programs(), empty), backup, opened);
        expect(told).toEqual({ 'public.texts': rows.length });
        const found = await server.query('SELECT said FROM texts ORDER BY id', empty);
        expect(found.map(({ said }) => said)).toEqual(rows);
      }),
      { numRuns: 8 },
    );
  });
});

describe.each([
  ['with zstd', (): string | undefined => undefined],
  ['without it', (): string => ''],
])('rows, read back %s', (_how, searchPath) => {
  let bytes: Buffer;
  let told = 0;
  beforeAll(async () => {
    const { url } = await server.newDatabase();
    await server.query(
      'CREATE TABLE orders AS SELECT i AS id, md5(i::text) AS note FROM generate_series(1, 30000) i',
      url,
    );
    const target = targetAt(url);
    bytes = await withSnapshot(target, 'test', ({ id, encoding }) =>
      collected(
        rowsOf(
          programs(searchPath()),
          {
            login: { target, settings },
            quoted: 'public.orders',
            copied: 'public.orders (id, note)',
            encoding,
            snapshot: id,
          },
          (rows) => (told = rows),
        ),
      ),
    );
  });

  test('are as many as the server has sent', async () => {
    const { rows, sha256 } = await countThrough(programs(searchPath()), streamOf(bytes));
    expect([rows, told]).toEqual([30_000, 30_000]);
    expect(sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  test('fail where they were cut anywhere', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: bytes.length - 1 }), async (length) => {
        const cut = streamOf(bytes.subarray(0, length));
        await expect(countThrough(programs(searchPath()), cut)).rejects.toThrow();
      }),
      { numRuns: 10, examples: [[0], [bytes.length - 1], [bytes.length - 4]] },
    );
  });
});

describe('a moment', () => {
  test('is one at which no table had been emptied that is read later', async () => {
    const { url } = await server.newDatabase();
    await server.query('CREATE TABLE orders AS SELECT i AS id FROM generate_series(1, 7) i', url);
    const rowsThen = await withSession(targetAt(url), settings, async (session) => {
      await session.script('BEGIN; TRUNCATE orders; INSERT INTO orders VALUES (1), (2)');
      const moment = withSnapshot(targetAt(url), 'test', (snapshot) => snapshot.contents([]));
      // It begins when nobody changes the table any more.
      for (let waits = false; !waits;)
        waits = (await server.query('SELECT FROM pg_locks WHERE NOT granted', url)).length > 0;
      await session.query('COMMIT');
      return (await moment).rows;
    });
    expect(rowsThen).toEqual({ 'public.orders': 2 });
    await withSnapshot(targetAt(url), 'test', async () => {
      const emptying = server.query("SET lock_timeout = '200ms'; TRUNCATE orders", url);
      await expect(emptying).rejects.toThrow('lock timeout');
    });
  });

  test('ends where somebody waits to change a table, before he and we wait for each other', async () => {
    const { url } = await server.newDatabase();
    await server.query('CREATE TABLE orders AS SELECT 1 AS id', url);
    const target = targetAt(url);
    const [reading, emptying] = await withSnapshot(target, 'test', async ({ id, encoding }) => {
      const waiting = server.query('TRUNCATE orders', url);
      for (let waits = false; !waits;)
        waits = (await server.query('SELECT FROM pg_locks WHERE NOT granted', url)).length > 0;
      const what = { quoted: 'public.orders', copied: 'public.orders (id)', encoding, snapshot: id };
      const rows = rowsOf(programs(), { login: { target, settings }, ...what }, () => undefined);
      const read = await collected(rows).catch(String);
      return [read, { waiting }];
    });
    expect(reading).toMatch(/psql failed: .*could not obtain lock on relation "public.orders"/);
    await emptying.waiting;
  });

  test('is none of a role that may not read all tables', async () => {
    const { url } = await server.newDatabase();
    await server.query('CREATE TABLE orders AS SELECT 1 AS id', url);
    const role = await server.newRole();
    const other = Object.assign(new URL(url), { username: role.name, password: role.password });
    const refused = withSnapshot(targetAt(other.href), 'test', () => Promise.resolve());
    await expect(refused).rejects.toThrow(/cannot be read for a backup: permission denied for table orders/);
  });
});
