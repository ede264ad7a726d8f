import { alone } from './migrate-lint-example';
import type { Example } from './migrate-lint-example';

/** For the rules that give advice only. */
export const ADVICE_EXAMPLES: Record<string, Example> = {
  'int-primary-key': {
    bad: [
      'CREATE TABLE a (id int PRIMARY KEY)',
      'CREATE TABLE a (id serial, PRIMARY KEY (id))',
      'CREATE TABLE a (id smallint PRIMARY KEY)',
    ],
    good: [
      'CREATE TABLE a (id bigint PRIMARY KEY, n int)',
      'CREATE TABLE a (x int, y int, PRIMARY KEY (x, y))',
    ],
  },
  'varchar-length': {
    bad: ['CREATE TABLE a (x varchar(20))', 'ALTER TABLE a ADD x character(3)'],
    good: ['CREATE TABLE a (x varchar, y text)'],
  },
  'timestamp-without-time-zone': {
    bad: ['CREATE TABLE a (x timestamp)', 'ALTER TABLE a ADD x timestamp(3) without time zone'],
    good: ['CREATE TABLE a (x timestamptz, y timestamp with time zone, z date)'],
  },
  'json-column': { bad: ['CREATE TABLE a (x json)'], good: ['CREATE TABLE a (x jsonb)'] },
  'long-name': {
    bad: [`CREATE TABLE ${'a'.repeat(64)} (x int)`, `ALTER TABLE a ADD "${'ü'.repeat(32)}" int`],
    good: [
      `CREATE TABLE ${'a'.repeat(63)} (x int)`,
      `SELECT '${'a'.repeat(64)}', $$${'b'.repeat(64)}$$ -- ${'c'.repeat(64)}`,
    ],
  },
  'enum-order': {
    bad: [`ALTER TYPE e ADD VALUE 'x'`],
    good: [`ALTER TYPE e ADD VALUE 'x' AFTER 'y'`, `CREATE TYPE e AS ENUM ('x')`],
  },
  'not-idempotent': {
    bad: [
      'CREATE TABLE a (x int); SELECT 1',
      'ALTER TABLE a ADD COLUMN x int; SELECT 1',
      'DROP FUNCTION f(); SELECT 1',
    ],
    good: [
      'CREATE TABLE a (x int)',
      'CREATE TABLE IF NOT EXISTS a (x int); SELECT 1',
      'DROP INDEX CONCURRENTLY IF EXISTS i; CREATE INDEX CONCURRENTLY i ON a (x)',
      'BEGIN; CREATE TABLE a (x int); COMMIT',
    ],
    file: alone,
  },
};
