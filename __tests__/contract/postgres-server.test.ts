import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Origin, PostgresServer } from '../../emulators/postgres';
import { hasInstallation, startPostgres } from '../../emulators/postgres';

const installed = (['host', 'embedded'] satisfies Origin[]).filter(hasInstallation);

test('this machine has a PostgreSQL to test with', () => {
  expect(installed).not.toEqual([]);
});

describe.each(installed)('a server of the installation "%s"', (origin) => {
  let server: PostgresServer;

  beforeAll(async () => {
    server = await startPostgres({ origin, settings: { deadlock_timeout: '333ms' } });
  });

  afterAll(async () => {
    await server.stop();
  });

  test('says its version and takes settings', async () => {
    expect(server.version).toBeGreaterThanOrEqual(140_000);
    expect(await server.query('SHOW deadlock_timeout')).toEqual([{ deadlock_timeout: '333ms' }]);
  });

  test('listens on the loopback address only', async () => {
    expect(await server.query('SHOW listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
  });

  test('lets a role in with its password and with no other', async () => {
    const role = await server.newRole({ password: 'a:b@c/d?e#f%' });
    const database = await server.newDatabase();
    const asked = 'SELECT current_user AS role, current_database() AS database';
    expect(await server.query(asked, database.urlFor(role))).toEqual([
      { role: role.name, database: database.name },
    ]);
    const wrong = database.urlFor({ ...role, password: 'other' });
    await expect(server.query(asked, wrong)).rejects.toThrow('password authentication failed');
  });

  test('keeps databases apart', async () => {
    const [one, other] = [await server.newDatabase(), await server.newDatabase('A "quoted" name')];
    await server.query('CREATE TABLE orders (id int)', one.url);
    await expect(server.query('TABLE orders', other.url)).rejects.toThrow('does not exist');
  });
});

test('a stopped server is gone with its folder, and stops only once', async () => {
  const server = await startPostgres();
  await server.stop();
  await server.stop();
  expect(existsSync(server.socketFolder)).toBe(false);
  await expect(server.query('SELECT 1')).rejects.toThrow('ECONNREFUSED');
});

test('a setting that the server refuses is told with its log', async () => {
  await expect(startPostgres({ settings: { no_such_setting: '1' } })).rejects.toThrow(
    /did not start:[^]*no_such_setting/,
  );
});

test('a server ends with the process that started it, even by SIGKILL and while it is at work', async () => {
  const tsx = join(import.meta.dirname, '../../node_modules/tsx/dist/cli.mjs');
  const owner = spawn(process.execPath, [tsx, join(import.meta.dirname, '../postgres/busy-owner.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const failed = once(owner, 'exit').then(() => Promise.reject(new Error('The owner ended by itself.')));
  const [line] = (await Promise.race([once(createInterface({ input: owner.stdout }), 'line'), failed])) as [
    string,
  ];
  failed.catch(() => undefined);
  const {
    owner: pid,
    server,
    backend,
    folder,
  } = JSON.parse(line) as Record<string, number> & { folder: string };
  // tsx starts a process of its own: the one that holds the server is the one to kill.
  process.kill(Number(pid), 'SIGKILL');
  await until(() => !existsSync(folder));
  expect([server, backend].filter((one) => isAlive(Number(one)))).toEqual([]);
});

function isAlive(pid: number): boolean {
  return existsSync(`/proc/${pid}/stat`);
}

async function until(settled: () => boolean): Promise<void> {
  const deadline = Date.now() + 15_000;
  while (!settled()) {
    if (Date.now() > deadline) throw new Error('It did not come to pass within 15 s.');
    await delay(20);
  }
}
