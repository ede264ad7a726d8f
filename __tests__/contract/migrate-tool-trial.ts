/** What every tool must do, with a real project on a real PostgreSQL: plan, apply, verify, fail, be blocked, come back. */
import { appendFile, rm, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { scaledClock } from '../../emulators/clock';
import { startGcs } from '../../emulators/gcs';
import type { RunningGcs } from '../../emulators/gcs';
import { startPostgres } from '../../emulators/postgres';
import type { PostgresServer } from '../../emulators/postgres';
import type { BundledEntry } from '../runner/bundle-entry';
import type { StepResult } from '../runner/fake-runner';
import { errorOf } from './migrate-backup-bed';
import { bundleAction, openMigrateBed } from './migrate-bed';
import type { MigrateBed } from './migrate-bed';
import { copyProject } from './migrate-tools';

const NODE_MODULES = join(import.meta.dirname, '..', '..', 'node_modules');

export interface Project {
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

/** Declares the tests of one tool, in a file of its own, so that several are tried side by side. */
export function trialOf({ tool, command, env, ids, table, second, failing }: Project): void {
  let server: PostgresServer;
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
}
