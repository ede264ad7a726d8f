/** When backups and rehearsals are asked for, what is told of them, and what their failure leaves. */
import { readFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { parseTarget, withSession } from '../../actions/migrate-db/src/database';
import type { Target } from '../../actions/migrate-db/src/database';
import { openProxy } from '../../actions/migrate-db/src/reach/cloud-sql';
import { startPostgres } from '../../emulators/postgres';
import { Refusal } from '../../lib/runner/input-reader';
import { bundleEntry } from '../runner/bundle-entry';
import type { BundledEntry } from '../runner/bundle-entry';
import type { StepResult } from '../runner/fake-runner';
import { openMigrateBed } from './migrate-bed';
import type { MigrateBed } from './migrate-bed';

let server: Awaited<ReturnType<typeof startPostgres>>;
let entry: BundledEntry;
let bed: MigrateBed;

beforeAll(async () => {
  [server, entry] = await Promise.all([
    startPostgres(),
    bundleEntry(join(import.meta.dirname, 'migrate-recording-entry.ts')),
  ]);
});
afterAll(async () => {
  await server.stop();
  await entry.remove();
});
beforeEach(async () => {
  bed = await openMigrateBed(server, entry);
  await bed.write('migrations/0001_orders.sql', 'CREATE TABLE orders (id bigint PRIMARY KEY);');
  await bed.write('record', '');
});
afterEach(() => bed.close());

const migrate = (command: string, env: Record<string, string> = {}, inputs = {}): Promise<StepResult> =>
  bed.migrate(command, inputs, { env: { RECORD: join(bed.workspace, 'record'), ...env } });
const recorded = async (): Promise<string[]> =>
  (await readFile(join(bed.workspace, 'record'), 'utf8')).split('\n').filter(Boolean);
const errorOf = ({ annotations }: StepResult): string =>
  annotations
    .filter(({ name }) => name === 'error')
    .map(({ message }) => message)
    .join('\n');

describe('apply', () => {
  test('asks for the backup and then the rehearsal, before anything is applied; a plan asks for neither', async () => {
    const planned = await migrate('plan');
    expect(await recorded()).toEqual([]);
    expect(planned.summary).toMatch(/a backup is taken: a recorded one[\s\S]*A restore loses/);
    expect(planned.summary).toContain('on a recorded copy');
    const step = await migrate('apply', { FAIL: 'rehearsal' });
    expect(await recorded()).toEqual(['backup of database_', 'rehearsal']);
    expect(errorOf(step)).toContain('The rehearsal was refused.');
    expect(await bed.rows(`SELECT to_regclass('orders') AS name`)).toEqual([{ name: null }]);
    expect(await bed.rows(`SELECT outcome, backup ->> 'reference' AS at FROM sluice.run`)).toEqual([
      { outcome: 'unchanged', at: 'gs://backups/shop#7' },
    ]);
  });

  test('does not go on without its backup', async () => {
    const step = await migrate('apply', { FAIL: 'backup of database_' });
    expect([step.exitCode, await recorded()]).toEqual([1, ['backup of database_']]);
    expect(await bed.rows('SELECT outcome FROM sluice.run')).toEqual([{ outcome: 'unchanged' }]);
  });

  test('does not back up for nothing, and finds a schema that came out other than rehearsed', async () => {
    const step = await migrate('apply', { FINGERPRINT: 'another' });
    expect(step.outputs).toMatchObject({ result: 'applied', backup: 'gs://backups/shop#7' });
    expect(errorOf(step)).toContain('The schema came out other than on the copy of the rehearsal.');
    await bed.write('record', '');
    expect((await migrate('apply')).outputs['result']).toBe('unchanged');
    expect(await recorded()).toEqual([]);
  });
});

test('backup, restore and drill say what they did; a missed objective fails the drill', async () => {
  expect((await migrate('backup')).outputs).toMatchObject({
    result: 'backed-up',
    backup: 'gs://backups/shop#7',
  });
  const restored = await migrate('restore', {}, { 'restore-from': 'gs://backups/shop#3' });
  expect(restored.outputs).toMatchObject({ result: 'restored', restored: 'shop' });
  expect(restored.stdout).toContain('in 1s500ms. What was there is kept as shop_before.');
  expect((await migrate('drill')).outputs['result']).toBe('drilled');
  const missed = await migrate('drill', { MISSED: 'It is older than 30m.' });
  expect([missed.exitCode, missed.outputs['result'], errorOf(missed)]).toEqual([
    1,
    'failed',
    expect.stringContaining('older than 30m'),
  ]);
  expect(await recorded()).toEqual(['backup of database_', 'restore gs://backups/shop#3', 'drill', 'drill']);
});

describe('the Cloud SQL connector', () => {
  const target = (): Target => {
    const url = new URL(bed.url);
    url.host = 'instance.invalid:1';
    const parsed = parseTarget(`${url.href}?sslmode=require`);
    if (parsed instanceof Refusal) throw new Error(parsed.message);
    return parsed;
  };
  const session = { applicationName: 'test', parameters: {} };
  const instance = { instance: 'p:r:i', ipType: 'PRIVATE', iam: true } as const;

  test.each(['socket', 'port'] as const)('leads every driver to the instance, by a %s', async (listen) => {
    const asked: unknown[] = [];
    const tunnel = createServer((client) => client.pipe(connect(server.port, '127.0.0.1')).pipe(client));
    const proxy = await openProxy(target(), instance, {
      temporary: bed.workspace,
      listen,
      connect: () =>
        Promise.resolve({
          startLocalProxy: ({ path, ...options }) => {
            asked.push(options);
            return new Promise((resolve) => tunnel.listen(path, resolve));
          },
          close: () => {
            tunnel.close();
          },
        }),
    });
    const rows = await withSession(proxy.target, session, (each) => each.query('SELECT 1 AS one'));
    await proxy.close();
    expect(rows).toEqual([{ one: 1 }]);
    expect(asked).toEqual([{ instanceConnectionName: 'p:r:i', ipType: 'PRIVATE', iam: true }]);
    expect(proxy.target.host.startsWith('/')).toBe(listen === 'socket');
  });

  test('that cannot reach it says which roles it takes', async () => {
    const refused = openProxy(target(), instance, {
      temporary: bed.workspace,
      listen: 'socket',
      connect: () =>
        Promise.resolve({ startLocalProxy: () => Promise.reject(new Error('403')), close: () => undefined }),
    });
    await expect(refused).rejects.toMatchObject({
      message: 'The Cloud SQL connector cannot reach p:r:i: 403',
      remedy: expect.stringContaining('roles/cloudsql.client'),
    });
  });
});
