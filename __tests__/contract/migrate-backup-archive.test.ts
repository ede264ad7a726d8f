/** A dump is found out wherever it was cut or changed; it comes back in portions; a copy is made whichever way is open. */
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { dirname } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { clientPrograms, withScratch } from '../../actions/migrate-db/src/backup';
import { dumpOf, readThrough } from '../../actions/migrate-db/src/backup/archive';
import type { ClientPrograms, ProgramCall } from '../../actions/migrate-db/src/backup/programs';
import { load } from '../../actions/migrate-db/src/backup/load';
import { dataPortions, SCHEMA } from '../../actions/migrate-db/src/backup/portions';
import type { Part } from '../../actions/migrate-db/src/backup/record';
import { backupSettings, contentsOf, withSnapshot } from '../../actions/migrate-db/src/backup/snapshot';
import type { Contents } from '../../actions/migrate-db/src/backup/snapshot';
import { parseTarget, withSession } from '../../actions/migrate-db/src/database';
import type { Target } from '../../actions/migrate-db/src/database';
import { startPostgres } from '../../emulators/postgres';
import { Refusal } from '../../lib/runner/input-reader';
import type { Log } from '../../lib/runner';
import { collected, streamOf } from './objects-bed';

let server: Awaited<ReturnType<typeof startPostgres>>;
let target: Target;
let dump: Buffer;

const settings = backupSettings('test');
/** @param searchPath where zstd is looked for; without it, node compresses */
const programs = (searchPath = process.env['PATH']): ReturnType<typeof clientPrograms> =>
  clientPrograms({
    variables: { ...process.env, PATH: searchPath },
    folder: dirname(server.program('pg_dump') ?? ''),
    signal: new AbortController().signal,
  });

beforeAll(async () => {
  server = await startPostgres({ origin: 'host' });
  await server.query(
    `CREATE TABLE orders AS SELECT i AS id, md5(i::text) AS note FROM generate_series(1, 30000) i;
     CREATE TABLE "odd "".name" (id int); INSERT INTO "odd "".name" VALUES (1)`,
    server.url,
  );
  target = targetAt(server.url);
  dump = await collected(dumpOf(programs(), { login: { target, settings } }));
});
afterAll(() => server.stop());

describe.each([
  ['with zstd', () => process.env['PATH']],
  ['without it', () => ''],
])('the proof %s', (_how, searchPath) => {
  test('holds for a dump that is whole, whoever compressed it', async () => {
    const other = await collected(dumpOf(programs(searchPath()), { login: { target, settings } }));
    for (const each of [dump, other])
      await expect(readThrough(programs(searchPath()), streamOf(each))).resolves.toMatch(/^[0-9a-f]{64}$/);
  });

  test('fails for one that was cut anywhere', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: dump.length - 1 }), async (length) => {
        const cut = streamOf(dump.subarray(0, length));
        await expect(readThrough(programs(searchPath()), cut)).rejects.toThrow();
      }),
      { numRuns: 12, examples: [[0], [dump.length - 1], [dump.length - 4]] },
    );
  });

  test('fails for one in which a byte was changed anywhere, by its end at the latest', async () => {
    const whole = await readThrough(programs(searchPath()), streamOf(dump));
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: dump.length - 1 }), async (at) => {
        const changed = Buffer.from(dump);
        changed.writeUInt8(changed.readUInt8(at) ^ 0x10, at);
        const outcome = await readThrough(programs(searchPath()), streamOf(changed)).catch(() => 'refused');
        expect(outcome).not.toBe(whole);
      }),
      { numRuns: 12 },
    );
  });
});

