import { expect, test } from '@jest/globals';
import { lastStatement, locksTaken, statementTimes } from '../../actions/migrate-db/src/rehearse/findings';
import type { Look } from '../../actions/migrate-db/src/rehearse/watch';

const look = (at: number, overrides: Partial<Look> = {}): Look => ({
  ...{
    pid: 1,
    transaction: 't1',
    query: 'ALTER TABLE orders ADD x int;',
    began: 100,
    until: at,
    at,
    locks: [],
  },
  ...overrides,
});
const exclusive = { mode: 'AccessExclusiveLock', relation: 'public.orders' };
const migration = {
  ...{ id: '0001_x', file: undefined, checksum: '', transactional: true },
  sql: 'ALTER TABLE orders ADD x int;\nUPDATE orders SET x = 1;',
};

test('a lock is held from the first look that saw it to the last of the same transaction', () => {
  const looks = [
    look(110, { locks: [exclusive] }),
    look(150, { locks: [exclusive], query: 'UPDATE orders SET x = 1;' }),
    look(160),
    look(200, { transaction: 't2', locks: [exclusive] }),
    look(215, { transaction: 't2', locks: [exclusive] }),
  ];
  const taken = { by: '0001_x', ...exclusive };
  expect(locksTaken(looks, [migration])).toEqual([
    { ...taken, heldFor: 40 },
    { ...taken, heldFor: 15 },
  ]);
});

test('a statement is told by its migration, else by its own beginning; its last look has its time', () => {
  const other = { query: `SELECT\n  ${'long '.repeat(40)}`, began: 300 };
  const looks = [
    look(110),
    look(150),
    look(310, { ...other, until: 305 }),
    look(320, { query: 'COMMIT', began: 315 }),
    look(330, { query: 'INSERT INTO sluice.migration VALUES (1)', began: 325 }),
  ];
  expect(statementTimes(looks, [migration])).toEqual([
    { by: '0001_x', took: 50 },
    { by: expect.stringMatching(/^SELECT long .{60,}…$/), took: 5 },
  ]);
  expect(lastStatement(looks)).toMatch(/^SELECT long/);
  expect(lastStatement([])).toBeUndefined();
});
