/** Cloud SQL's own backups and clones, over its Admin API. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import type { Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { cloudSqlBackups, openAdmins, reachClones } from '../../actions/migrate-db/src/backup/cloud-sql';
import { fingerprintOf, reading, withSession } from '../../actions/migrate-db/src/database';
import type { MigrationPlan } from '../../actions/migrate-db/src/model';
import type { Backups, Rehearsal } from '../../actions/migrate-db/src/ports';
import { cloneRehearsal } from '../../actions/migrate-db/src/rehearse/clone';
import { sqlTool } from '../../actions/migrate-db/src/tools/sql';
import { scaledClock } from '../../emulators/clock';
import { startCloudSql } from '../../emulators/cloudsql';
import type { CloudSql, InstanceRecord } from '../../emulators/cloudsql';
import { startPostgres } from '../../emulators/postgres';
import { UserError } from '../../lib/runner';
import { placeAt } from './migrate-backup-place';
import type { TestPlace } from './migrate-backup-place';

type Postgres = Awaited<ReturnType<typeof startPostgres>>;

const source = { project: 'acme', instance: 'shop', ipType: 'PRIVATE', iam: false } as const;
let production: Postgres;
/** The server behind every clone. */
let cloned: Postgres;
let cloudSql: CloudSql;
let instance: InstanceRecord;
let place: TestPlace;

beforeAll(async () => {
  [production, cloned] = await Promise.all([startPostgres(), startPostgres()]);
  const table = 'CREATE TABLE orders (id int PRIMARY KEY); INSERT INTO orders VALUES (1), (2)';
  await production.query(table, production.url);
  await cloned.query(`${table}; ALTER USER postgres PASSWORD '${production.superuser.password}'`, cloned.url);
  cloudSql = await startCloudSql({ clock: scaledClock(6000) });
});
afterAll(() => Promise.all([production.stop(), cloned.stop(), cloudSql.close()]));
beforeEach(() => {
  cloudSql.state.instances.clear();
  cloudSql.state.operations.clear();
  cloudSql.faults.clear();
  instance = cloudSql.add({ project: 'acme', name: 'shop', created: 0 });
  place = placeAt(production.url, { SLUICE_CLOUD_SQL_ENDPOINT: cloudSql.url }, 6000);
});

const instances = (): string[] => [...cloudSql.state.instances.values()].map(({ name }) => name);
const sent = (method: RegExp): number => cloudSql.calls.filter((call) => method.test(call.method)).length;

/** The connector: to whatever instance, it leads to the server that plays the clones. */
function reach(): ReturnType<typeof reachClones> {
  let tunnel: Server | undefined;
  const connector = {
    startLocalProxy: ({ path, instanceConnectionName }: { path: string; instanceConnectionName: string }) => {
      expect(instanceConnectionName).toMatch(/^acme:europe-west1:sluice-/);
      tunnel = createServer((client) => {
        const server = connect(cloned.port, '127.0.0.1');
        server.on('error', () => client.destroy());
        client.on('error', () => server.destroy());
        server.pipe(client).pipe(server);
      });
      return new Promise<void>((resolve) => tunnel?.listen(path, resolve));
    },
    close: () => tunnel?.close(),
  };
  return reachClones({ place, ...source, connect: () => Promise.resolve(connector) });
}

const backups = (objectives = {}, at = place): Backups =>
  cloudSqlBackups(at, {
    ...openAdmins(place, source),
    source,
    objectives: { restoreTime: undefined, backupAge: undefined, ...objectives },
    reach: reach(),
  });
const identity = { systemIdentifier: '', database: 'main', endpoint: '', user: '', serverVersion: 150000 };

describe('a backup', () => {
  test('is taken once, waited for, and told with the position of the log', async () => {
    const before = sent(/BackupRunsService.Insert/);
    const record = await backups().take(identity);
    const [backup] = instance.backups;
    expect(record).toMatchObject({
      reference: `projects/acme/instances/shop/backupRuns/${String(backup?.id)}`,
      kind: 'cloud-sql',
      lsn: expect.stringMatching(/^[0-9A-F]+\/[0-9A-F]+$/),
    });
    expect(backup).toMatchObject({ status: 'SUCCESSFUL', description: 'sluice 42-1-test' });
    expect(sent(/BackupRunsService.Insert/) - before).toBe(1);
    expect((await backups().drill(identity)).backup).toMatchObject({ reference: record.reference });
  });

  test('that ends in an error is none, although its operation is DONE', async () => {
    cloudSql.faults.add({
      kind: 'operation-error',
      call: /BackupRunsService.Insert/,
      message: 'The disk is gone.',
    });
    await expect(backups().take(identity)).rejects.toMatchObject({
      message: expect.stringMatching(/The backup of the instance shop failed: .*The disk is gone/),
    });
    await expect(backups().drill(identity)).rejects.toThrow('no backup');
  });

  test.each([
    ['its answer is lost', { kind: 'reset-after' }],
    ['it does not arrive', { kind: 'reset-before' }],
    ['the API is overloaded', { kind: 'status', status: 503 }],
  ] as const)('is taken exactly once where %s', async (_what, fault) => {
    cloudSql.faults.add({ ...fault, call: /BackupRunsService.Insert/ });
    await backups().take(identity);
    expect(instance.backups.map(({ status }) => status)).toEqual(['SUCCESSFUL']);
  });

  test('waits for its turn where another operation goes on, and says which role is missing where it may not', async () => {
    const other = { ...place, runId: '43-1-test' };
    await Promise.all([backups().take(identity), backups({}, other).take(identity)]);
    expect(instance.backups.map(({ status }) => status)).toEqual(['SUCCESSFUL', 'SUCCESSFUL']);
    cloudSql.faults.add({ kind: 'status', call: /BackupRunsService.Insert/, status: 403 });
    await expect(backups().take(identity)).rejects.toMatchObject({
      remedy: expect.stringContaining('roles/cloudsql.editor'),
    });
  });
});