describe('portions', () => {
  /** A database in portions, however small its tables are. */
  async function inPortions(url: string): Promise<{ record: Record; opened: Opened; contents: Contents }> {
    const from = targetAt(url);
    return withSnapshot(from, 'test', async (snapshot) => {
      const portions = [SCHEMA, ...dataPortions(await snapshot.tables(), 3, 0)];
      const login = { target: from, settings };
      const archives = await Promise.all(
        portions.map((portion) => collected(dumpOf(programs(), { login, portion, snapshot: snapshot.id }))),
      );
      const parts = archives.map((bytes, index) => partFor(bytes, index, portions[index]?.tables));
      const [schema = partFor(Buffer.of(), 0), ...data] = parts;
      const opened: Opened = ({ object }) =>
        Promise.resolve(streamOf(archives[Number(object)] ?? Buffer.of()));
      return { record: { schema, data }, opened, contents: await snapshot.contents() };
    });
  }

  const loadingTo = (
    url: string,
    started: ProgramCall[] = [],
    serverVersion = 150_000,
  ): Parameters<typeof load>[0] => ({
    ...{ programs: watched(programs(), started), serverVersion, temporary: tmpdir() },
    login: { target: targetAt(url), settings },
  });

  test('come back as the whole: rows, sequences, large objects, partitions, references', async () => {
    const { url } = await server.newDatabase();
    await server.query(PLENTY, url);
    const { url: empty } = await server.newDatabase();
    const { record, opened, contents } = await inPortions(url);
    expect(record.data).toHaveLength(3);
    const started: ProgramCall[] = [];
    expect(await load(loadingTo(empty, started), record, opened)).toEqual([]);
    // The indexes of at least one part did not wait for the other parts.
    expect(started.some(({ args }) => /--use-list=\S+part-\d/.test(args.join(' ')))).toBe(true);
    expect(await withSession(targetAt(empty), settings, contentsOf)).toEqual(contents);
    expect(await server.query(LOOK, empty)).toEqual(await server.query(LOOK, url));
    const other = { ...record, data: record.data.map((part) => ({ ...part, sha256: '0'.repeat(64) })) };
    const { url: third } = await server.newDatabase();
    expect(await load(loadingTo(third), other, opened)).toEqual(other.data);
  });

  test('are indexed in a gigabyte for all, and without workers where sessions go side by side', async () => {
    const { url } = await server.newDatabase();
    await server.query(
      'CREATE TABLE one (a int PRIMARY KEY, b int, c int); CREATE INDEX ON one (b); CREATE INDEX ON one (c); CREATE TABLE two (a int)',
      url,
    );
    const { record, opened } = await inPortions(url);
    const asked = async (serverVersion: number): Promise<unknown[]> => {
      const { url: empty } = await server.newDatabase();
      const started: ProgramCall[] = [];
      await load(loadingTo(empty, started, serverVersion), record, opened);
      return started
        .filter(({ args }) => args.some((arg) => arg.startsWith('--jobs')))
        .map(({ login }) => login?.settings.parameters);
    };
    const memory = { maintenance_work_mem: `${Math.floor(1024 / (2 * record.data.length))}MB` };
    const none = { max_parallel_maintenance_workers: '0' };
    // The key alone, then both indexes; nothing is left for the end.
    const parameters = settings.parameters;
    expect(await asked(150_000)).toEqual([
      { ...parameters, ...memory },
      { ...parameters, ...memory, ...none },
    ]);
    expect(await asked(100_000)).toEqual(Array(2).fill({ ...parameters, ...memory }));
  });

  test('come back in an encoding other than UTF-8', async () => {
    const names = ['latin_one', 'latin_two'];
    for (const name of names)
      await server.query(`CREATE DATABASE ${name} ENCODING LATIN1 LOCALE 'C' TEMPLATE template0`, server.url);
    const [from = '', into = ''] = names.map(
      (name) => Object.assign(new URL(server.url), { pathname: name }).href,
    );
    await server.query(
      `CREATE TABLE "stra\u00dfe" AS SELECT 'm\u00fcller' AS name; CREATE TABLE road AS SELECT 'm\u00fcller' AS "n\u00e4me"`,
      from,
    );
    const { record, opened, contents } = await inPortions(from);
    expect(await load(loadingTo(into), record, opened)).toEqual([]);
    expect(await withSession(targetAt(into), settings, contentsOf)).toEqual(contents);
    expect(await server.query('SELECT * FROM road, "stra\u00dfe"', into)).toEqual([
      { 'n\u00e4me': 'm\u00fcller', name: 'm\u00fcller' },
    ]);
  });
});

