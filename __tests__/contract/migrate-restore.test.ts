/** A backup comes back beside the database, takes its name, and the database is kept; drills leave nothing. */
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import {
  errorOf,
  eventually,
  fakePrograms,
  LARGE,
  openBackupHouse,
  scratchDatabases,
} from './migrate-backup-bed';
import type { BackupBed, BackupHouse } from './migrate-backup-bed';
import type { StepResult } from '../runner/fake-runner';

let house: BackupHouse;
let bed: BackupBed;
let taken: string;

beforeAll(async () => {
  house = await openBackupHouse();
});
afterAll(() => house.close());
beforeEach(async () => {
  await house.gcs.reset();
  bed = await house.open();
  await bed.rows(
    `CREATE TABLE orders (id bigint PRIMARY KEY, note text);
     INSERT INTO orders SELECT i, md5(i::text) FROM generate_series(1, 500) i`,
  );
  const step = await bed.migrate('backup');
  expect(errorOf(step)).toBe('');
  taken = step.outputs['backup'] ?? '';
});
afterEach(() => bed.close());

const database = (): string => new URL(bed.url).pathname.slice(1);
const databases = async (): Promise<unknown[]> =>
  (await house.server.query(`SELECT datname AS name FROM pg_database ORDER BY 1`)).map(({ name }) => name);
const approvalIn = (step: StepResult): string => step.outputs['restore-approval'] ?? '';

describe('a restore', () => {
  test('asks for an approval of its own, and says what would be lost', async () => {
    await bed.rows(
      `INSERT INTO orders SELECT i, 'later' FROM generate_series(1001, 1003) i; CREATE TABLE extra (id int)`,
    );
    const before = await databases();
    const step = await bed.migrate('restore', { 'restore-from': taken });
    expect(step).toMatchObject({ exitCode: 1, outputs: { result: 'failed' } });
    const error = errorOf(step);
    expect(error).toContain('what was written since is lost');
    expect(approvalIn(step)).toMatch(/^[0-9a-f]{16}$/);
    expect(error).toContain('public.orders: 500 rows then, 503 rows now.');
    expect(error).toContain('public.extra: not there then, 0 rows now.');
    expect(error).toContain(taken);
    expect(await databases()).toEqual(before);
    const wrong = await bed.migrate('restore', { 'approved-restore': '0'.repeat(16) });
    expect(errorOf(wrong)).toContain('The approval 0000000000000000 is for another restore.');
    expect(await databases()).toEqual(before);
  });

  test('takes the name of the database with its settings and grants; the old one is kept as it was', async () => {
    const role = await house.server.newRole();
    await bed.rows(
      `ALTER DATABASE ${database()} SET search_path = "$user", public, other; ALTER DATABASE ${database()} SET work_mem = '7MB';
       REVOKE ALL ON DATABASE ${database()} FROM PUBLIC; GRANT CONNECT ON DATABASE ${database()} TO ${role.name};
       ALTER DATABASE ${database()} CONNECTION LIMIT 37; CREATE TABLE extra (id int); DELETE FROM orders WHERE id > 100`,
    );
    const approval = approvalIn(await bed.migrate('restore'));
    const step = await bed.migrate('restore', { 'approved-restore': approval });
    expect(errorOf(step)).toBe('');
    expect(step.outputs).toMatchObject({ result: 'restored', restored: database(), backup: taken });
    expect(await bed.rows(`SELECT count(*)::int AS rows, to_regclass('extra') AS extra FROM orders`)).toEqual(
      [{ rows: 500, extra: null }],
    );
    expect(
      await bed.rows(
        `SELECT current_setting('search_path') AS path, current_setting('work_mem') AS memory, datconnlimit AS "limit",
           has_database_privilege('${role.name}', current_database(), 'CONNECT') AS may, datacl::text ~ '[{,]=' AS public
         FROM pg_database WHERE datname = current_database()`,
      ),
    ).toEqual([{ path: '"$user", public, other', memory: '7MB', limit: 37, may: true, public: false }]);
    const kept = (await databases()).find((name) => String(name).startsWith(`${database()}_before_`));
    expect(step.stdout).toContain(`What was there is kept as ${String(kept)}.`);
    const url = new URL(bed.url);
    url.pathname = `/${String(kept)}`;
    expect(await house.server.query('SELECT count(*)::int AS rows FROM orders', url.href)).toEqual([
      { rows: 100 },
    ]);
    expect(await scratchDatabases(house)).toEqual([]);
    const again = await bed.migrate('restore', { 'approved-restore': approval });
    expect(errorOf(again)).toContain('is for another restore');
  });

  test('goes through while an application stays connected and connects again and again', async () => {
    const approval = approvalIn(await bed.migrate('restore'));
    const over = new AbortController();
    const application = Promise.all(
      [1, 2, 3].map(async () => {
        while (!over.signal.aborted) await stayConnected(bed.url);
      }),
    );
    const step = await bed.migrate('restore', { 'approved-restore': approval });
    over.abort();
    await application;
    expect(errorOf(step)).toBe('');
    expect(step.outputs['result']).toBe('restored');
  });

  test.each([
    [
      'a reference of no backup',
      'gs://backups/db/none/x.json#1',
      /is no backup, or one that was never proved/,
    ],
    ['no reference', 'latest', /is no reference of a backup/],
  ])('refuses %s', async (_what, reference, message) => {
    expect(errorOf(await bed.migrate('restore', { 'restore-from': reference }))).toMatch(message);
  });

  test('that fails on its way leaves the database as it is, and nothing else', async () => {
    const approval = approvalIn(await bed.migrate('restore'));
    const before = await databases();
    const folder = await fakePrograms(house, join(bed.workspace, 'programs'), () => ({
      pg_restore: `cat > /dev/null; echo 'pg_restore: error: no space left on device' >&2; exit 1`,
    }));
    const step = await bed.migrate('restore', { 'approved-restore': approval, 'backup-programs': folder });
    expect(errorOf(step)).toContain('no space left on device');
    const silent = await fakePrograms(house, join(bed.workspace, 'silent'), () => ({
      pg_restore: 'cat > /dev/null; exit 0',
    }));
    const empty = await bed.migrate('restore', { 'approved-restore': approval, 'backup-programs': silent });
    expect(errorOf(empty)).toMatch(/did not come out as it was dumped:[\s\S]*public\.orders is missing/);
    expect(await databases()).toEqual(before);
    expect(await bed.rows('SELECT count(*)::int AS rows FROM orders')).toEqual([{ rows: 500 }]);
  });

  test('of a large table says which rows are missing, whoever lost them', async () => {
    await bed.rows(LARGE);
    expect(errorOf(await bed.migrate('backup'))).toBe('');
    const before = await databases();
    const folder = await fakePrograms(house, join(bed.workspace, 'programs'), (real) => ({
      psql: `head -n 100 | ${real('psql')} "$@"; code=$?; cat > /dev/null; exit $code`,
    }));
    const less = await bed.migrate('drill', { 'backup-programs': folder });
    expect(errorOf(less)).toMatch(
      /did not come out as it was dumped:[\s\S]*public\.large has 100 rows in place of 36000/,
    );
    const full = await fakePrograms(house, join(bed.workspace, 'full'), () => ({
      psql: `cat > /dev/null; echo 'ERROR:  could not extend file: No space left on device' >&2; exit 3`,
    }));
    expect(errorOf(await bed.migrate('drill', { 'backup-programs': full }))).toMatch(
      /psql failed: ERROR: {2}could not extend file/,
    );
    expect(await databases()).toEqual(before);
  });

  test('by a role that may not make databases says which right it lacks', async () => {
    const role = await house.server.newRole();
    const url = new URL(bed.url);
    [url.username, url.password] = [role.name, role.password];
    await bed.rows(`GRANT SELECT ON ALL TABLES IN SCHEMA public TO ${role.name}`);
    const inputs = { 'database-url': url.href };
    const approval = approvalIn(await bed.migrate('restore', inputs));
    const step = await bed.migrate('restore', { ...inputs, 'approved-restore': approval });
    expect(errorOf(step)).toMatch(/may not create a database[\s\S]*CREATEDB/);
  });
});

