/** Projects that no tool can apply. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startPostgres } from '../../emulators/postgres';
import type { PostgresServer } from '../../emulators/postgres';
import type { BundledEntry } from '../runner/bundle-entry';
import { errorOf } from './migrate-backup-bed';
import { bundleAction, openMigrateBed } from './migrate-bed';
import type { MigrateBed } from './migrate-bed';
import { copyProject, prepareTools } from './migrate-tools';

const tools = prepareTools();

let server: PostgresServer;
let entry: BundledEntry;
let bed: MigrateBed;

beforeAll(async () => {
  [server, entry] = await Promise.all([startPostgres(), bundleAction()]);
});
afterAll(async () => {
  await server.stop();
  await entry.remove();
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
      const step = await bed.migrate('apply', {}, { env: { PYTHONDONTWRITEBYTECODE: '1' } });
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
