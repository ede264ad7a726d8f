/** A database in portions that are dumped, and restored, side by side. */

/** What of a database an archive holds. */
export interface Portion {
  /** All where it is left out. `pre-data` makes tables, `data` fills them, `post-data` makes indexes and constraints. */
  readonly sections?: readonly ('pre-data' | 'data' | 'post-data')[];
  /** These tables alone, quoted as SQL does. */
  readonly only?: readonly string[];
  /** Without the rows of these tables. */
  readonly without?: readonly string[];
  /** The tables whose rows it holds, schema.name as they are. */
  readonly tables?: readonly string[];
}

export interface Table {
  /** schema.name, as they are. */
  readonly name: string;
  /** schema.name, quoted as SQL does, which is how pg_dump reads a name literally. */
  readonly quoted: string;
  /** Of its rows, without indexes. */
  readonly bytes: number;
}

/** Tables that are smaller stay together: a stream of their own would take longer to begin than to end. */
const LEAST_BYTES = 32 * 1024 * 1024;

/** So many tables may have their place chosen; each is an argument of pg_dump. */
const MOST_TABLES = 100;

/** Names that pg_dump, which compares them in the encoding of the database, reads as they are meant. */
const PLAIN = /^[\x20-\x7e]*$/;

/** Everything but the rows. */
export const SCHEMA: Portion = { sections: ['pre-data', 'post-data'] };

/**
 * The rows in at most so many portions of about the same size. The first one holds everything that no other one names:
 * small tables, sequences and large objects, too. Pure.
 */
export function dataPortions(
  tables: readonly Table[],
  streams: number,
  least: number = LEAST_BYTES,
): Portion[] {
  const large = tables
    .filter(({ bytes, quoted }) => bytes >= least && PLAIN.test(quoted))
    .sort((a, b) => b.bytes - a.bytes)
    .slice(0, MOST_TABLES);
  const bytesOf = (some: readonly Table[]): number => some.reduce((sum, { bytes }) => sum + bytes, 0);
  const lanes = Array.from({ length: Math.max(1, streams) }, (_, index) => ({
    bytes: index === 0 ? bytesOf(tables) - bytesOf(large) : 0,
    tables: [] as Table[],
  }));
  for (const table of large) {
    const lane = shortest(lanes);
    lane.bytes += table.bytes;
    lane.tables.push(table);
  }
  const others = lanes.slice(1).filter((lane) => lane.tables.length > 0);
  const elsewhere = others.flatMap((lane) => lane.tables);
  const here = tables.filter((table) => !elsewhere.includes(table));
  return [
    { sections: ['data'], without: quotedIn(elsewhere), tables: namesIn(here) },
    ...others.map((lane) => ({
      sections: ['data'] as const,
      only: quotedIn(lane.tables),
      tables: namesIn(lane.tables),
    })),
  ];
}

const quotedIn = (tables: readonly Table[]): string[] => tables.map(({ quoted }) => quoted);
const namesIn = (tables: readonly Table[]): string[] => tables.map(({ name }) => name);

function shortest<Lane extends { bytes: number }>(lanes: readonly Lane[]): Lane {
  return lanes.reduce((least, lane) => (lane.bytes < least.bytes ? lane : least));
}
