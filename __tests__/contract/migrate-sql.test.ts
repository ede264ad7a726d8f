import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { SarifLog } from '../../actions/migrate-db/src/lint';
import { startPostgres } from '../../emulators/postgres';
import type { BundledEntry } from '../runner/bundle-entry';
import type { StepResult } from '../runner/fake-runner';
import { bundleAction, openMigrateBed } from './migrate-bed';
import type { MigrateBed } from './migrate-bed';

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
beforeEach(async () => {
  bed = await openMigrateBed(server, entry, { lint: 'off' });
  await bed.write('migrations/0001_orders.sql', 'CREATE TABLE orders (id bigint PRIMARY KEY, note text);');
});
afterEach(() => bed.close());

const errorOf = ({ annotations }: StepResult): string =>
  annotations
    .filter(({ name }) => name === 'error')
    .map(({ message }) => message)
    .join('\n');
const tables = async (): Promise<unknown[]> =>
  (await bed.rows(`SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`)).map(
    ({ name }) => name,
  );

describe('plan', () => {
  test('says what is pending and changes nothing', async () => {
    const step = await bed.migrate('plan');
    expect(step).toMatchObject({ exitCode: 0, annotations: [] });
    expect(step.outputs).toMatchObject({
      result: 'planned',
      pending: '["0001_orders"]',
      plan: expect.stringMatching(/^[0-9a-f]{16}$/),
    });
    expect(step.summary).toContain('CREATE TABLE orders');
    expect(await tables()).toEqual([]);
    expect(await bed.rows(`SELECT 1 FROM pg_namespace WHERE nspname = 'sluice'`)).toEqual([]);
  });

  test('is the same for the same, and another one when a file or the schema changes', async () => {
    const hash = async (): Promise<string> => (await bed.migrate('plan')).outputs['plan'] ?? '';
    const first = await hash();
    expect(await hash()).toBe(first);
    await bed.rows('CREATE TABLE meanwhile (id int)');
    const second = await hash();
    expect(second).not.toBe(first);
    await bed.write('migrations/0001_orders.sql', 'CREATE TABLE orders (id bigint PRIMARY KEY);');
    expect(await hash()).not.toBe(second);
  });
});

describe('apply', () => {
  test('applies what is pending, says so, and a second run has nothing to do', async () => {
    await bed.write(
      'migrations/0002_index.sql',
      '-- sluice: no-transaction\nCREATE INDEX CONCURRENTLY orders_note ON orders (note);',
    );
    const step = await bed.migrate('apply');
    expect(errorOf(step)).toBe('');
    expect(step.outputs).toMatchObject({ result: 'applied', applied: '["0001_orders","0002_index"]' });
    expect(await tables()).toEqual(['orders']);
    const again = await bed.migrate('apply');
    expect(again.outputs).toMatchObject({ result: 'unchanged', applied: '[]' });
    expect(await bed.rows('SELECT outcome FROM sluice.run')).toEqual([{ outcome: 'applied' }]);
  });
});

