import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sizeInWords } from '../../actions/migrate-db/src/size';
import { outOfBounds } from '../../actions/migrate-db/src/checks';
import { parseBounds, parseCommand } from '../../actions/migrate-db/src/inputs';
import type { Migration, MigrationPlan, Standing, ToolEnd } from '../../actions/migrate-db/src/model';
import { mayTryAgain, outcomeOf, outcomeOfCutOff } from '../../actions/migrate-db/src/outcome';
import { decisionOf, planOf, touchedTables } from '../../actions/migrate-db/src/plan';

const migration = (id: string, sql = 'SELECT 1'): Migration => ({
  id,
  file: undefined,
  sql,
  checksum: `sum of ${sql}`,
  transactional: true,
});
const standing = (pending: Migration[], more: Partial<Standing> = {}): Standing => ({
  pending,
  applied: [],
  obstacles: [],
  ...more,
});
const planFor = (now: Standing, more: Partial<Parameters<typeof planOf>[0]> = {}): MigrationPlan =>
  planOf({
    tool: 'sql',
    identity: {
      systemIdentifier: '7',
      database: 'shop',
      endpoint: 'db:5432',
      user: 'migrator',
      serverVersion: 150018,
    },
    standing: now,
    recorded: [],
    fingerprint: 'f0',
    sizes: [],
    ...more,
  });
const dirty = { kind: 'dirty', what: 'b is half done.', resolve: ['undo'] } as const;

describe('the hash of a plan', () => {
  const [a, b] = [migration('a'), migration('b')];
  const base = planFor(standing([a, b])).hash;

  test.each([
    ['another order', planFor(standing([b, a]))],
    ['another text', planFor(standing([a, migration('b', 'SELECT 2')]))],
    ['one fewer', planFor(standing([b]))],
    ['another schema', planFor(standing([a, b]), { fingerprint: 'f1' })],
    ['another tool', planFor(standing([a, b]), { tool: 'flyway' })],
    [
      'another database',
      planFor(standing([a, b]), { identity: { ...planFor(standing([])).identity, database: 'other' } }),
    ],
    [
      'another server',
      planFor(standing([a, b]), { identity: { ...planFor(standing([])).identity, systemIdentifier: '8' } }),
    ],
  ])('is another one for %s', (_, plan) => {
    expect(plan.hash).toMatch(/^[0-9a-f]{16}$/);
    expect(plan.hash).not.toBe(base);
  });

  test('does not depend on sizes, which change all the time', () => {
    expect(planFor(standing([a, b]), { sizes: [{ table: 'public.orders', rows: 5, bytes: 9 }] }).hash).toBe(
      base,
    );
  });
});

describe('what there is to do', () => {
  test('an edited migration blocks, one that nobody has on record does not', () => {
    const now = standing([migration('b')], { applied: [{ id: 'a', checksum: 'new' }] });
    expect(decisionOf(planFor(now))).toBe('apply');
    expect(decisionOf(planFor(now, { recorded: [{ id: 'a', checksum: 'new', state: 'applied' }] }))).toBe(
      'apply',
    );
    expect(decisionOf(planFor(now, { recorded: [{ id: 'a', checksum: 'old', state: 'applied' }] }))).toBe(
      'blocked',
    );
  });

  test('nothing pending is nothing to do, unless something is dirty', () => {
    expect(decisionOf(planFor(standing([])))).toBe('unchanged');
    expect(decisionOf(planFor(standing([], { obstacles: [dirty] })))).toBe('blocked');
  });

  test('only the tables that the SQL names are shown; all where some of it is not known', () => {
    const sizes = ['public.orders', 'public.order_items', 'shop.Odd Name'].map((table) => ({
      table,
      rows: 1,
      bytes: 1,
    }));
    const touched = (sql: string | undefined): string[] =>
      touchedTables(planFor(standing([{ ...migration('a'), sql }]), { sizes })).map(({ table }) => table);
    expect(touched('ALTER TABLE orders ADD COLUMN items int')).toEqual(['public.orders']);
    expect(touched('ALTER TABLE shop."Odd Name" ADD COLUMN a int')).toEqual(['shop.Odd Name']);
    expect(touched(undefined)).toHaveLength(3);
  });
});

