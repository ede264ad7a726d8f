/** In which order a schema's indexes and constraints are built while rows of other tables are still on their way. */

/** Entries of an archive: their ids, as pg_restore's `--use-list` takes them. */
export type Batch = readonly string[];

/** Keys come first: one locks its table, on which indexes are built side by side, so it would be built alone at the end. */
export interface Builds {
  readonly keys: Batch;
  readonly indexes: Batch;
}

/** What pg_restore says of the schema's archive. */
export interface Listing {
  /** `pg_restore --list --verbose` */
  readonly all: string;
  /** `pg_restore --list --section=post-data` */
  readonly after: string;
}

interface Entry {
  readonly id: string;
  /** What it is, with its schema and name: `TABLE public orders postgres`. */
  readonly what: string;
  /** Ids of the entries that must be there before. */
  readonly needs: readonly string[];
}

/** What `pg_restore --list --verbose` says: an entry a line, and below it what it depends on. */
function entriesIn(list: string): Entry[] {
  const found = list.matchAll(/^(\d+); \d+ \d+ (.+)(?:\n;\s+depends on:([ \d]*))?/gm);
  return [...found].map(([, id = '', what = '', needs = '']) => ({
    id,
    what,
    needs: needs.split(' ').filter((each) => each !== ''),
  }));
}

/**
 * What can be built as soon as these tables have their rows: an index, or a key with one, that needs nothing but its own
 * table. What looks at other tables, as foreign keys and triggers do, waits for all of them. Pure.
 * @param tables schema.name; a name that does not tell its schema clearly is left for the end
 */
export function buildsOn({ all }: Listing, tables: readonly string[]): Builds {
  const entries = entriesIn(all);
  const names = tables.filter((name) => name.split('.').length === 2).map((name) => name.replace('.', ' '));
  const created = entries.filter(({ what }) => what.startsWith('TABLE '));
  const own = new Set(names.flatMap((name) => onlyOf(created, `TABLE ${name} `)).map(({ id }) => id));
  const buildable = entries.filter((entry) => isKey(entry) || isIndex(entry));
  const others = new Set(buildable.map(({ id }) => id));
  const chosen = buildable.filter(
    ({ needs }) => needs.some((each) => own.has(each)) && !needs.some((each) => others.has(each)),
  );
  const idsOf = (some: readonly Entry[]): Batch => some.map(({ id }) => id);
  return { keys: idsOf(chosen.filter(isKey)), indexes: idsOf(chosen.filter(isIndex)) };
}

/** Everything else of what comes after the rows. Pure. */
export function lateIn({ after }: Listing, built: readonly Builds[]): Batch {
  const taken = new Set(built.flatMap(({ keys, indexes }) => [...keys, ...indexes]));
  return entriesIn(after)
    .map(({ id }) => id)
    .filter((id) => !taken.has(id));
}

/** A name with a blank in it begins as another one does: then neither is taken. */
function onlyOf(entries: readonly Entry[], beginning: string): Entry[] {
  const found = entries.filter(({ what }) => what.startsWith(beginning));
  return found.length === 1 ? found : [];
}

const isKey = ({ what }: Entry): boolean => /^CONSTRAINT /.test(what);
const isIndex = ({ what }: Entry): boolean => /^INDEX (?!ATTACH)/.test(what);