describe('a migration that fails', () => {
  test('leaves the database as it was, file by file', async () => {
    await bed.write('migrations/0002_bad.sql', 'CREATE TABLE left_over (id int);\nSELECT 1 / 0;');
    const step = await bed.migrate('apply');
    expect(step.exitCode).toBe(1);
    expect(step.outputs).toMatchObject({ result: 'partial', applied: '["0001_orders"]' });
    expect(errorOf(step)).toMatch(/0002_bad: division by zero/);
    expect(await tables()).toEqual(['orders']);
    const again = await bed.migrate('apply');
    expect(again.outputs).toMatchObject({ result: 'unchanged', applied: '[]' });
    expect(errorOf(again)).toMatch(/the database is as it was/);
  });

  test('may not end its own transaction', async () => {
    await bed.write(
      'migrations/0001_orders.sql',
      'CREATE TABLE orders (id int);\nCOMMIT;\nCREATE TABLE other (id int);',
    );
    const step = await bed.migrate('apply');
    expect(step.outputs['result']).toBe('partial');
    expect(errorOf(step)).toMatch(/ended the transaction that it runs in/);
  });

  test('takes an INVALID index away again, and goes on once the data are in order', async () => {
    await bed.migrate('apply');
    await bed.rows(`INSERT INTO orders VALUES (1, 'same'), (2, 'same')`);
    await bed.write(
      'migrations/0002_unique.sql',
      '-- sluice: no-transaction\nCREATE UNIQUE INDEX CONCURRENTLY orders_unique ON orders (note);',
    );
    const step = await bed.migrate('apply');
    expect(step.outputs['result']).toBe('unchanged');
    expect(errorOf(step)).toMatch(/could not create unique index/);
    expect(await bed.rows('SELECT 1 FROM pg_index WHERE NOT indisvalid')).toEqual([]);
    await bed.rows('DELETE FROM orders WHERE id = 2');
    expect((await bed.migrate('apply')).outputs['result']).toBe('applied');
  });

  test('without a transaction, which may have committed midway, is left to a person, with the commands', async () => {
    await bed.rows(
      'CREATE PROCEDURE halfway() LANGUAGE plpgsql AS $$ BEGIN CREATE TABLE half (id int); COMMIT; PERFORM 1 / 0; END $$',
    );
    await bed.write('migrations/0000_call.sql', '-- sluice: no-transaction\nCALL halfway();');
    const step = await bed.migrate('apply');
    expect(step.outputs['result']).toBe('partial');
    expect(errorOf(step)).toContain(`DELETE FROM sluice.migration WHERE tool = 'sql' AND id = '0000_call'`);
    const blocked = await bed.migrate('apply');
    expect(blocked).toMatchObject({ exitCode: 1, outputs: { result: 'blocked' } });
    await bed.rows(`UPDATE sluice.migration SET state = 'applied' WHERE id = '0000_call'`);
    expect((await bed.migrate('apply')).outputs['result']).toBe('applied');
  });
});

describe('what must not be applied', () => {
  test('an edited migration is drift, and nothing is touched', async () => {
    await bed.migrate('apply');
    await bed.write(
      'migrations/0001_orders.sql',
      'CREATE TABLE orders (id bigint PRIMARY KEY, note varchar);',
    );
    await bed.write('migrations/0002_more.sql', 'CREATE TABLE more (id int);');
    for (const command of ['plan', 'apply']) {
      const step = await bed.migrate(command);
      expect(step).toMatchObject({ exitCode: 1, outputs: { result: 'blocked' } });
      expect(errorOf(step)).toMatch(/0001_orders has been edited since it was applied/);
    }
    expect(await tables()).toEqual(['orders']);
  });

  test('a file that sorts before an applied one, or is gone, is drift', async () => {
    await bed.migrate('apply');
    await bed.write('migrations/0000_early.sql', 'SELECT 1;');
    expect(errorOf(await bed.migrate('plan'))).toMatch(/0000_early has not been applied, but 0001_orders/);
    await rm(join(bed.workspace, 'migrations/0001_orders.sql'));
    expect(errorOf(await bed.migrate('plan'))).toMatch(/there is no file of it any more/);
  });

  test('another plan than the one that was approved', async () => {
    const { plan = '' } = (await bed.migrate('plan')).outputs;
    await bed.write('migrations/0002_more.sql', 'CREATE TABLE more (id int);');
    const step = await bed.migrate('apply', { 'approved-plan': plan });
    expect(step.exitCode).toBe(1);
    expect(errorOf(step)).toMatch(new RegExp(`The plan ${plan} was approved, but it would be [0-9a-f]{16}`));
    expect(await tables()).toEqual([]);
  });

  test('a plan against which a check stands', async () => {
    await bed.write('checks/none.sql', `SELECT 'too many' AS why FROM generate_series(1, 2)`);
    const step = await bed.migrate('apply', { 'pre-checks': 'checks' });
    expect(errorOf(step)).toMatch(/none\.sql finds 2: \{"why":"too many"\}/);
    expect(await tables()).toEqual([]);
  });
});