describe('the outcome', () => {
  const before = planFor(standing([migration('a'), migration('b')]));
  const failed: ToolEnd = { ok: false, reason: 'no', code: '22012', clean: true };
  const truth = (now: Standing, fingerprint = 'f0'): { standing: Standing; fingerprint: string } => ({
    standing: now,
    fingerprint,
  });

  test.each([
    ['could not be read', undefined, failed, 'unknown'],
    ['nothing is left', truth(standing([]), 'f1'), failed, 'applied'],
    ['one is left', truth(standing([migration('b')])), failed, 'partial'],
    ['all is as before', truth(before.standing), failed, 'unchanged'],
    [
      'all is on record as before, but the schema is another',
      truth(before.standing, 'f1'),
      failed,
      'partial',
    ],
    ['data may have changed unseen', truth(before.standing), { ...failed, clean: false }, 'unknown'],
    ['one is half done', truth(standing([migration('b')], { obstacles: [dirty] })), failed, 'partial'],
    ['the tool is pleased, and nothing happened', truth(before.standing), { ok: true }, 'unchanged'],
  ] as const)('%s', (_, after, end, outcome) => {
    expect(outcomeOf(before, after, end)).toBe(outcome);
  });

  test('never says applied while anything is pending, nor unchanged where anything is not', () => {
    const ids = ['a', 'b', 'c', 'd'];
    const cases = fc.record({
      left: fc.subarray(ids),
      ok: fc.boolean(),
      clean: fc.boolean(),
      changed: fc.boolean(),
    });
    fc.assert(
      fc.property(cases, ({ left, ok, clean, changed }) => {
        const plan = planFor(standing(ids.map((id) => migration(id))));
        const end: ToolEnd = ok ? { ok } : { ok, reason: '', code: undefined, clean };
        const outcome = outcomeOf(
          plan,
          truth(standing(left.map((id) => migration(id))), changed ? 'f1' : 'f0'),
          end,
        );
        if (left.length > 0) expect(outcome).not.toBe('applied');
        if (left.length < ids.length || changed) expect(outcome).not.toBe('unchanged');
      }),
      { numRuns: 100 },
    );
  });

  test('only a passing refusal of something clean, with the rest of the plan left as it was, may be tried again', () => {
    const locked: ToolEnd = { ok: false, reason: 'lock timeout', code: '55P03', clean: true };
    const rest = truth(standing([migration('b')]));
    expect(mayTryAgain(before, rest, locked)).toBe(true);
    expect(mayTryAgain(before, rest, { ...locked, clean: false })).toBe(false);
    expect(mayTryAgain(before, rest, failed)).toBe(false);
    expect(mayTryAgain(before, undefined, locked)).toBe(false);
    expect(mayTryAgain(before, truth(standing([migration('b', 'edited')])), locked)).toBe(false);
    expect(mayTryAgain(before, truth(standing([migration('a')])), locked)).toBe(false);
    expect(mayTryAgain(before, truth(standing([migration('b')], { obstacles: [dirty] })), locked)).toBe(
      false,
    );
  });

  test('of a run that was cut off follows from what it was to apply', () => {
    expect(outcomeOfCutOff(['a', 'b'], standing([migration('a'), migration('b')]))).toBe('unchanged');
    expect(outcomeOfCutOff(['a', 'b'], standing([migration('b'), migration('c')]))).toBe('partial');
    expect(outcomeOfCutOff(['a', 'b'], standing([migration('c')]))).toBe('applied');
    expect(
      outcomeOfCutOff(['a', 'b'], standing([migration('a'), migration('b')], { obstacles: [dirty] })),
    ).toBe('partial');
  });
});

describe('inputs', () => {
  test('a command is a JSON list; a line is for a shell that was asked for', () => {
    expect(parseCommand('["make", "migrate now"]', false)).toEqual(['make', 'migrate now']);
    expect(parseCommand('make migrate', true)).toEqual(['bash', '-euo', 'pipefail', '-c', 'make migrate']);
    for (const text of ['make migrate', '[]', '["a", 1]', '{}'])
      expect(parseCommand(text, false)).toHaveProperty('remedy');
  });

  test('bounds of rows', () => {
    expect(parseBounds('-1%..+5%')).toEqual({ least: -1, most: 5, unit: 'percent' });
    expect(parseBounds('0..1000')).toEqual({ least: 0, most: 1000, unit: 'rows' });
    for (const text of ['5..1', '-1%..5', '5', '']) expect(parseBounds(text)).toBeUndefined();
    const bounds = {
      a: { least: -1, most: 0, unit: 'percent' },
      b: { least: 0, most: 1, unit: 'rows' },
    } as const;
    expect(outOfBounds(bounds, { a: 100, b: 0 }, { a: 99, b: 1 })).toEqual([]);
    expect(outOfBounds(bounds, { a: 100, b: 0 }, { a: 98, b: 2 })).toHaveLength(2);
    expect(outOfBounds(bounds, { a: 0, b: 0 }, { a: 0 })).toEqual(['b is not there.']);
  });
});

test('sizes in words', () => {
  expect([0, 999, 1000, 8192, 1_500_000, 2.5e12].map(sizeInWords)).toEqual([
    '0 bytes',
    '999 bytes',
    '1.0 kB',
    '8.2 kB',
    '1.5 MB',
    '2.5 TB',
  ]);
});
