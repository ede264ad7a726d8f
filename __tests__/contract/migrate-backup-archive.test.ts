/** A dump is found out wherever it was cut or changed; a copy is made whichever way is open. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { withScratch } from '../../actions/migrate-db/src/backup';
import { dumpOf, readThrough } from '../../actions/migrate-db/src/backup/pg-dump/archive';
import { withSession } from '../../actions/migrate-db/src/database';
import type { Target } from '../../actions/migrate-db/src/database';
import { startPostgres } from '../../emulators/postgres';
import type { Log } from '../../lib/runner';
import { programsOf, settings, targetAt } from './migrate-backup-parts-bed';
import { collected, streamOf } from './objects-bed';

let server: Awaited<ReturnType<typeof startPostgres>>;
let target: Target;
let dump: Buffer;

const programs = (searchPath?: string): ReturnType<typeof programsOf> => programsOf(server, searchPath);

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
