/** Real tools with real projects on a real PostgreSQL: plan, apply, verify, a migration that fails, and what blocks. */
import { appendFile, rm, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { scaledClock } from '../../emulators/clock';
import { startGcs } from '../../emulators/gcs';
import type { RunningGcs } from '../../emulators/gcs';
import { startPostgres } from '../../emulators/postgres';
import type { BundledEntry } from '../runner/bundle-entry';
import type { StepResult } from '../runner/fake-runner';
import { bundleAction, openMigrateBed } from './migrate-bed';
import type { MigrateBed } from './migrate-bed';
import { copyProject, ofNpm, prepareTools } from './migrate-tools';

const tools = prepareTools();
const NODE_MODULES = join(import.meta.dirname, '..', '..', 'node_modules');
const PYTHON = { PYTHONDONTWRITEBYTECODE: '1' };
/** The engines are not downloaded: Prisma Migrate runs on its WebAssembly engine. */
const PRISMA = { PRISMA_QUERY_ENGINE_LIBRARY: '/dev/null', PRISMA_SCHEMA_ENGINE_BINARY: '/dev/null' };

interface Project {
  readonly tool: string;
  readonly command: string | undefined;
  readonly env: Record<string, string>;
  /** The ids of its two migrations. */
  readonly ids: readonly [string, string];
  readonly table: string;
  /** The file of the second one, and what begins a comment there. */
  readonly second: readonly [path: string, comment: string];
  /** A third migration that fails in its second statement. */
  readonly failing: readonly [path: string, content: string];
}

const projects: Project[] = [
  {
    tool: 'prisma',
    command: ofNpm('prisma'),
    env: PRISMA,
    ids: ['20260101000000_orders', '20260102000000_note'],
    table: 'orders',
    second: ['prisma/migrations/20260102000000_note/migration.sql', '--'],
    failing: [
      'prisma/migrations/20260103000000_bad/migration.sql',
      'CREATE TABLE left_over (id int);\nSELECT 1 / 0;\n',
    ],
  },
  {
    tool: 'alembic',
    command: tools.python && JSON.stringify([`${tools.python}/bin/alembic`]),
    env: PYTHON,
    ids: ['a1', 'a2'],
    table: 'orders',
    second: ['alembic/versions/a2_note.py', '#'],
    failing: [
      'alembic/versions/a3_bad.py',
      [
        '"""Fail."""',
        'from alembic import op',
        'revision = "a3"',
        'down_revision = "a2"',
        'def upgrade():',
        '    op.execute("CREATE TABLE left_over (id int)")',
        '    op.execute("SELECT 1 / 0")',
      ].join('\n'),
    ],
  },
  {
    tool: 'django',
    command: tools.python && JSON.stringify([`${tools.python}/bin/python`, 'manage.py']),
    env: PYTHON,
    ids: ['shop.0001_order', 'shop.0002_note'],
    table: 'shop_order',
    second: ['shop/migrations/0002_note.py', '#'],
    failing: [
      'shop/migrations/0003_bad.py',
      [
        'from django.db import migrations',
        'class Migration(migrations.Migration):',
        '    dependencies = [("shop", "0002_note")]',
        '    operations = [',
        '        migrations.RunSQL("CREATE TABLE left_over (id int)"),',
        '        migrations.RunSQL("SELECT 1 / 0"),',
        '    ]',
      ].join('\n'),
    ],
  },
  {
    tool: 'node-pg-migrate',
    command: ofNpm('node-pg-migrate'),
    env: {},
    ids: ['1700000000001_orders', '1700000000002_note'],
    table: 'orders',
    second: ['migrations/1700000000002_note.sql', '--'],
    failing: [
      'migrations/1700000000003_bad.sql',
      '-- Up Migration\nCREATE TABLE left_over (id int);\nSELECT 1 / 0;\n',
    ],
  },
  {
    tool: 'flyway',
    command: tools.flyway && JSON.stringify([tools.flyway]),
    env: {},
    ids: ['V1 orders', 'V2 note'],
    table: 'orders',
    second: ['sql/V2__note.sql', '--'],
    failing: ['sql/V3__bad.sql', 'CREATE TABLE left_over (id int);\nSELECT 1 / 0;\n'],
  },
];

let server: Awaited<ReturnType<typeof startPostgres>>;
let gcs: RunningGcs;
let entry: BundledEntry;
let bed: MigrateBed;

beforeAll(async () => {
  const buckets = [{ name: 'backups' }];
  [server, entry, gcs] = await Promise.all([
    startPostgres(),
    bundleAction(),
    startGcs({ clock: scaledClock(1), buckets, writeIntervalMs: 0 }),
  ]);
});
afterAll(async () => {
  await server.stop();
  await gcs.close();
  await entry.remove();
});

const errorOf = ({ annotations }: StepResult): string =>
  annotations
    .filter(({ name }) => name === 'error')
    .map(({ message }) => message)
    .join('\n');

describe.each(projects)('$tool', ({ tool, command, env, ids, table, second, failing }) => {
  const there = command === undefined ? test.skip : test;
  const migrate = (verb: string, inputs: Record<string, string> = {}): Promise<StepResult> =>
    bed.migrate(verb, inputs, { env: { ...env, SLUICE_STORAGE_ENDPOINT: gcs.url } });
  const hasTable = async (name: string): Promise<unknown> =>
    (await bed.rows(`SELECT to_regclass('public.${name}') IS NOT NULL AS there`))[0]?.['there'];

  beforeEach(async () => {
    bed = await openMigrateBed(server, entry, { tool, lint: 'off', 'tool-command': command ?? '' });
    copyProject(tool, bed.workspace);
    await symlink(NODE_MODULES, join(bed.workspace, 'node_modules'));
  });
  afterEach(async () => {
    await rm(join(bed.workspace, 'node_modules'));
    await bed.close();
  });

  there(
    'plans without a trace, applies what was approved, verifies, and has nothing to do then',
    async () => {
      const planned = await migrate('plan');
      expect(errorOf(planned)).toBe('');
      expect(planned.outputs).toMatchObject({ result: 'planned', pending: JSON.stringify(ids) });
      expect(planned.summary).toMatch(/CREATE TABLE/i);
      expect(
        await bed.rows(`SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace`),
      ).toEqual([]);

      const applied = await migrate('apply', { 'approved-plan': planned.outputs['plan'] ?? '' });
      expect(errorOf(applied)).toBe('');
      expect(applied.outputs).toMatchObject({ result: 'applied', applied: JSON.stringify(ids) });
      expect(await hasTable(table)).toBe(true);

      const verified = await migrate('verify', { 'require-tables': table });
      expect([errorOf(verified), verified.outputs['result']]).toEqual(['', 'verified']);
      expect((await migrate('apply')).outputs).toMatchObject({ result: 'unchanged' });
    },
    240_000,
  );

  there(
    'tells the truth about a migration that fails',
    async () => {
      await migrate('apply');
      await bed.write(...failing);
      const step = await migrate('apply');
      expect(step.exitCode).toBe(1);
      expect(errorOf(step)).toMatch(/division by zero/);
      // Prisma writes down that a migration failed, and its WebAssembly engine sends one statement after the other.
      expect(step.outputs['result']).toBe(tool === 'prisma' ? 'partial' : 'unchanged');
      if (tool === 'prisma') expect(errorOf(step)).toContain('migrate resolve --rolled-back');
      else expect(await hasTable('left_over')).toBe(false);
      expect(await bed.rows(`SELECT pid FROM pg_locks WHERE locktype = 'advisory'`)).toEqual([]);
    },
    240_000,
  );

  there(
    'is blocked by a migration that was edited after it was applied, and touches nothing',
    async () => {
      await migrate('apply');
      await bed.write(...failing);
      await appendFile(join(bed.workspace, second[0]), `\n${second[1]} edited\n`);
      for (const verb of ['plan', 'apply']) {
        const step = await migrate(verb);
        expect(step).toMatchObject({ exitCode: 1, outputs: { result: 'blocked' } });
        expect(errorOf(step)).toMatch(/is drifted; nothing was touched/);
      }
      expect(await hasTable('left_over')).toBe(false);
    },
    240_000,
  );

  there(
    'comes back from the backup that an apply has taken, and has the same to do once more',
    async () => {
      const inputs = {
        ...{ backup: 'pg_dump', 'backup-bucket': 'gs://backups' },
        'backup-programs': dirname(server.program('pg_dump') ?? ''),
      };
      const applied = await migrate('apply', inputs);
      expect([errorOf(applied), applied.outputs['result']]).toEqual(['', 'applied']);
      const from = { ...inputs, 'restore-from': applied.outputs['backup'] ?? '' };
      const approval = (await migrate('restore', from)).outputs['restore-approval'] ?? '';
      const restored = await migrate('restore', { ...from, 'approved-restore': approval });
      expect([errorOf(restored), restored.outputs['result']]).toEqual(['', 'restored']);
      expect(await hasTable(table)).toBe(false);
      const again = await migrate('apply');
      expect(errorOf(again)).toBe('');
      expect(again.outputs).toMatchObject({ result: 'applied', applied: JSON.stringify(ids) });
    },
    240_000,
  );
});

describe('a project that cannot be applied', () => {
  const there = tools.python === undefined ? test.skip : test;

  there(
    'two heads of Alembic block, with the command that joins them',
    async () => {
      const command = JSON.stringify([`${tools.python ?? ''}/bin/alembic`]);
      bed = await openMigrateBed(server, entry, { tool: 'alembic', 'tool-command': command });
      copyProject('alembic', bed.workspace);
      await bed.write(
        'alembic/versions/b2_other.py',
        'revision = "b2"\ndown_revision = "a1"\ndef upgrade():\n    pass\n',
      );
      const step = await bed.migrate('apply', {}, { env: PYTHON });
      expect(step).toMatchObject({ exitCode: 1, outputs: { result: 'blocked' } });
      expect(errorOf(step)).toMatch(/There are 2 heads: a2, b2[\s\S]*alembic merge -m "merge" a2 b2/);
      expect(
        await bed.rows(`SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace`),
      ).toEqual([]);
      await bed.close();
    },
    120_000,
  );

  test('a tool that is not installed is named', async () => {
    bed = await openMigrateBed(server, entry, { tool: 'flyway', 'tool-command': '["no-such-flyway"]' });
    const step = await bed.migrate('plan');
    expect(errorOf(step)).toMatch(/There is no program `no-such-flyway`[\s\S]*`tool-command`/);
    await bed.close();
  });
});
