/** What must hold after a run that was killed and one that went on. Every function gives the faults, in words. */
import { readFileSync } from 'node:fs';
import type { StepResult } from '../../runner/fake-runner';
import { IDS } from './project';
import type { Query } from './query';
import { BUCKET } from './site';
import type { Site } from './site';

/** What the killed run has really done. */
export interface Landed {
  /** Migrations that are in the database. */
  readonly applied: number;
  /** Whether it came so far as to put itself on record. */
  readonly isOnRecord: boolean;
}

/** To be read once the server has ended what was under way. */
export async function landed(query: Query): Promise<Landed> {
  const [ledger] = await query(`SELECT to_regclass('sluice.migration') IS NOT NULL AS there`);
  if (ledger?.['there'] !== true) return { applied: 0, isOnRecord: false };
  const rows = await query(`SELECT id FROM sluice.migration WHERE state = 'applied'`);
  const runs = await query('SELECT id FROM sluice.run');
  return { applied: rows.length, isOnRecord: runs.length > 0 };
}

/** The last run came to a good end, and everything is there exactly once. */
export async function unfinished(query: Query, last: StepResult): Promise<string[]> {
  const faults =
    last.exitCode === 0 ? [] : [`the run after it ends with ${String(last.exitCode)}: ${errorsOf(last)}`];
  const result = last.outputs['result'] ?? 'nothing';
  if (!['applied', 'unchanged'].includes(result)) faults.push(`the run after it says ${result}`);
  const told = await query('SELECT what FROM told ORDER BY what');
  if (told.map(({ what }) => what).join() !== '0001,0003')
    faults.push(`the data came as ${JSON.stringify(told)}`);
  const notes = await query(`SELECT count(*)::int AS n FROM orders WHERE note = 'second'`);
  if (notes[0]?.['n'] !== 100) faults.push(`${String(notes[0]?.['n'])} rows of 100 are changed`);
  const indexes = await query(
    `SELECT indisvalid AS valid FROM pg_index WHERE indexrelid = to_regclass('orders_note')`,
  );
  if (indexes[0]?.['valid'] !== true) faults.push('the index is missing or INVALID');
  const applied = await query(`SELECT id FROM sluice.migration WHERE state = 'applied' ORDER BY id`);
  if (applied.map(({ id }) => id).join() !== IDS.join())
    faults.push(`on record is ${JSON.stringify(applied)}`);
  return faults;
}

/** How often it is looked whether the server has parted with a client that has gone, 20 ms apart. */
const LOOKS = 250;

/** Nothing of ours is left in the server, once it has noticed that the last run's process has ended. */
export async function leftOver(query: Query): Promise<string[]> {
  for (let look = 1; ; look += 1) {
    const locks = await query(`SELECT pid FROM pg_locks WHERE locktype = 'advisory'
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`);
    const sessions = await query(`SELECT application_name AS name, query FROM pg_stat_activity
      WHERE application_name LIKE 'sluice-%' AND datname = current_database()`);
    const faults = [
      ...locks.map(({ pid }) => `the lock is still held by ${String(pid)}`),
      ...sessions.map(({ name, query: sql }) => `${String(name)} runs on: ${String(sql)}`),
    ];
    if (faults.length === 0 || look === LOOKS) return faults;
    await query('SELECT pg_sleep(0.02)');
  }
}

/** Until the server has ended what a killed process had asked for; what it had not finished it then never will. */
export async function quiet(query: Query, role = ''): Promise<void> {
  for (;;) {
    const busy = await query(`SELECT pid FROM pg_stat_activity
      WHERE application_name LIKE 'sluice-%' AND (datname = current_database() OR usename = '${role}')`);
    if (busy.length === 0) return;
    await query('SELECT pg_sleep(0.02)');
  }
}

/** No copy of a database is left on the server, and whatever looks like a backup is one. */
export async function strays({ query, role, bucket }: Site): Promise<string[]> {
  if (role === undefined || bucket === undefined) return [];
  const copies = await query(`SELECT datname AS name FROM pg_database
    WHERE starts_with(datname, 'sluice_') AND datdba = '${role}'::regrole`);
  const { live } = bucket.state.bucket(BUCKET);
  const records = [...live.values()].filter(({ name }) => name.endsWith('.json'));
  const parts = records.flatMap(({ content }) => partsIn(readFileSync(content.file, 'utf8')));
  const runs = await query(
    `SELECT backup->>'reference' AS reference FROM sluice.run ORDER BY started_at DESC LIMIT 1`,
  );
  const reference = runs[0]?.['reference'];
  const noted = typeof reference === 'string' ? reference : '';
  return [
    ...copies.map(({ name }) => `the copy ${String(name)} is left`),
    ...parts
      .filter((name) => !live.has(name))
      .map((name) => `a backup is on record, and ${name} is not there`),
    ...(noted === '' || records.some(({ name }) => noted.includes(name)) ? [] : [`${noted} is not there`]),
  ];
}

function partsIn(record: string): string[] {
  const { schema, data } = JSON.parse(record) as { schema: Part; data: Part[] };
  return [schema, ...data].map(({ object }) => object);
}

interface Part {
  readonly object: string;
}

/** What the ledger says about the run that was killed is what it did. */
export async function untrue(query: Query, { applied, isOnRecord }: Landed): Promise<string[]> {
  const runs = await query('SELECT outcome FROM sluice.run ORDER BY started_at');
  const untold = runs.filter(({ outcome }) => outcome === null).map(() => 'a run has no outcome on record');
  if (!isOnRecord) return untold;
  const told = runs[0]?.['outcome'];
  const truth = applied === 0 ? 'unchanged' : applied === IDS.length ? 'applied' : 'partial';
  if (told === truth) return untold;
  return [...untold, `${applied} of ${IDS.length} were applied, and it is told as ${String(told)}`];
}

export const errorsOf = ({ annotations }: StepResult): string =>
  annotations
    .filter(({ name }) => name === 'error')
    .map(({ message }) => message)
    .join(' / ');
