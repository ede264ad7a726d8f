/** A dump is found out wherever it was cut or changed; a copy is made whichever way is open. */
import { dirname } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { clientPrograms, withScratch } from '../../actions/migrate-db/src/backup';
import { dumpOf, readThrough } from '../../actions/migrate-db/src/backup/archive';
import { backupSettings } from '../../actions/migrate-db/src/backup/snapshot';
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
const programs = (): ReturnType<typeof clientPrograms> =>
  clientPrograms({
    variables: process.env,
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
  const parsed = parseTarget(server.url);
  if (parsed instanceof Refusal) throw new Error(parsed.message);
  target = parsed;
  dump = await collected(dumpOf(programs(), { target, settings }));
});
afterAll(() => server.stop());

describe('the proof', () => {
  test('holds for a dump that is whole', async () => {
    await expect(readThrough(programs(), streamOf(dump))).resolves.toMatch(/^[0-9a-f]{64}$/);
  });

  test('fails for one that was cut anywhere', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: dump.length - 1 }), async (length) => {
        await expect(readThrough(programs(), streamOf(dump.subarray(0, length)))).rejects.toThrow();
      }),
      { numRuns: 12, examples: [[0], [dump.length - 1], [dump.length - 4]] },
    );
  });

  test('fails for one in which a byte was changed anywhere, by its end at the latest', async () => {
    const whole = await readThrough(programs(), streamOf(dump));
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: dump.length - 1 }), async (at) => {
        const changed = Buffer.from(dump);
        changed.writeUInt8(changed.readUInt8(at) ^ 0x10, at);
        const outcome = await readThrough(programs(), streamOf(changed)).catch(() => 'refused');
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
