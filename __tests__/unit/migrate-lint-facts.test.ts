import { describe, expect, test } from '@jest/globals';
import { LARGE, lint, rulesFound } from './migrate-lint-bed';

describe('what is known of the tables', () => {
  const sql = 'ALTER TABLE orders ALTER note TYPE text, ALTER code SET NOT NULL';
  const facts = (type: string) => ({
    tables: new Map([
      ['public.orders', { ...LARGE, columns: new Map([['note', type]]), notNull: new Set(['code']) }],
    ]),
  });

  test('a change of type between the same bytes and a proven NOT NULL are let be', async () => {
    expect(await rulesFound(sql, {}, facts('character varying(10)'))).toEqual([]);
  });

  test('a change of type that converts is told with both types', async () => {
    const [finding] = await lint(sql, {}, facts('integer'));
    expect(finding).toMatchObject({ rule: 'change-column-type', rewrites: ['public.orders'] });
    expect(finding?.why).toContain('int4 to text');
  });

  test('a small table makes an error a warning, and says its size; a large one does not', async () => {
    const index = 'CREATE INDEX ON orders (code)';
    const small = { tables: new Map([['public.orders', { rows: 120, bytes: 49_152 }]]) };
    const [light] = await lint(index, {}, small);
    expect(light).toMatchObject({ severity: 'warning' });
    expect(light?.why).toContain('about 120 rows in 49.2 kB');
    const [heavy] = await lint(index, {}, { tables: new Map([['public.orders', LARGE]]) });
    expect(heavy).toMatchObject({ severity: 'error' });
    const [unknown] = await lint(index);
    expect(unknown).toMatchObject({ severity: 'error' });
  });

  test('the larger table of a foreign key counts', async () => {
    const tables = new Map([
      ['public.orders', { rows: 1, bytes: 8192 }],
      ['public.customers', LARGE],
    ]);
    const [key] = await lint('ALTER TABLE orders ADD FOREIGN KEY (x) REFERENCES customers', {}, { tables });
    expect(key).toMatchObject({ severity: 'error' });
    expect(key?.locks).toEqual([
      { relation: 'public.orders', mode: 'ShareRowExclusive' },
      { relation: 'public.customers', mode: 'ShareRowExclusive' },
    ]);
  });

  test('IF NOT EXISTS does not make a table new that is there', async () => {
    const tables = new Map([['public.orders', LARGE]]);
    const guarded = 'CREATE TABLE IF NOT EXISTS orders (x int); CREATE INDEX ON orders (x)';
    expect(await rulesFound(guarded, {}, { tables })).toContain('create-index');
    expect(await rulesFound(guarded)).not.toContain('create-index');
  });
});

describe('the safe way is written with the names of the statement', () => {
  test.each([
    [
      'CREATE UNIQUE INDEX IF NOT EXISTS "By Code" ON s."Order" (code)',
      'CREATE UNIQUE INDEX CONCURRENTLY "By Code" ON s."Order" (code);',
    ],
    [
      'ALTER TABLE "Order" ADD COLUMN a int, ADD CONSTRAINT c FOREIGN KEY (x, y) REFERENCES "User" (a, b) ON DELETE CASCADE, ADD b int',
      'ALTER TABLE "Order" ADD CONSTRAINT c FOREIGN KEY (x, y) REFERENCES "User" (a, b) ON DELETE CASCADE NOT VALID;\n-- In another migration:\nALTER TABLE "Order" VALIDATE CONSTRAINT c;',
    ],
    [
      `ALTER TABLE a ADD CHECK (x IN ('a,b', ')')), ADD y int`,
      `ALTER TABLE a ADD CONSTRAINT a_check CHECK (x IN ('a,b', ')')) NOT VALID;\n-- In another migration:\nALTER TABLE a VALIDATE CONSTRAINT a_check;`,
    ],
  ])('%s', async (sql, safe) => {
    expect((await lint(sql)).map((finding) => finding.safe)).toContain(safe);
  });

  test('a volatile default is kept as it is written, and so is a type of one’s own', async () => {
    const [finding] = await lint(
      `ALTER TABLE a ADD x "Mood" DEFAULT pick('a,b'::text, "F"(1)) NOT NULL, ADD y int`,
    );
    expect(finding?.safe).toContain('ADD COLUMN x "Mood";');
    expect(finding?.safe).toContain(`SET DEFAULT pick('a,b'::text, "F"(1));`);
  });
});
