/** Two runs at once, locks of others, and what killed jobs leave behind: on a real PostgreSQL. */
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { startPostgres } from '../../emulators/postgres';
import type { BundledEntry } from '../runner/bundle-entry';
import type { StepResult } from '../runner/fake-runner';
import { bundleAction, openMigrateBed } from './migrate-bed';
import type { MigrateBed } from './migrate-bed';

let server: Awaited<ReturnType<typeof startPostgres>>;
let entry: BundledEntry;
let bed: MigrateBed;
let others: Client[];

beforeAll(async () => {
  [server, entry] = await Promise.all([startPostgres(), bundleAction()]);
});
afterAll(async () => {
  await server.stop();
  await entry.remove();
});
beforeEach(async () => {
  others = [];
  bed = await openMigrateBed(server, entry, { lint: 'off' });
  await bed.write('migrations/0001_orders.sql', 'CREATE TABLE orders (id bigint PRIMARY KEY, note text);');
});
afterEach(async () => {
  await Promise.all(others.map((other) => other.end()));
  await bed.close();
});

/** Somebody else's session. */
async function somebody(name: string): Promise<Client> {
  const client = new Client({ connectionString: bed.url, application_name: name });
  // Its server may end it; a test that minds asks it something.
  client.on('error', () => undefined);
  await client.connect();
  others.push(client);
  return client;
}

/** Asks again and again until there is an answer. */
async function until(sql: string): Promise<void> {
  while ((await bed.rows(sql)).length === 0) await bed.rows('SELECT pg_sleep(0.02)');
}

const errorOf = ({ annotations }: StepResult): string =>
  annotations
    .filter(({ name }) => name === 'error')
    .map(({ message }) => message)
    .join('\n');

test('of two applies at once one works, and the other waits and finds nothing to do', async () => {
  await bed.write('migrations/0002_slow.sql', 'SELECT pg_sleep(1); CREATE TABLE slow (id int);');
  const steps = await Promise.all([bed.migrate('apply'), bed.migrate('apply')]);
  expect(steps.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
  expect(steps.map(({ outputs }) => outputs['result']).sort()).toEqual(['applied', 'unchanged']);
  expect(await bed.rows('SELECT outcome FROM sluice.run')).toEqual([{ outcome: 'applied' }]);
});

test('whoever cannot wait as long names the holder, and has changed nothing', async () => {
  const holder = await somebody('sluice-99-1-abc-lock');
  await holder.query(`SELECT pg_advisory_lock(x'736c75696365'::bigint)`);
  const step = await bed.migrate('apply', { 'lock-wait': '100ms' });
  expect(step.exitCode).toBe(1);
  expect(errorOf(step)).toMatch(/held by sluice-99-1-abc-lock \(pid \d+, role postgres, idle, since 20\d\d-/);
  expect(await bed.rows(`SELECT to_regclass('orders') AS name`)).toEqual([{ name: null }]);
});

test('a lock of somebody else is waited for shortly, named, and tried again', async () => {
  await bed.migrate('apply');
  await bed.write('migrations/0002_column.sql', 'ALTER TABLE orders ADD COLUMN added int;');
  const reader = await somebody('a long report');
  await reader.query('BEGIN; SELECT * FROM orders');
  const applying = bed.migrate('apply', { 'lock-timeout': '300ms' });
  await until(
    `SELECT 1 FROM pg_stat_activity WHERE application_name LIKE 'sluice-%-apply' AND wait_event_type = 'Lock'`,
  );
  await until(
    `SELECT 1 WHERE NOT EXISTS (SELECT FROM pg_stat_activity WHERE application_name LIKE 'sluice-%-apply')`,
  );
  await reader.query('ROLLBACK');
  const step = await applying;
  expect(step).toMatchObject({ exitCode: 0, outputs: { result: 'applied', applied: '["0002_column"]' } });
  expect(step.stdout).toMatch(/In the way was a long report \(pid \d+/);
  expect(step.stdout).toMatch(/Try 2 of 8/);
});

test('a session that a killed job left behind is ended, and the plan is made anew', async () => {
  const orphan = await somebody('sluice-7-1-dead-apply');
  const working = expect(
    orphan.query('BEGIN; CREATE TABLE half (id int); SELECT pg_sleep(600)'),
  ).rejects.toThrow(/terminat/);
  await until(`SELECT 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep'`);
  const step = await bed.migrate('apply', { 'orphan-patience': '100ms' });
  await working;
  expect(step).toMatchObject({ exitCode: 0, outputs: { result: 'applied' } });
  expect(step.stdout).toMatch(/Left over by a job that is no more: sluice-7-1-dead-apply .* was terminated/);
  expect(await bed.rows(`SELECT to_regclass('half') AS name`)).toEqual([{ name: null }]);
});

test('a plan that was approved, and that an orphan has changed meanwhile, is not applied', async () => {
  const { plan = '' } = (await bed.migrate('plan')).outputs;
  const orphan = await somebody('sluice-7-1-dead-apply');
  await orphan.query('BEGIN; CREATE TABLE late (id int)');
  const applying = bed.migrate('apply', { 'approved-plan': plan });
  await until(`SELECT 1 FROM pg_locks WHERE locktype = 'advisory'`);
  await orphan.query('COMMIT');
  await orphan.end();
  const step = await applying;
  expect(step.exitCode).toBe(1);
  expect(errorOf(step)).toMatch(/was approved, but it would be/);
  expect(await bed.rows(`SELECT to_regclass('orders') AS name`)).toEqual([{ name: null }]);
});

test('a cancelled job ends what it has begun, and says what is there', async () => {
  await bed.write('migrations/0002_slow.sql', 'CREATE TABLE slow (id int); SELECT pg_sleep(600);');
  let interrupt = (): void => undefined;
  const applying = bed.migrate(
    'apply',
    {},
    {
      onSpawn: (child) => {
        interrupt = () => {
          child.kill('SIGINT');
        };
      },
    },
  );
  await until(
    `SELECT 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND application_name LIKE 'sluice-%'`,
  );
  interrupt();
  const step = await applying;
  expect(step).toMatchObject({ exitCode: 130, outputs: { result: 'partial', applied: '["0001_orders"]' } });
  expect(await bed.rows('SELECT outcome FROM sluice.run')).toEqual([{ outcome: 'partial' }]);
  expect(
    await bed.rows(`SELECT pid FROM pg_stat_activity WHERE application_name LIKE 'sluice-%-apply'`),
  ).toEqual([]);
});

test('the post step puts on record what a killed step has left', async () => {
  await bed.write('migrations/0002_slow.sql', 'SELECT pg_sleep(600);');
  const over = new AbortController();
  const applying = bed.migrate('apply', {}, { signal: over.signal });
  await until(
    `SELECT 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND application_name LIKE 'sluice-%'`,
  );
  over.abort();
  const main = await applying;
  expect(main.signal).toBe('SIGKILL');
  const post = await bed.post(main, { 'orphan-patience': '5s' });
  expect(errorOf(post)).toBe('');
  expect(post.stdout).toMatch(/was cut off; what it left is: partial/);
  expect(await bed.rows('SELECT outcome FROM sluice.run')).toEqual([{ outcome: 'partial' }]);
});
