import { describe, expect, test } from '@jest/globals';
import { PART } from '../../actions/migrate-db/src/database';
import { changesSince, driftOf } from '../../actions/migrate-db/src/drift';
import type { RecordedShape, UnfinishedRun } from '../../actions/migrate-db/src/ledger';
import { endsOf } from '../../actions/migrate-db/src/lint';
import type { MigrationPlan, Obstacle } from '../../actions/migrate-db/src/model';
import { begunBy, settled, settlementOf } from '../../actions/migrate-db/src/settling';

const line = (...parts: string[]): string => parts.join(PART);
const orders = line('relation', 'public', 'orders', 'r p');
const id = line('column', 'public', 'orders.id', 'bigint t');
const extension = line('extension', 'pg_trgm', '1.5', '');

describe('what has changed since the last run', () => {
  const before: RecordedShape = {
    tool: 'sql',
    applied: ['1', '2'],
    serverVersion: 150018,
    lines: [orders, id, extension],
  };
  const applied = ['2', '1'].map((each) => ({ id: each, checksum: undefined }));
  const standing = { pending: [], applied, obstacles: [] };
  const now = { tool: 'sql', standing, serverVersion: 150020, lines: before.lines } as const;

  test('is nothing where nobody did anything, or a provider has updated an extension', () => {
    expect(changesSince(before, now)).toEqual([]);
    const updated = line('extension', 'pg_trgm', '1.6', '');
    expect(changesSince(before, { ...now, lines: [orders, id, updated] })).toEqual([]);
    expect(driftOf([])).toEqual([]);
  });

  test('is named one by one', () => {
    const note = line('column', 'public', 'orders.note', 'text f');
    const wider = line('column', 'public', 'orders.id', 'numeric t');
    expect(changesSince(before, { ...now, lines: [wider, note] })).toEqual([
      'the column public.orders.note is new',
      'the relation public.orders is gone',
      'the column public.orders.id is another',
    ]);
  });

  test.each([
    ['the first run', undefined, now],
    ['migrations that somebody else has applied', { ...before, applied: ['1'] }, now],
    ['another tool', before, { ...now, tool: 'prisma' as const }],
    ['another major version of the server', before, { ...now, serverVersion: 170001 }],
  ])('cannot be told after %s', (_, then, present) => {
    expect(changesSince(then, { ...present, lines: [] })).toEqual([]);
  });

  test('blocks, with the first few of many changes', () => {
    const [obstacle] = driftOf(Array.from({ length: 11 }, (_, index) => `the index i${index} is new`));
    expect(obstacle?.kind).toBe('drifted');
    expect(obstacle?.what).toMatch(/i7 is new, and 3 changes more\.$/);
  });
});

describe('a migration that a killed run has begun', () => {
  const dirty: Obstacle = { kind: 'dirty', what: 'half done', resolve: [], migration: 'a' };
  const run: UnfinishedRun = {
    id: 'run',
    runUrl: '',
    pending: ['a'],
    fingerprint: 'before',
    rehearsed: 'after',
  };
  const planWith = (fingerprint: string, obstacles: Obstacle[] = [dirty]): MigrationPlan => ({
    hash: '',
    tool: 'prisma',
    identity: {
      ...{ systemIdentifier: '7', database: 'shop', endpoint: 'db:5432' },
      ...{ user: 'migrator', serverVersion: 150018 },
    },
    standing: {
      pending: [{ id: 'a', file: undefined, sql: '', checksum: '', transactional: false }],
      applied: [],
      obstacles,
    },
    fingerprint,
    sizes: [],
  });
  const sure = { first: true, last: true, drops: false };
  const asOf = (
    fingerprint: string,
    ends: Partial<typeof sure> = {},
    of: Partial<UnfinishedRun> = {},
  ): string | undefined =>
    settlementOf({ ...run, ...of }, 'a', planWith(fingerprint), { ...sure, ...ends })?.as;

  test('has left nothing where the schema is as before, and has taken effect where it is as rehearsed', () => {
    expect([asOf('before'), asOf('after'), asOf('other')]).toEqual(['rolled-back', 'applied', undefined]);
  });

  test.each([
    ['it does not begin with a change of the schema', 'before', { first: false }, {}],
    ['it may have taken back what it made', 'before', { drops: true }, {}],
    ['it does not end with a change of the schema', 'after', { last: false }, {}],
    ['nothing was rehearsed', 'after', {}, { rehearsed: null }],
    ['the rehearsal has changed nothing', 'after', {}, { fingerprint: 'after', pending: ['b', 'a'] }],
    ['another was applied before it', 'before', {}, { pending: ['b', 'a'] }],
    ['another would have come after it', 'after', {}, { pending: ['a', 'b'] }],
  ])('is for a person where %s', (_, fingerprint, ends, of) => {
    expect(asOf(fingerprint, ends, of)).toBeUndefined();
  });

  test('is the one that the run was to apply, and the only one', () => {
    expect(begunBy(run, planWith('before'))).toBe('a');
    expect(begunBy({ ...run, pending: ['b'] }, planWith('before'))).toBeUndefined();
    expect(begunBy(run, planWith('before', [dirty, { ...dirty, migration: 'b' }]))).toBeUndefined();
    const { migration: _, ...edited } = dirty;
    expect(begunBy(run, planWith('before', [edited]))).toBeUndefined();
  });

  test('stands in the way no more, and is pending only where it left nothing', () => {
    const pendingAfter = (as: 'applied' | 'rolled-back'): string[] => {
      const { standing } = settled(planWith('before'), { migration: 'a', as });
      expect(standing.obstacles).toEqual([]);
      return standing.pending.map((each) => each.id);
    };
    expect([pendingAfter('rolled-back'), pendingAfter('applied')]).toEqual([['a'], []]);
  });
});

describe('how a file begins and ends', () => {
  test.each([
    ['ALTER TABLE a ADD COLUMN b int; UPDATE a SET b = 1', { first: true, last: false, drops: false }],
    ['UPDATE a SET b = 1; CREATE INDEX i ON a (b)', { first: false, last: true, drops: false }],
    ['CREATE TABLE t (id int); DROP TABLE t', { first: true, last: false, drops: true }],
    ['CREATE TABLE IF NOT EXISTS t (id int)', { first: false, last: false, drops: false }],
    ['CREATE INDEX IF NOT EXISTS i ON a (b)', { first: false, last: false, drops: false }],
    ['ALTER TABLE IF EXISTS a ADD COLUMN b int', { first: false, last: false, drops: false }],
    ['ALTER TABLE a ADD COLUMN IF NOT EXISTS b int', { first: false, last: false, drops: false }],
    ['ALTER TABLE a ADD COLUMN b int, DROP COLUMN c', { first: true, last: true, drops: true }],
    ['SELECT anything()', { first: false, last: false, drops: true }],
    ['this is no SQL', { first: false, last: false, drops: false }],
    ['', { first: false, last: false, drops: false }],
  ])('%s', async (sql, ends) => {
    expect(await endsOf(sql)).toEqual(ends);
  });
});
