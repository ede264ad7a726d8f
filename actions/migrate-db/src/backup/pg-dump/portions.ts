/** What of a database goes into which part of a backup. */
import type { Table } from '../contents';

/** What an archive holds. */
export interface Portion {
  /** All where it is left out. `pre-data` makes tables, `data` fills them, `post-data` makes indexes and constraints. */
  readonly sections?: readonly ('pre-data' | 'data' | 'post-data')[];
  /** Without the rows of these tables, quoted as SQL does. */
  readonly without?: readonly string[];
}

/** Tables that are smaller stay together: a stream of their own would take longer to begin than to end. */
const LEAST_BYTES = 32 * 1024 * 1024;

/** So many tables may have a stream of their own; each is an argument of pg_dump. */
const MOST_TABLES = 100;

/** Names that the programs, which read them in the encoding of the database, read as they are meant. */
const PLAIN = /^[\x20-\x7e]+$/;

/** Everything but the rows. */
export const SCHEMA: Portion = { sections: ['pre-data', 'post-data'] };

/** The rows of all other tables, the values of sequences, and large objects. */
export const othersThan = (tables: readonly Table[]): Portion => ({
  sections: ['data'],
  without: tables.map(({ quoted }) => quoted),
});

/** The tables whose rows have a stream of their own, the largest first. Pure. @param least bytes */
export const largeTables = (tables: readonly Table[], least: number = LEAST_BYTES): Table[] =>
  tables
    .filter(({ bytes, copied }) => bytes >= least && PLAIN.test(copied))
    .sort((a, b) => b.bytes - a.bytes)
    .slice(0, MOST_TABLES);