describe('a drill', () => {
  test('restores the newest backup, measures it against the objectives, and leaves nothing', async () => {
    const before = await databases();
    const good = await bed.migrate('drill', { 'drill-restore-time': '5m', 'drill-backup-age': '1h' });
    expect(good.outputs).toMatchObject({ result: 'drilled', backup: taken });
    const missed = await bed.migrate('drill', { 'drill-restore-time': '1ms', 'drill-backup-age': '1ms' });
    expect(missed).toMatchObject({ exitCode: 1, outputs: { result: 'failed' } });
    expect(errorOf(missed)).toMatch(
      /The restore took \w+, and may take 1ms[\s\S]*is \w+ old, and may be 1ms/,
    );
    expect(await databases()).toEqual(before);
  });

  test('takes no backup of another server for its own', async () => {
    for (const { fields } of house.gcs.state.bucket('backups').live.values())
      fields['metadata'] = { ...(fields['metadata'] as object), origin: 'another' };
    expect(errorOf(await bed.migrate('drill'))).toMatch(
      /There is no backup of database_\d+ from this server/,
    );
  });

  test('that was killed leaves a database that the next one drops; that of one under way stays', async () => {
    const folder = await fakePrograms(house, join(bed.workspace, 'programs'), () => ({
      pg_restore: 'exec sleep 300',
    }));
    const kill = new AbortController();
    const stuck = bed.migrate('drill', { 'backup-programs': folder }, { signal: kill.signal });
    await eventually(async () => (await scratchDatabases(house)).length === 1);
    const [left] = await scratchDatabases(house);
    expect(errorOf(await bed.migrate('drill'))).toBe('');
    expect(await scratchDatabases(house)).toEqual([left]);
    kill.abort();
    await stuck;
    await eventually(async () => {
      const step = await bed.migrate('drill');
      expect(errorOf(step)).toBe('');
      return step.stdout.includes(`Dropped ${String(left)}`);
    });
    expect(await scratchDatabases(house)).toEqual([]);
  });

  test('leaves alone what another role has left behind', async () => {
    const role = await house.server.newRole({}, 'CREATEDB');
    await bed.rows(
      `ALTER DATABASE ${database()} OWNER TO ${role.name}; ALTER TABLE orders OWNER TO ${role.name}`,
    );
    await house.server.query('CREATE DATABASE sluice_drill_of_another');
    const url = new URL(bed.url);
    [url.username, url.password] = [role.name, role.password];
    const inputs = { 'database-url': url.href };
    expect(errorOf(await bed.migrate('backup', inputs))).toBe('');
    expect(errorOf(await bed.migrate('drill', inputs))).toBe('');
    expect(await scratchDatabases(house)).toEqual(['sluice_drill_of_another']);
    await house.server.query('DROP DATABASE sluice_drill_of_another');
  });
});

/** Connects and stays until it is thrown out; being refused for a moment is part of the game. */
async function stayConnected(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('SELECT pg_sleep(0.3)');
  } catch {
    await new Promise((resolve) => setTimeout(resolve, 20));
  } finally {
    await client.end().catch(() => undefined);
  }
}
