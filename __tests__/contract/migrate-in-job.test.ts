/** Migrations by a Cloud Run job: real processes on a real PostgreSQL; what is told is what is there. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { errorOf } from './migrate-backup-bed';
import { IMAGE, openJobBed } from './migrate-in-job-bed';
import type { JobBed } from './migrate-in-job-bed';

let bed: JobBed;

beforeAll(async () => {
  bed = await openJobBed();
});
beforeEach(async () => {
  await bed.reset();
  await bed.ship(GOOD);
});
afterAll(() => bed.close());

const GOOD = [
  { id: '0001', sql: 'CREATE TABLE told (what text)' },
  { id: '0002', sql: `INSERT INTO told VALUES ('0002')` },
];
const told = (): Promise<unknown[]> => bed.rows('SELECT what FROM told');

describe('a migration in a job', () => {
  test('is planned, approved, applied and verified in the image of the release, beside the service', async () => {
    const planned = await bed.migrate('plan');
    expect(errorOf(planned)).toBe('');
    expect(planned.outputs).toMatchObject({ result: 'planned', pending: '["0001","0002"]' });
    const plan = planned.outputs['plan'] ?? '';
    expect(plan).toMatch(/^[0-9a-f]{16}$/);
    const applied = await bed.migrate('apply', { 'approved-plan': plan });
    expect(errorOf(applied)).toBe('');
    expect(applied.outputs).toMatchObject({ result: 'applied', plan, applied: '["0001","0002"]' });
    expect(await told()).toEqual([{ what: '0002' }]);
    expect(bed.started()).toEqual(['pending', 'pending', 'apply', 'pending', 'verify']);
    expect(new Set(bed.platform.attempts.map(({ image }) => image))).toEqual(new Set([IMAGE]));
    const again = await bed.migrate('apply', { 'approved-plan': plan });
    expect(again.outputs).toMatchObject({ result: 'unchanged', applied: '[]' });
    expect((await bed.migrate('verify')).outputs).toMatchObject({ result: 'verified' });
  });

  test('is another plan with another image, and touches nothing then', async () => {
    const plan = (await bed.migrate('plan')).outputs['plan'] ?? '';
    const other = IMAGE.replace(/2{64}$/, '3'.repeat(64));
    const step = await bed.migrate('apply', { 'approved-plan': plan, 'job-image': other });
    expect(errorOf(step)).toMatch(/was approved, but it would be .* Nothing was touched/);
    expect(bed.started()).not.toContain('apply');
  });

  test('that fails midway is told as partial, with the log of the task, which commands nothing here', async () => {
    await bed.ship([...GOOD, { id: '0003', sql: 'SELECT 1/0' }, { id: '0004', sql: 'SELECT 1' }]);
    const step = await bed.migrate('apply');
    expect(step).toMatchObject({ exitCode: 1, outputs: { result: 'partial', applied: '["0001","0002"]' } });
    expect(step.stdout).toContain('0003: division by zero');
    expect(errorOf(step)).toMatch(/Only a part was applied/);
    expect(step.commands.filter(({ message }) => message.startsWith('0003:'))).toEqual([]);
  });

  test('that fails whole leaves the database as it is, and says so', async () => {
    await bed.ship([{ id: '0001', sql: 'SELECT 1/0' }]);
    const step = await bed.migrate('apply');
    expect(step.outputs).toMatchObject({ result: 'unchanged', applied: '[]' });
    expect(errorOf(step)).toMatch(/the database is as it was: NON_ZERO_EXIT_CODE/);
  });

  test('whose end nobody can read is told as unknown', async () => {
    bed.onCall = ({ method }) => {
      if (method.endsWith('RunJob') && bed.started().includes('apply'))
        bed.logging.faults.add({ kind: 'status', call: /ListLogEntries/, status: 403, times: 9 });
    };
    const step = await bed.migrate('apply');
    expect(step).toMatchObject({ exitCode: 1, outputs: { result: 'unknown' } });
    expect(errorOf(step)).toContain('It is not known what was applied');
    expect(await told()).toEqual([{ what: '0002' }]);
  });

  test('that is still under way when its run was killed is waited for, and not started again', async () => {
    await bed.ship([...GOOD, { id: '0003', sql: 'LOCK TABLE gate' }]);
    const open = await bed.closeGate();
    const kill = new AbortController();
    const killed = bed.migrate('apply', {}, { signal: kill.signal });
    while (!bed.started().includes('apply')) await new Promise((resolve) => setTimeout(resolve, 20));
    kill.abort();
    const main = await killed;
    expect(main.signal).toBe('SIGKILL');
    const post = await bed.post(main);
    expect(post.stdout).toContain('goes on in Cloud Run; the next run waits for it');
    const step = await bed.migrate(
      'apply',
      {},
      { onSpawn: (child) => child.stdout?.on('data', openAtWait(open)) },
    );
    expect(errorOf(step)).toBe('');
    expect(step.stdout).toMatch(/Waits for .*, which is under way/);
    expect(step.outputs['result']).toBe('unchanged');
    expect(bed.started().filter((what) => what === 'apply')).toHaveLength(1);
    expect(await told()).toEqual([{ what: '0002' }]);
  });
});

/** Opens the gate once the step says that it waits. */
const openAtWait = (open: () => Promise<void>) => (said: Buffer) => {
  if (String(said).includes('which is under way')) void open();
};