type Record = Parameters<typeof load>[1];
type Opened = Parameters<typeof load>[2];

/** One of each kind that pg_dump treats in its own way. */
const PLENTY = `
CREATE SCHEMA "Odd ""one";
CREATE TABLE "Odd ""one"."A.b" (id serial PRIMARY KEY, note text);
INSERT INTO "Odd ""one"."A.b" (note) SELECT md5(i::text) FROM generate_series(1, 500) i;
CREATE TABLE parent (id bigint PRIMARY KEY, self bigint REFERENCES parent (id));
INSERT INTO parent SELECT i, nullif(i - 1, 0) FROM generate_series(1, 300) i;
CREATE TABLE child (id bigint GENERATED ALWAYS AS IDENTITY, parent bigint REFERENCES parent (id), CHECK (parent > 0));
INSERT INTO child (parent) SELECT i FROM generate_series(1, 300) i;
CREATE TABLE month (day date NOT NULL, what text) PARTITION BY RANGE (day);
CREATE TABLE january PARTITION OF month FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
CREATE TABLE other PARTITION OF month DEFAULT;
INSERT INTO month SELECT date '2026-01-01' + i, 'x' FROM generate_series(0, 60) i;
CREATE MATERIALIZED VIEW totals AS SELECT count(*) AS days FROM month;
CREATE INDEX ON child (parent);
SELECT lo_from_bytea(4711, '\\x00ff');`;

const LOOK = `SELECT lo_get(4711) AS large, (SELECT days FROM totals) AS days, nextval('"Odd ""one"."A.b_id_seq"') AS next,
  (SELECT count(*) FROM month) AS month, (SELECT sum(hashtext(note)) FROM "Odd ""one"."A.b") AS sum`;

/** Programs that put down how they are started. */
const watched = (inner: ClientPrograms, started: ProgramCall[]): ClientPrograms => ({
  ...inner,
  start: (name, call) => {
    started.push(call);
    return inner.start(name, call);
  },
  under: (signal) => watched(inner.under(signal), started),
});

const partFor = (bytes: Buffer, index: number, tables: readonly string[] = []): Part => ({
  tables: [...tables],
  object: String(index),
  generation: '1',
  bytes: bytes.length,
  sha256: createHash('sha256').update(bytes).digest('hex'),
});

function targetAt(url: string): Target {
  const parsed = parseTarget(url);
  if (parsed instanceof Refusal) throw new Error(parsed.message);
  return parsed;
}

describe('a scratch database', () => {
  const log: Log = {
    ...{ info: () => undefined, notice: () => undefined, warning: () => undefined },
    ...{ error: () => undefined, debug: () => undefined, foreign: () => undefined },
    group: (_name, work) => work(),
  };
  const request = { purpose: 'rehearsal', runId: 'test', log, from: 'template' } as const;
  const rowsIn = (on: Target): Promise<unknown[]> =>
    withSession(on, settings, (session) => session.query('SELECT count(*)::int AS rows FROM orders'));

  test('is a copy of the files where nobody is connected, and empty where somebody is', async () => {
    const copied = await withScratch({ ...request, original: target }, async (scratch) => ({
      filled: scratch.filled,
      rows: await rowsIn(scratch.target),
    }));
    expect(copied).toEqual({ filled: true, rows: [{ rows: 30_000 }] });
    await withSession(target, settings, async () => {
      const filled = await withScratch({ ...request, original: target }, (scratch) =>
        Promise.resolve(scratch.filled),
      );
      expect(filled).toBe(false);
    });
  });

  test('is gone when the work with it fails', async () => {
    const failing = withScratch({ ...request, original: target }, () => Promise.reject(new Error('no luck')));
    await expect(failing).rejects.toThrow('no luck');
    expect(await server.query(`SELECT FROM pg_database WHERE datname LIKE 'sluice%'`)).toEqual([]);
  });
});
