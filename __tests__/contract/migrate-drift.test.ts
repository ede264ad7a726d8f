/** What is held against a plan beside its files: the schema as it was left, a killed run, and who still needs it. */
import { execFileSync } from 'node:child_process';
import { symlink, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { scaledClock } from '../../emulators/clock';
import { startCloudRun } from '../../emulators/cloudrun';
import type { CloudRun } from '../../emulators/cloudrun';
import { fakePlatform } from '../../emulators/cloudrun/fake-platform';
import { parseTarget, reading, shapeOf, withSession } from '../../actions/migrate-db/src/database';
import type { Shape } from '../../actions/migrate-db/src/database';
import { startPostgres } from '../../emulators/postgres';
import { Refusal } from '../../lib/runner';
import type { BundledEntry } from '../runner/bundle-entry';
import type { StepResult } from '../runner/fake-runner';
import { bundleAction, openMigrateBed } from './migrate-bed';
import type { MigrateBed } from './migrate-bed';
import { copyProject, ofNpm } from './migrate-tools';

let server: Awaited<ReturnType<typeof startPostgres>>;
let entry: BundledEntry;
let bed: MigrateBed;

beforeAll(async () => {
  [server, entry] = await Promise.all([startPostgres(), bundleAction()]);
});
afterAll(async () => {
  await server.stop();
  await entry.remove();
});

const errorOf = ({ annotations }: StepResult): string =>
  annotations
    .filter(({ name }) => name === 'error')
    .map(({ message }) => message)
    .join('\n');

describe('a schema that somebody has changed by hand', () => {
  beforeEach(async () => {
    bed = await openMigrateBed(server, entry, { lint: 'off' });
    await bed.write('migrations/0001_orders.sql', 'CREATE TABLE orders (id bigint PRIMARY KEY);');
    await bed.migrate('apply');
    await bed.rows('ALTER TABLE orders ADD COLUMN note text');
    await bed.write('migrations/0002_sum.sql', 'ALTER TABLE orders ADD COLUMN sum int;');
  });
  afterEach(() => bed.close());

  test('blocks a plan and an apply, with what has changed, and fails a verification', async () => {
    for (const verb of ['plan', 'apply']) {
      const step = await bed.migrate(verb);
      expect(step).toMatchObject({ exitCode: 1, outputs: { result: 'blocked' } });
      expect(errorOf(step)).toContain('the column public.orders.note is new');
    }
    expect(errorOf(await bed.migrate('verify'))).toContain('public.orders.note is new');
    expect(await bed.rows('SELECT 1 FROM sluice.run')).toHaveLength(1);
  });

  test('blocks nothing once it is undone, or was put on record as a migration', async () => {
    await bed.write('migrations/0003_note.sql', 'ALTER TABLE orders ADD COLUMN note text;');
    await bed.rows('ALTER TABLE orders DROP COLUMN note');
    expect((await bed.migrate('apply')).outputs).toMatchObject({ result: 'applied' });
  });

  test('is told and goes on where the caller wants that, and is as it should be from then on', async () => {
    const step = await bed.migrate('apply', { drift: 'report' });
    expect(step.outputs).toMatchObject({ result: 'applied' });
    expect(step.annotations.map(({ name, message }) => `${name}: ${message}`)).toContainEqual(
      expect.stringMatching(/^warning: .*public\.orders\.note is new/),
    );
    expect((await bed.migrate('plan')).outputs).toMatchObject({ result: 'unchanged' });
  });
});

describe('a migration of Prisma that a killed run has begun', () => {
  const env = { PRISMA_QUERY_ENGINE_LIBRARY: '/dev/null', PRISMA_SCHEMA_ENGINE_BINARY: '/dev/null' };
  const migrate = (verb: string): Promise<StepResult> => bed.migrate(verb, {}, { env });
  const NODE_MODULES = join(import.meta.dirname, '..', '..', 'node_modules');
  const next = 'prisma/migrations/20260103000000_sum/migration.sql';

  beforeEach(async () => {
    const inputs = { tool: 'prisma', lint: 'off', 'tool-command': ofNpm('prisma') };
    bed = await openMigrateBed(server, entry, inputs);
    copyProject('prisma', bed.workspace);
    await symlink(NODE_MODULES, join(bed.workspace, 'node_modules'));
    await migrate('apply');
    await bed.write(next, 'ALTER TABLE "orders" ADD COLUMN "sum" INTEGER;\n');
  }, 120_000);
  afterEach(async () => {
    await rm(join(bed.workspace, 'node_modules'));
    await bed.close();
  });

  const shape = (): Promise<Shape> => {
    const target = parseTarget(bed.url);
    if (target instanceof Refusal) throw new Error(target.message);
    return withSession(target, reading('test'), shapeOf);
  };

  /** As a run leaves it that dies after Prisma has put down that it begins. */
  async function killedRun(before: string, rehearsed = ''): Promise<void> {
    await bed.rows(`
      INSERT INTO sluice.run (id, tool, plan, pending, run_url, actor, sha, fingerprint, rehearsed)
        VALUES ('dead', 'prisma', 'plan', '["20260103000000_sum"]', '', '', '', '${before}', nullif('${rehearsed}', ''));
      INSERT INTO _prisma_migrations (id, checksum, migration_name)
        SELECT 'begun', encode(sha256(convert_to('ALTER TABLE "orders" ADD COLUMN "sum" INTEGER;' || E'\\n', 'UTF8')), 'hex'), '20260103000000_sum';`);
  }

  test('is for a person, where the schema does not prove what became of it', async () => {
    await killedRun('of another schema');
    const step = await migrate('apply');
    expect(step).toMatchObject({ exitCode: 1, outputs: { result: 'blocked' } });
    expect(errorOf(step)).toContain('migrate resolve --rolled-back "20260103000000_sum"');
  }, 120_000);

  test('is put on record and done again, where it left nothing', async () => {
    await killedRun((await shape()).fingerprint);
    expect((await migrate('plan')).outputs).toMatchObject({ result: 'planned' });
    const step = await migrate('apply');
    expect([errorOf(step), step.outputs['result']]).toEqual(['', 'applied']);
    const runs = await bed.rows('SELECT outcome FROM sluice.run ORDER BY started_at');
    expect(runs.map(({ outcome }) => outcome)).toEqual(['applied', 'unchanged', 'applied']);
  }, 120_000);

  test('is put on record and done, where it has taken effect', async () => {
    const { fingerprint } = await shape();
    await bed.rows('ALTER TABLE orders ADD COLUMN sum integer');
    await killedRun(fingerprint, (await shape()).fingerprint);
    expect((await migrate('plan')).outputs).toMatchObject({ result: 'unchanged' });
    expect((await migrate('apply')).outputs).toMatchObject({ result: 'unchanged' });
    expect(await bed.rows('SELECT 1 FROM _prisma_migrations WHERE finished_at IS NULL')).toEqual([]);
    expect((await migrate('verify')).outputs).toMatchObject({ result: 'verified' });
  }, 120_000);
});

describe('the contract phase', () => {
  let cloudRun: CloudRun;
  let commits: { old: string; head: string };
  const parent = 'projects/demo-project/locations/europe-west1';

  beforeEach(async () => {
    bed = await openMigrateBed(server, entry, { lint: 'off' });
    cloudRun = await startCloudRun({ clock: scaledClock(100), platform: fakePlatform() });
    await bed.write('migrations/0001_orders.sql', 'CREATE TABLE orders (id int, note text);');
    await bed.migrate('apply');
    const git = (...args: string[]): string =>
      execFileSync('git', ['-c', 'user.name=T', '-c', 'user.email=t@example.com', ...args], {
        cwd: bed.workspace,
        encoding: 'utf8',
      }).trim();
    git('init', '-q');
    git('commit', '-q', '--allow-empty', '-m', 'reads notes');
    const old = git('rev-parse', 'HEAD');
    git('commit', '-q', '--allow-empty', '-m', 'reads no notes');
    commits = { old, head: git('rev-parse', 'HEAD') };
    await bed.write(
      'migrations/0002_no_note.sql',
      `-- sluice: phase: contract after ${old}\nALTER TABLE orders DROP COLUMN note;`,
    );
  });
  afterEach(async () => {
    await cloudRun.close();
    await bed.close();
  });

  async function deploy(commit: string): Promise<void> {
    const template = {
      revision: `shop-${commit.slice(0, 7)}-0123abcd`,
      containers: [{ image: `shop@sha256:${commit.padEnd(64, '0')}` }],
    };
    const [method, url] =
      cloudRun.calls.length === 0
        ? ['POST', `${cloudRun.url}/v2/${parent}/services?serviceId=shop`]
        : ['PATCH', `${cloudRun.url}/v2/${parent}/services/shop`];
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(url, { method, headers, body: JSON.stringify({ template }) });
    expect(response.ok).toBe(true);
    await cloudRun.idle();
  }

  const gated = (verb: string): Promise<StepResult> =>
    bed.migrate(
      verb,
      { service: 'shop', region: 'europe-west1', project: 'demo-project' },
      { env: { SLUICE_CLOUD_RUN_ENDPOINT: cloudRun.url } },
    );

  test('waits until no revision that needs the old shape has traffic', async () => {
    await deploy(commits.old);
    for (const verb of ['plan', 'apply']) {
      const step = await gated(verb);
      expect(step.exitCode).toBe(1);
      expect(errorOf(step)).toMatch(
        /too early to take anything away[\s\S]*shop-[0-9a-f]{7}-0123abcd \(100 %/,
      );
    }
    await deploy(commits.head);
    expect((await gated('apply')).outputs).toMatchObject({ result: 'applied' });
  });

  test('asks nobody where nothing is taken away, and says so where nobody may be asked', async () => {
    const calls = cloudRun.calls.length;
    const unasked = await bed.migrate('plan');
    expect(unasked.annotations.map(({ message }) => message)).toContainEqual(
      expect.stringContaining('Nobody has looked whether a revision with traffic'),
    );
    await bed.write('migrations/0002_no_note.sql', 'ALTER TABLE orders ADD COLUMN sum int;');
    expect((await gated('plan')).outputs).toMatchObject({ result: 'planned' });
    expect(cloudRun.calls).toHaveLength(calls);
  });
});
