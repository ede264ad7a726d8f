/** The real command line of Prisma in a Cloud Run job, on a real PostgreSQL: what it prints is what it is asked by. */
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { StepResult } from '../runner/fake-runner';
import { errorOf } from './migrate-backup-bed';
import { openJobBed } from './migrate-in-job-bed';
import type { JobBed } from './migrate-in-job-bed';
import { copyProject, ofNpm } from './migrate-tools';

/** What an image with Node has; the engines are not downloaded: Prisma Migrate runs on its WebAssembly engine. */
const IMAGE_ENV = {
  PATH: `${dirname(process.execPath)}:/usr/bin:/bin`,
  PRISMA_QUERY_ENGINE_LIBRARY: '/dev/null',
  PRISMA_SCHEMA_ENGINE_BINARY: '/dev/null',
};
const IDS = ['20260101000000_orders', '20260102000000_note'];
const BAD = '20260103000000_bad';
const TIME = 240_000;

let bed: JobBed;

beforeAll(async () => {
  bed = await openJobBed(IMAGE_ENV);
  await symlink(join(import.meta.dirname, '..', '..', 'node_modules'), join(bed.folder, 'node_modules'));
}, TIME);
beforeEach(async () => {
  await bed.reset();
  await rm(join(bed.folder, 'prisma'), { recursive: true, force: true });
  copyProject('prisma', bed.folder);
});
afterAll(async () => {
  await rm(join(bed.folder, 'node_modules'));
  await bed.close();
});

const migrate = (command: string, inputs: Record<string, string> = {}): Promise<StepResult> =>
  bed.migrate(command, { tool: 'prisma', 'tool-command': ofNpm('prisma'), ...inputs });

/** Puts a migration into the image. */
async function ship(id: string, sql: string): Promise<void> {
  const folder = join(bed.folder, 'prisma', 'migrations', id);
  await mkdir(folder);
  await writeFile(join(folder, 'migration.sql'), sql);
}

const columns = async (): Promise<unknown[]> =>
  (
    await bed.rows(
      `SELECT attname AS name FROM pg_attribute WHERE attrelid = to_regclass('orders') AND attnum > 0 ORDER BY attnum`,
    )
  ).map(({ name }) => name);

describe('Prisma in a job', () => {
  test(
    'plans without a trace, applies what was approved, verifies, and has nothing to do then',
    async () => {
      const planned = await migrate('plan');
      expect(errorOf(planned)).toBe('');
      expect(planned.outputs).toMatchObject({ result: 'planned', pending: JSON.stringify(IDS) });
      expect(await columns()).toEqual([]);
      const applied = await migrate('apply', { 'approved-plan': planned.outputs['plan'] ?? '' });
      expect(errorOf(applied)).toBe('');
      expect(applied.outputs).toMatchObject({ result: 'applied', applied: JSON.stringify(IDS) });
      expect(await columns()).toEqual(['id', 'note']);
      expect(
        await bed.rows('SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NULL'),
      ).toEqual([]);
      const verified = await migrate('verify');
      expect([errorOf(verified), verified.outputs['result']]).toEqual(['', 'verified']);
      expect((await migrate('apply')).outputs).toMatchObject({ result: 'unchanged', applied: '[]' });
    },
    TIME,
  );

  test(
    'that fails in one migration is told as partial with the way on, and blocks until that was gone',
    async () => {
      await migrate('apply');
      await ship(BAD, 'CREATE TABLE left_over (id int);\nSELECT 1 / 0;\n');
      const failed = await migrate('apply');
      expect(failed).toMatchObject({ exitCode: 1, outputs: { result: 'partial' } });
      expect(failed.stdout).toContain('division by zero');
      expect(errorOf(failed)).toContain(`prisma migrate resolve --rolled-back "${BAD}"`);
      for (const verb of ['plan', 'apply']) {
        const step = await migrate(verb);
        expect(step).toMatchObject({ exitCode: 1, outputs: { result: 'blocked' } });
        expect(errorOf(step)).toContain(`${BAD} began and did not come to its end`);
      }
      expect(errorOf(await migrate('verify'))).toContain(`${BAD} began and did not come to its end`);
    },
    TIME,
  );

  test(
    'is blocked where the database has a migration that the image does not have',
    async () => {
      await ship(BAD, 'SELECT 1;\n');
      await migrate('apply');
      await rm(join(bed.folder, 'prisma', 'migrations', BAD), { recursive: true });
      await ship('20260104000000_sum', 'ALTER TABLE "orders" ADD COLUMN "sum" INTEGER;\n');
      const step = await migrate('apply');
      expect(step).toMatchObject({ exitCode: 1, outputs: { result: 'blocked' } });
      expect(errorOf(step)).toContain('migrations that the image does not have');
      expect(await columns()).toEqual(['id', 'note']);
    },
    TIME,
  );
});
