import { sizeInWords } from '../size';
import type { Knowledge } from './knowledge';
import type { Severity, TableFacts } from './model';
import type { RelationName } from './nodes';

/** What is done with a whole table up to here is over before anybody notices. */
export const SMALL = { rows: 10_000, bytes: 16 * 1024 * 1024 };

const LIGHTER: Record<Severity, Severity> = { error: 'warning', warning: 'notice', notice: 'notice' };

/** A finding's severity in view of the tables it is about, and what to say of them. */
export interface Weight {
  readonly severity: Severity;
  /** As in ` (orders: about 120 rows, 48 kB.)`; '' where nothing is known. */
  readonly note: string;
}

/** A lock on a small table is one step lighter; a table of unknown size counts as a large one. */
export function weigh(severity: Severity, tables: readonly RelationName[], knowledge: Knowledge): Weight {
  const inUse = tables.filter((table) => !knowledge.isNew(table));
  const facts = inUse.map((table) => sizeOf(knowledge.factsOf(table)));
  const known = facts.filter((each) => each !== undefined);
  const small = inUse.length > 0 && facts.every((each) => each !== undefined && isSmall(each));
  const largest = known.toSorted((one, other) => other.bytes - one.bytes)[0];
  if (largest === undefined) return { severity, note: '' };
  const size = `The ${known.length > 1 ? 'largest' : 'table'} has ${inWords(largest)}.`;
  return { severity: small ? LIGHTER[severity] : severity, note: small ? `${size} That is small.` : size };
}

interface Size {
  readonly rows: number;
  readonly bytes: number;
}

function sizeOf(facts: TableFacts | undefined): Size | undefined {
  const { rows, bytes } = facts ?? {};
  return rows === undefined || bytes === undefined ? undefined : { rows, bytes };
}

function isSmall({ rows, bytes }: Size): boolean {
  return rows <= SMALL.rows && bytes <= SMALL.bytes;
}

function inWords({ rows, bytes }: Size): string {
  const count =
    rows < 0
      ? 'a number of rows that was never counted'
      : `about ${Math.round(rows).toLocaleString('en-US')} rows`;
  return `${count} in ${sizeInWords(bytes)}`;
}
