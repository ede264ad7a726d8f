/** In which order a schema's indexes and constraints are built while rows of other tables are still on their way. */

/** Entries of an archive that are built side by side: their ids, as pg_restore's `--use-list` takes them. */
export type Step = readonly string[];

export interface BuildOrder {
  /** By part of the rows: what can be built as soon as that part is there, step after step. */
  readonly early: readonly (readonly Step[])[];
  /** Everything else of what comes after the rows. */
  readonly late: Step;
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
 * An index, or a key with one, needs nothing but its own table with its rows. What looks at other tables, as foreign keys
 * and triggers do, waits for all of them. Pure.
 * @param list what `pg_restore --list --verbose` says of the schema's archive
 * @param after what `pg_restore --list --section=post-data` says of it
 * @param parts the tables of each part of the rows, schema.name; a name that does not tell its schema clearly is late
 */
export function buildOrder(
  { list, after }: { list: string; after: string },
  parts: readonly (readonly string[])[],
): BuildOrder {
  const entries = entriesIn(list);
  const early = parts.map((tables) => {
    const names = tables.filter((name) => name.split('.').length === 2).map((name) => name.replace('.', ' '));
    const own = entries.filter(({ what }) => names.some((name) => what.startsWith(`TABLE ${name} `)));
    const buildable = entries.filter((entry) => isKey(entry) || isIndex(entry));
    const chosen = builtOn(new Set(own.map(({ id }) => id)), buildable);
    // A key locks its table, on which indexes are built side by side: left to the end, it would be built alone.
    return [chosen.filter(isKey), chosen.filter(isIndex)].map((step) => step.map(({ id }) => id));
  });
  const taken = new Set(early.flat(2));
  const late = entriesIn(after)
    .map(({ id }) => id)
    .filter((id) => !taken.has(id));
  return { early, late };
}

const isKey = ({ what }: Entry): boolean => /^CONSTRAINT /.test(what);
const isIndex = ({ what }: Entry): boolean => /^INDEX (?!ATTACH)/.test(what);

/** Of these entries, those that need one of the tables, and of others of these nothing that is not built as well. */
function builtOn(tables: ReadonlySet<string>, entries: readonly Entry[]): Entry[] {
  const all = new Set(entries.map(({ id }) => id));
  const chosen = new Set<string>();
  for (const { id, needs } of entries)
    if (needs.some((each) => tables.has(each)) && needs.every((each) => !all.has(each) || chosen.has(each)))
      chosen.add(id);
  return entries.filter(({ id }) => chosen.has(id));
}