describe('a restore and a drill', () => {
  test('a restore makes a clone as of the backup, and touches the instance not at all', async () => {
    const { reference, takenAt } = await backups().take(identity);
    const restored = await backups().restore(reference);
    expect(restored).toMatchObject({ kept: 'shop', backup: { reference, takenAt } });
    expect(restored.database).toMatch(/^acme:europe-west1:sluice-restore-shop-[0-9a-f]{8}\/main$/);
    expect(instances()).toHaveLength(2);
    expect(instance.state).toBe('RUNNABLE');
    await expect(backups().restore('projects/acme/instances/shop/backupRuns/1')).rejects.toThrow(UserError);
  });

  test('a drill reads the clone in full, measures it, and deletes it', async () => {
    await backups().take(identity);
    const drilled = await backups({ restoreTime: 1 }).drill(identity);
    expect(drilled.missed).toEqual([expect.stringContaining('The restore took')]);
    expect(instances()).toEqual(['shop']);
  });

  test('a clone that fails or is protected leaves nothing; one that was left behind is deleted', async () => {
    await backups().take(identity);
    cloudSql.add({ project: 'acme', name: 'sluice-drill-shop-00000000', created: 0 });
    cloudSql.faults.add({
      kind: 'operation-error',
      call: /InstancesService.Clone/,
      message: 'No addresses are left.',
    });
    await expect(backups().drill(identity)).rejects.toThrow(/No addresses are left/);
    expect(instances()).toEqual(['shop']);
    instance.deletionProtection = true;
    await backups().drill(identity);
    expect(instances()).toEqual(['shop']);
  });
});

describe('a rehearsal on a clone', () => {
  const rehearse = async (sql: string): ReturnType<Rehearsal['rehearse']> => {
    const folder = await mkdtemp(join(tmpdir(), 'clone-'));
    await writeFile(join(folder, '0001_one.sql'), sql);
    const settings = reading('42-1-test');
    const toolOn = (target: TestPlace['target']): ReturnType<typeof sqlTool> =>
      sqlTool({
        ...{ target, folder, workspace: folder, runId: place.runId, reading: settings },
        ...{ signal: place.runner.signal, log: place.runner.log },
        writing: { applicationName: 'sluice-42-1-test-apply', parameters: {} },
      });
    const standing = await toolOn(place.target).pending();
    const plan: MigrationPlan = { hash: '', tool: 'sql', identity, standing, fingerprint: '', sizes: [] };
    try {
      return await cloneRehearsal(place, source, reach()).rehearse({ plan, toolOn });
    } finally {
      await rm(folder, { recursive: true });
    }
  };

  test('changes the clone, not production, and deletes it', async () => {
    const { fingerprint } = await rehearse('ALTER TABLE orders ADD COLUMN note text;');
    const now = await withSession(place.target, reading('x'), fingerprintOf);
    expect(fingerprint).not.toBe(now);
    expect(instances()).toEqual(['shop']);
  });

  test('that fails deletes it as well; so does one that is cancelled', async () => {
    await expect(rehearse('SELECT 1 / 0;')).rejects.toThrow(/fail on a copy of the database: 0001_one/);
    expect(instances()).toEqual(['shop']);
    const cancelled = rehearse('SELECT pg_sleep(30);');
    setTimeout(() => {
      place.cancel();
    }, 1_500);
    await expect(cancelled).rejects.toThrow();
    expect(instances()).toEqual(['shop']);
  });

  test('on what is production itself is refused before anything is sent', async () => {
    const itself = cloneRehearsal(place, source, (_made, work) => work(place.target));
    const plan: MigrationPlan = {
      ...{ hash: '', tool: 'sql', identity, fingerprint: '', sizes: [] },
      standing: { pending: [], applied: [], obstacles: [] },
    };
    const toolOn = (): never => {
      throw new Error('It was asked for a tool.');
    };
    await expect(itself.rehearse({ plan, toolOn })).rejects.toThrow(/is the database itself/);
    expect(instances()).toEqual(['shop']);
  });
});