describe('an apply that is killed', () => {
  /** The job is made or replaced, and run: for what is pending, the apply, what is left, and the verification. */
  const WRITES = [1, 2, 3, 4, 5, 6, 7, 8];
  test.each([
    ...WRITES.map((nth) => ({ nth, when: 'onEffect' as const })),
    ...[3, 4].map((nth) => ({ nth, when: 'onCall' as const })),
  ])('at write $nth ($when) converges with one more run, and nothing comes twice', async ({ nth, when }) => {
    const kill = new AbortController();
    let writes = 0;
    bed[when] = ({ write }) => {
      if (write) writes += 1;
      if (write && writes === nth) kill.abort();
    };
    expect((await bed.migrate('apply', {}, { signal: kill.signal })).signal).toBe('SIGKILL');
    bed[when] = () => undefined;
    const step = await bed.migrate('apply');
    expect(errorOf(step)).toBe('');
    expect(['applied', 'unchanged']).toContain(step.outputs['result']);
    expect(await told()).toEqual([{ what: '0002' }]);
    expect(bed.started().filter((what) => what === 'apply')).toHaveLength(1);
  });
});

describe('inputs', () => {
  test('that need a session of their own are refused together', async () => {
    const step = await bed.migrate('apply', {
      ...{ tool: 'sql', 'database-url': 'postgresql://u:p@h/d', backup: 'cloud-sql', service: '' },
      'job-secrets': 'DATABASE_URL=database-url:latest\nnonsense',
    });
    expect(step.exitCode).toBe(1);
    for (const part of [
      '`sql` cannot be asked',
      'session of its own',
      'through a job',
      'A job needs it',
      'nonsense',
    ])
      expect(errorOf(step)).toContain(part);
    expect(bed.started()).toEqual([]);
  });

  test('name secrets that Cloud Run itself reads', async () => {
    await bed.migrate('plan', { 'job-secrets': 'API_KEY=projects/p/secrets/api-key:7' });
    const [job] = bed.cloudRun.state.jobs.values();
    const env = job?.spec.template?.template?.containers?.[0]?.env ?? [];
    expect(env).toContainEqual({
      name: 'API_KEY',
      valueSource: { secretKeyRef: { secret: 'projects/p/secrets/api-key', version: '7' } },
    });
    expect(env.map(({ name }) => name)).toContain('DATABASE_URL');
  });

  test('a service that is not there is named', async () => {
    expect(errorOf(await bed.migrate('plan', { service: 'shopp' }))).toContain('There is no service shopp');
  });
});