describe('verify', () => {
  test('looks at tables, numbers of rows, the role of the application, and the queries of the caller', async () => {
    await bed.write('after/empty.sql', 'SELECT id FROM orders');
    await bed.rows('CREATE TABLE kept (id int); INSERT INTO kept SELECT generate_series(1, 10)');
    const { name: role } = await server.newRole();
    await bed.write(
      'migrations/0002_rows.sql',
      `INSERT INTO orders VALUES (1, 'x'); DELETE FROM kept WHERE id > 5;`,
    );
    const step = await bed.migrate('apply', {
      'require-tables': 'orders\nmissing',
      'row-changes': 'kept=-10%..0%\norders=0..5',
      'application-role': role,
      'post-checks': 'after',
    });
    expect(step).toMatchObject({ exitCode: 1, outputs: { result: 'applied' } });
    const error = errorOf(step);
    expect(error).toContain('missing is not there');
    expect(error).toContain('kept has 5 rows after 10');
    expect(error).not.toContain('orders has');
    expect(error).toMatch(/is refused `SELECT 1 FROM "orders" LIMIT 1`: permission denied/);
    expect(error).toContain('empty.sql finds 1: {"id":"1"}');
  });

  test('finds what is pending, and an INVALID index', async () => {
    await bed.rows(`CREATE TABLE twice (id int); INSERT INTO twice VALUES (1), (1)`);
    await expect(bed.rows('CREATE UNIQUE INDEX CONCURRENTLY twice_id ON twice (id)')).rejects.toThrow(
      /unique/,
    );
    const step = await bed.migrate('verify');
    expect(step).toMatchObject({ exitCode: 1, outputs: { result: 'failed' } });
    expect(errorOf(step)).toMatch(/0001_orders is pending[\s\S]*public\.twice_id is INVALID/);
  });
});

describe('the linter', () => {
  test('stops before anything is touched, beside the line, unless it is only to report', async () => {
    await bed.migrate('apply');
    await bed.write('migrations/0002_gone.sql', '\nDROP TABLE orders;');
    const enforced = await bed.migrate('apply', { lint: 'enforce' });
    expect(errorOf(enforced)).toMatch(/The linter stands against it; nothing was touched:\n- 0002_gone/);
    expect(enforced.annotations).toContainEqual(
      expect.objectContaining({
        properties: expect.objectContaining({ file: 'migrations/0002_gone.sql', line: '2' }),
      }),
    );
    expect(await tables()).toEqual(['orders']);
    const reported = await bed.migrate('apply', { lint: 'report' });
    expect([errorOf(reported), reported.outputs['result']]).toEqual(['', 'applied']);
  });

  test('writes a file for code scanning, outside of the workspace; an empty one where nothing is pending', async () => {
    await bed.write('migrations/0002_gone.sql', '\nDROP TABLE orders;');
    const temporary = await mkdtemp(join(tmpdir(), 'sarif-'));
    const linted = (verb: string, lint = 'report'): Promise<StepResult> =>
      bed.migrate(verb, { lint }, { env: { RUNNER_TEMP: temporary } });
    const resultsOf = async ({ outputs }: StepResult): Promise<unknown> => {
      expect(dirname(outputs['sarif'] ?? '')).toBe(temporary);
      return (JSON.parse(await readFile(outputs['sarif'] ?? '', 'utf8')) as SarifLog).runs[0].results;
    };
    const artifactLocation = { uri: 'migrations/0002_gone.sql' };
    const place = { physicalLocation: { artifactLocation, region: { startLine: 2, startColumn: 1 } } };
    expect(await resultsOf(await linted('plan'))).toContainEqual(
      expect.objectContaining({ ruleId: 'drop-in-use', level: 'error', locations: [place] }),
    );
    await bed.migrate('apply');
    expect(await resultsOf(await linted('plan'))).toEqual([]);
    expect((await linted('plan', 'off')).outputs).not.toHaveProperty('sarif');
    await rm(temporary, { recursive: true });
  });
});
