/** Migrations are tried on a copy: production sees nothing of it, whatever comes. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { errorOf, openBackupHouse, scratchDatabases } from './migrate-backup-bed';
import type { BackupBed, BackupHouse } from './migrate-backup-bed';

let house: BackupHouse;
let bed: BackupBed;

beforeAll(async () => {
  house = await openBackupHouse();
});
afterAll(() => house.close());
beforeEach(async () => {
  bed = await house.open({ rehearse: 'copy', backup: 'none', 'backup-bucket': '' });
  await bed.rows(
    `CREATE TABLE orders (id int PRIMARY KEY, note text);
     INSERT INTO orders SELECT i, md5(i::text) FROM generate_series(1, 50000) i`,
  );
});
afterEach(async () => {
  expect(await scratchDatabases(house)).toEqual([]);
  await bed.close();
});

describe('a rehearsal', () => {
  test('tells the locks that were really taken and the time of each migration; then production is migrated', async () => {
    await bed.write('migrations/0001_wide.sql', 'ALTER TABLE orders ALTER COLUMN id TYPE bigint;');
    await bed.write('migrations/0002_index.sql', 'CREATE INDEX orders_note ON orders (note);');
    const step = await bed.migrate('apply');
    expect(errorOf(step)).toBe('');
    expect(step.outputs['result']).toBe('applied');
    expect(step.stdout).toMatch(/On the copy, 0001_wide held AccessExclusiveLock on public\.orders for/);
    expect(step.stdout).toMatch(/On the copy, 0002_index held ShareLock on public\.orders for/);
    expect(step.stdout).toMatch(/On the copy, 0001_wide took \d+ms/);
    expect(step.summary).toMatch(/AccessExclusiveLock/);
    expect(step.stdout).toMatch(/Copied database_\d+ by pg_dump/);
  });

  test('that fails leaves production untouched, and names the migration and the statement', async () => {
    await bed.write('migrations/0001_good.sql', 'CREATE TABLE fine (id int);');
    await bed.write(
      'migrations/0002_bad.sql',
      `UPDATE orders SET note = 'x' WHERE id < 1000; SELECT pg_sleep(0.2); SELECT 1 / (id - id) FROM orders;`,
    );
    const step = await bed.migrate('apply');
    expect(step.exitCode).toBe(1);
    expect(errorOf(step)).toMatch(
      /fail on a copy of the database: 0002_bad: division by zero[\s\S]*UPDATE orders/,
    );
    expect(errorOf(step)).toContain('Production was not touched.');
    expect(
      await bed.rows(`SELECT to_regclass('fine') AS fine, count(*)::int AS x FROM orders WHERE note = 'x'`),
    ).toEqual([{ fine: null, x: 0 }]);
    expect(await bed.rows('SELECT outcome FROM sluice.run')).toEqual([{ outcome: 'unchanged' }]);
  });

  test('has the same time limits', async () => {
    await bed.write('migrations/0001_slow.sql', 'SELECT pg_sleep(60);');
    const step = await bed.migrate('apply', { 'statement-timeout': '1s' });
    expect(errorOf(step)).toMatch(/fail on a copy.*0001_slow: canceling statement due to statement timeout/);
  });
});
