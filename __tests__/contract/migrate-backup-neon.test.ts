/** Branches of Neon as backups, rehearsals and the way back; a real server stands behind each branch. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { neonBackups, openNeonBranches } from '../../actions/migrate-db/src/backup/neon';
import { fingerprintOf, reading, withSession } from '../../actions/migrate-db/src/database';
import type { MigrationPlan } from '../../actions/migrate-db/src/model';
import type { Backups, Rehearsal } from '../../actions/migrate-db/src/ports';
import { branchRehearsal } from '../../actions/migrate-db/src/rehearse/branch';
import { sqlTool } from '../../actions/migrate-db/src/tools/sql';
import { scaledClock } from '../../emulators/clock';
import { startNeon } from '../../emulators/neon';
import type { Neon } from '../../emulators/neon';
import { startPostgres } from '../../emulators/postgres';
import { placeAt } from './migrate-backup-place';
import type { TestPlace } from './migrate-backup-place';

let server: Awaited<ReturnType<typeof startPostgres>>;
let neon: Neon;
let place: TestPlace;
let restoredTo: string[];

const databaseOf = (branch: string): string => `branch_${branch.replaceAll('-', '_')}`;
const urlOf = (branch: string): string => {
  const url = new URL(server.url);
  url.pathname = `/${databaseOf(branch)}`;
  return url.href;
};

beforeAll(async () => {
  server = await startPostgres();
  await server.query(
    'CREATE TABLE orders (id int PRIMARY KEY); INSERT INTO orders VALUES (1), (2)',
    server.url,
  );
});
afterAll(() => server.stop());
beforeEach(async () => {
  restoredTo = [];
  neon = await startNeon({
    clock: scaledClock(600),
    onCreate: async ({ id }) => {
      await server.query(`CREATE DATABASE ${databaseOf(id)}`);
      await server.query(
        'CREATE TABLE orders (id int PRIMARY KEY); INSERT INTO orders VALUES (1), (2)',
        urlOf(id),
      );
    },
    onDelete: async ({ id }) => {
      await server.query(`DROP DATABASE IF EXISTS ${databaseOf(id)}`);
    },
    onRestore: (_branch, lsn) => {
      restoredTo.push(lsn);
    },
    uriOf: ({ id }) => urlOf(id),
  });
  place = placeAt(server.url, { SLUICE_NEON_ENDPOINT: neon.url });
});
afterEach(() => neon.close());

const source = (overrides = {}): Parameters<typeof branchRehearsal>[1] => ({
  ...{ apiKey: neon.apiKey, project: neon.state.project, branch: neon.main.id, as: 'branch' },
  ...overrides,
});
const backups = (settings: { as?: 'branch' | 'snapshot'; approved?: string } = {}): Backups =>
  neonBackups(place, {
    ...{ as: 'branch', approved: undefined, ...settings },
    neon: openNeonBranches(place, source()),
    objectives: { restoreTime: undefined, backupAge: undefined },
  });
const identity = { systemIdentifier: '', database: 'main', endpoint: '', user: '', serverVersion: 150000 };
const branches = (): string[] => [...neon.state.branches.values()].map(({ name }) => name);

describe.each(['branch', 'snapshot'] as const)('a backup as a %s', (as) => {
  test('marks the position of the log before anything is applied', async () => {
    const record = await backups({ as }).take(identity);
    expect(record).toMatchObject({
      kind: 'neon',
      lsn: expect.stringMatching(/^[0-9A-F]+\/[0-9A-F]+$/),
      reference: expect.stringContaining(`projects/${neon.state.project}/`),
    });
    const made = as === 'branch' ? [...neon.state.branches.values()].at(-1) : neon.state.snapshots[0];
    expect(made).toMatchObject(as === 'branch' ? { parent_lsn: record.lsn } : { lsn: record.lsn });
    expect((await backups({ as }).drill(identity)).backup).toEqual(record);
  });

  test.each([
    ['its answer is lost', { kind: 'reset-after' }],
    ['it does not arrive', { kind: 'reset-before' }],
    ['the project is locked', { kind: 'status', status: 423 }],
  ] as const)('is there exactly once where %s', async (_what, fault) => {
    neon.faults.add({ ...fault, call: /(Branches|Snapshots)\.Create/ });
    const taken = await backups({ as })
      .take(identity)
      .catch((error: unknown) => error);
    const count = as === 'branch' ? branches().length - 1 : neon.state.snapshots.length;
    expect({ taken, count }).toMatchObject({ taken: { kind: 'neon' }, count: 1 });
  });
});

describe('a restore', () => {
  test('asks for an approval, goes back by the position of the log, and keeps what was there', async () => {
    const { lsn, reference } = await backups().take(identity);
    const refused: unknown = await backups()
      .restore(reference)
      .catch((error: unknown) => error);
    expect(refused).toMatchObject({ message: expect.stringContaining('what was written since is lost') });
    const { remedy } = refused as { remedy: string };
    const approved = /approved-restore: ([0-9a-f]{16})/.exec(remedy)?.[1] ?? '';
    expect(restoredTo).toEqual([]);
    const restored = await backups({ approved }).restore(reference);
    expect(restoredTo).toEqual([lsn]);
    expect(restored.kept).toMatch(/^main-before-\d{8}T\d{6}Z$/);
    expect(branches()).toContain(restored.kept);
    await expect(backups({ approved }).restore(reference)).rejects.toThrow(/is for another restore/);
  });

  test('can be repeated: backups that moved to the branch that was kept are found there', async () => {
    const { reference } = await backups().take(identity);
    for (let time = 0; time < 2; time += 1) {
      const refused: unknown = await backups()
        .restore(reference)
        .catch((error: unknown) => error);
      const approved =
        /approved-restore: ([0-9a-f]{16})/.exec((refused as { remedy: string }).remedy)?.[1] ?? '';
      await place.runner.clock.sleep(2_000);
      await backups({ approved }).restore(reference);
    }
    expect(restoredTo).toHaveLength(2);
  });
});

describe('a drill and a rehearsal', () => {
  const rehearse = async (sql: string): ReturnType<Rehearsal['rehearse']> => {
    const folder = await mkdtemp(join(tmpdir(), 'branch-'));
    await writeFile(join(folder, '0001_one.sql'), sql);
    const toolOn = (target: TestPlace['target']): ReturnType<typeof sqlTool> =>
      sqlTool({
        ...{ target, folder, workspace: folder, runId: place.runId, reading: reading(place.runId) },
        ...{ signal: place.runner.signal, log: place.runner.log },
        writing: { applicationName: 'sluice-42-1-test-apply', parameters: {} },
      });
    const standing = await toolOn(place.target).pending();
    const plan: MigrationPlan = { hash: '', tool: 'sql', identity, standing, fingerprint: '', sizes: [] };
    try {
      return await branchRehearsal(place, source()).rehearse({ plan, toolOn });
    } finally {
      await rm(folder, { recursive: true });
    }
  };

  test('a drill reads a branch at that position in full, and deletes it', async () => {
    await backups().take(identity);
    const before = branches();
    const drilled = await backups().drill(identity);
    expect(drilled.missed).toEqual([]);
    expect(branches()).toEqual(before);
  });

  test('a rehearsal changes a branch, not production; its password is masked, and the branch is deleted', async () => {
    const { fingerprint } = await rehearse('ALTER TABLE orders ADD COLUMN note text;');
    expect(fingerprint).not.toBe(await withSession(place.target, reading('x'), fingerprintOf));
    expect(branches()).toEqual(['main']);
    expect(place.masked).toContain(server.superuser.password);
  });

  test('one that fails, or whose branch fails, leaves no branch either', async () => {
    await expect(rehearse('SELECT 1 / 0;')).rejects.toThrow(/fail on a copy of the database: 0001_one/);
    neon.faults.add({ kind: 'operation-error', call: /Branches\.Create/, message: 'no capacity' });
    await expect(rehearse('SELECT 1;')).rejects.toThrow(/is failed: no capacity/);
    expect(branches()).toEqual(['main']);
  });
});

test('a key that Neon does not take is told, and shown nowhere', async () => {
  const wrong = { ...source(), apiKey: 'napi_wrong' };
  const refused = neonBackups(place, {
    ...{ as: 'branch', approved: undefined, neon: openNeonBranches(place, wrong) },
    objectives: { restoreTime: undefined, backupAge: undefined },
  });
  const error: unknown = await refused.take(identity).catch((each: unknown) => each);
  expect(error).toMatchObject({ remedy: 'Give a key of Neon that is valid as `neon-api-key`.' });
  const said = [String(error), JSON.stringify(error), ...place.lines, JSON.stringify(neon.calls)].join('\n');
  expect(said).not.toContain('napi_');
});
