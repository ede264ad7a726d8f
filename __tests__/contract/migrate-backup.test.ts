/** Backups by pg_dump into a bucket: whole and proved, or not there at all. */
import { readFileSync, writeFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { BUCKET, errorOf, eventually, fakePrograms, LARGE, openBackupHouse } from './migrate-backup-bed';
import type { BackupBed, BackupHouse } from './migrate-backup-bed';
import { bucketOf } from './objects-bed';

let house: BackupHouse;
let bed: BackupBed;

beforeAll(async () => {
  house = await openBackupHouse();
});
afterAll(() => house.close());
beforeEach(async () => {
  await house.gcs.reset();
  house.faults.clear();
  house.onCall = () => undefined;
  bed = await house.open();
  await bed.rows(
    `CREATE TABLE orders (id bigint PRIMARY KEY, note text);
     INSERT INTO orders SELECT i, md5(i::text) FROM generate_series(1, 20000) i`,
  );
});
afterEach(() => bed.close());

describe('a backup', () => {
  test('is in the bucket with its record, and says what it holds', async () => {
    const step = await bed.migrate('backup');
    expect(errorOf(step)).toBe('');
    const [record = '', data = '', schema = ''] = (await bed.objects()).sort();
    expect(record).toMatch(/^db\/database_\d+\/\d{8}T\d{6}Z-42-1-\w+\.json$/);
    expect(data).toBe(record.replace('.json', '.others.dump.zst'));
    expect(schema).toBe(record.replace('.json', '.schema.dump.zst'));
    const bucket = bucketOf(house.gcs.url, BUCKET);
    const [stat, read] = [await bucket.stat(data), await bucket.read(record)];
    const reference = `gs://${BUCKET}/${record}#${String(read?.generation)}`;
    expect(step.outputs).toMatchObject({ result: 'backed-up', backup: reference });
    const sha256 = expect.stringMatching(/^[0-9a-f]{64}$/);
    expect(JSON.parse(String(read?.bytes))).toMatchObject({
      schema: { object: schema, sha256 },
      data: [{ object: data, generation: stat?.generation, bytes: stat?.size, sha256 }],
      rows: { 'public.orders': 20_000 },
      lsn: expect.stringMatching(/^[0-9A-F]+\/[0-9A-F]+$/),
      serverVersion: house.server.version,
    });
    expect(stat?.metadata).toMatchObject({ 'server-version': String(house.server.version) });
    expect(step.stdout).toMatch(/\(read in full, 1 tables counted\)/);
  });

  test('holds the rows of a large table by themselves, as COPY writes them', async () => {
    await bed.rows(LARGE);
    const step = await bed.migrate('backup');
    expect(errorOf(step)).toBe('');
    const names = (await bed.objects()).sort();
    const [record = '', , , rows = ''] = names;
    expect(names).toHaveLength(4);
    expect(rows).toBe(record.replace('.json', '.table-1.copy.zst'));
    const bucket = bucketOf(house.gcs.url, BUCKET);
    const read = await bucket.read(record);
    expect(JSON.parse(String(read?.bytes))).toMatchObject({
      data: [
        {},
        { object: rows, table: { name: 'public.large', copied: '"public"."large" ("id", "note")' } },
      ],
      rows: { 'public.orders': 20_000, 'public.large': 36_000 },
      encoding: 'UTF8',
    });
    expect(errorOf(await bed.migrate('drill'))).toBe('');
  });

  test('holds one moment, whatever is written meanwhile', async () => {
    let written = 0;
    const over = new AbortController();
    const writer = (async () => {
      for (; !over.signal.aborted; written += 1)
        await bed.rows(`INSERT INTO orders VALUES (${100_000 + written}, 'meanwhile')`);
    })();
    const step = await bed.migrate('backup');
    over.abort();
    await writer;
    expect(errorOf(step)).toBe('');
    expect(written).toBeGreaterThan(0);
    expect(errorOf(await bed.migrate('drill'))).toBe('');
  });

  test('shows the password nowhere: not in arguments, not in the log, not in the bucket', async () => {
    await bed.rows(LARGE);
    const record = join(bed.workspace, 'record');
    await writeFile(record, '');
    const write = 'echo "$@" >> "$RECORD"';
    const folder = await fakePrograms(house, join(bed.workspace, 'programs'), () => ({
      pg_dump: write,
      pg_restore: write,
      psql: write,
    }));
    const step = await bed.migrate('backup', { 'backup-programs': folder }, { env: { RECORD: record } });
    expect(step.outputs['result']).toBe('backed-up');
    const { password } = house.server.superuser;
    const inBucket = await Promise.all(
      (await bed.objects()).map((name) => bucketOf(house.gcs.url, BUCKET).read(name)),
    );
    const given = await readFile(record, 'utf8');
    for (const argument of ['--format=custom', '--no-psqlrc']) expect(given).toContain(argument);
    const printed = step.stdout.replaceAll(/^::add-mask::.*$/gm, '');
    for (const text of [
      given,
      printed,
      step.stderr,
      step.summary,
      ...inBucket.map((each) => String(each?.bytes)),
    ])
      for (const form of [password, encodeURIComponent(password), Buffer.from(password).toString('base64')])
        expect(text.includes(form)).toBe(false);
  });

  test('goes when newer ones suffice, and the newest stays whatever its age', async () => {
    for (let taken = 0; taken < 3; taken += 1)
      expect((await bed.migrate('backup', { 'backup-keep': '2' })).exitCode).toBe(0);
    const kept = await bed.objects();
    expect(kept.filter((name) => name.endsWith('.json'))).toHaveLength(2);
    expect(kept).toHaveLength(6);
    const step = await bed.migrate('backup', { 'backup-keep': '1' });
    const record = (await bed.objects()).find((name) => name.endsWith('.json'));
    expect(step.outputs['backup']).toContain(record);
    expect(await bed.objects()).toHaveLength(3);
  });
});

describe('nothing looks like a backup', () => {
  test('where the bucket refuses; it says which role is missing, and the migration does not go on', async () => {
    await bed.write('migrations/0001_more.sql', 'CREATE TABLE more (id int);');
    house.faults.add({ kind: 'status', call: /Uploads\.Start/, status: 403, times: 9 });
    const step = await bed.migrate('apply');
    expect(step.exitCode).toBe(1);
    expect(errorOf(step)).toContain(`on gs://${BUCKET}`);
    expect(await bed.rows(`SELECT to_regclass('more') AS name`)).toEqual([{ name: null }]);
    expect(await bed.rows('SELECT outcome FROM sluice.run')).toEqual([{ outcome: 'unchanged' }]);
    expect(await bed.objects()).toEqual([]);
  });

  test.each([
    ['pg_dump fails midway', 1, /pg_dump failed: pg_dump: error: the disk is full/],
    ['pg_dump is cut off and says that all is well', 0, /pg_restore failed: .*(end of file|could not read)/],
  ])('where %s', async (_what, code, message) => {
    const folder = await fakePrograms(house, join(bed.workspace, 'programs'), (real) => ({
      pg_dump: `${real('pg_dump')} "$@" | head -c 100000; [ ${code} = 0 ] || echo 'pg_dump: error: the disk is full' >&2; exit ${code}`,
    }));
    const step = await bed.migrate('backup', { 'backup-programs': folder });
    expect(errorOf(step)).toMatch(message);
    expect(await bed.objects()).toEqual([]);
  });

  test.each([
    [
      'psql fails midway',
      "echo 'ERROR:  the disk is full' >&2; exit 1",
      /psql failed: ERROR: {2}the disk is full/,
    ],
    ['psql does not come to the number of rows', 'exit 0', /psql did not say how many rows it copied/],
    [
      'psql says more rows than are there',
      'echo rows 36000 >&2; exit 0',
      /there are \d+ rows in place of 36000/,
    ],
  ])('where %s', async (_what, end, message) => {
    await bed.rows(LARGE);
    const folder = await fakePrograms(house, join(bed.workspace, 'programs'), (real) => ({
      psql: `${real('psql')} "$@" 2> /dev/null | head -n 100; ${end}`,
    }));
    const step = await bed.migrate('backup', { 'backup-programs': folder });
    expect(errorOf(step)).toMatch(message);
    expect(await bed.objects()).toEqual([]);
  });

  test('where the bytes in the bucket are not those that were sent', async () => {
    house.onCall = ({ method }) => {
      if (method !== 'Objects.GetMedia') return;
      for (const { content } of house.gcs.state.bucket(BUCKET).live.values()) damage(content.file);
    };
    const step = await bed.migrate('backup');
    expect(errorOf(step)).not.toBe('');
    expect(await bed.objects()).toEqual([]);
  });

  test('where the program is missing, or older than the server', async () => {
    const none = await bed.migrate('backup', { 'backup-programs': bed.workspace });
    expect(errorOf(none)).toContain('There is no program `pg_dump` on this runner.');
    await writeFile(join(bed.workspace, 'pg_dump'), '#!/bin/sh\necho "pg_dump (PostgreSQL) 9.6.24"', {
      mode: 0o755,
    });
    const old = await bed.migrate('backup', { 'backup-programs': bed.workspace });
    expect(errorOf(old)).toMatch(/pg_dump is of version 9 and the server of \d+: .* Nothing was touched/);
    const folder = await fakePrograms(house, join(bed.workspace, 'programs'), () => ({}));
    await writeFile(join(folder, 'psql'), '#!/bin/sh\necho "psql (PostgreSQL) 12.22"', { mode: 0o755 });
    const older = await bed.migrate('backup', { 'backup-programs': folder });
    expect(errorOf(older)).toMatch(/psql is of version 12 and the server of \d+: .* Nothing was touched/);
    expect(house.gcs.calls).toEqual([]);
  });

  test.each([
    ['an archive', 1],
    ["a table's rows", 3],
  ])('where the job is killed while it uploads %s, and no backend goes on', async (_what, upload) => {
    await bed.rows(LARGE);
    const kill = new AbortController();
    let uploads = 0;
    house.onCall = ({ method }) => {
      if (method === 'Uploads.Start') uploads += 1;
      else if (method.startsWith('Uploads.') && uploads >= upload) kill.abort();
    };
    house.faults.add({ kind: 'slow', call: /Uploads\.Append/, delayMs: 500 });
    const step = await bed.migrate('backup', {}, { signal: kill.signal });
    expect(step.signal).toBe('SIGKILL');
    await eventually(async () => (await house.server.query(BACKENDS)).length === 0);
    expect((await bed.objects()).filter((name) => name.endsWith('.json'))).toEqual([]);
    expect((await bed.migrate('backup')).outputs['result']).toBe('backed-up');
  });
});

/** Turns one byte in the middle. */
function damage(file: string): void {
  const bytes = readFileSync(file);
  const middle = Math.floor(bytes.length / 2);
  bytes.writeUInt8(bytes.readUInt8(middle) ^ 1, middle);
  writeFileSync(file, bytes);
}

const BACKENDS = `SELECT pid FROM pg_stat_activity WHERE application_name LIKE 'sluice-%'`;
