import { createHash } from 'node:crypto';
import type { TableSize } from '../model';
import { LEDGER_SCHEMA } from './names';
import type { Session } from './session';

/** Schemas that are nobody's application: the server's own, temporary ones, and our ledger's. */
const OURS = `n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', '${LEDGER_SCHEMA}')`;
const notOfExtension = (catalog: string, oid: string): string =>
  `NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = '${catalog}'::regclass AND e.objid = ${oid} AND e.deptype = 'e')`;

/**
 * A line for everything that a migration can shape; object ids and the order of columns are left out, so that a copy
 * comes out the same.
 */
const SCHEMA_LINES = `
SELECT 'schema', n.nspname, '', '' FROM pg_namespace n WHERE ${OURS}
UNION ALL SELECT 'extension', x.extname, x.extversion, '' FROM pg_extension x
UNION ALL SELECT 'relation', n.nspname, c.relname,
    concat_ws(' ', c.relkind, c.relpersistence, c.relrowsecurity, c.relforcerowsecurity, c.relispartition, pg_get_expr(c.relpartbound, c.oid),
      CASE WHEN c.relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid) END)
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f') AND ${OURS} AND ${notOfExtension('pg_class', 'c.oid')}
UNION ALL SELECT 'column', n.nspname, c.relname || '.' || a.attname,
    concat_ws(' ', format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity, a.attgenerated, pg_get_expr(d.adbin, d.adrelid))
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
  WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p', 'f', 'c') AND ${OURS} AND ${notOfExtension('pg_class', 'c.oid')}
UNION ALL SELECT 'index', n.nspname, c.relname, concat_ws(' ', pg_get_indexdef(i.indexrelid), i.indisvalid)
  FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE ${OURS} AND ${notOfExtension('pg_class', 'i.indrelid')}
UNION ALL SELECT 'constraint', n.nspname, coalesce(c.relname, t.typname) || '.' || k.conname,
    concat_ws(' ', pg_get_constraintdef(k.oid), k.convalidated)
  FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace
  LEFT JOIN pg_class c ON c.oid = k.conrelid LEFT JOIN pg_type t ON t.oid = k.contypid
  WHERE ${OURS} AND ${notOfExtension('pg_class', 'k.conrelid')}
UNION ALL SELECT 'trigger', n.nspname, c.relname || '.' || g.tgname, concat_ws(' ', pg_get_triggerdef(g.oid), g.tgenabled)
  FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE NOT g.tgisinternal AND ${OURS}
UNION ALL SELECT 'policy', n.nspname, c.relname || '.' || p.polname,
    concat_ws(' ', p.polcmd, p.polpermissive, pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid))
  FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE ${OURS}
UNION ALL SELECT 'function', n.nspname, f.oid::regprocedure::text, pg_get_functiondef(f.oid)
  FROM pg_proc f JOIN pg_namespace n ON n.oid = f.pronamespace
  WHERE f.prokind IN ('f', 'p') AND ${OURS} AND ${notOfExtension('pg_proc', 'f.oid')}
UNION ALL SELECT 'enum', n.nspname, t.typname, string_agg(v.enumlabel, ',' ORDER BY v.enumsortorder)
  FROM pg_enum v JOIN pg_type t ON t.oid = v.enumtypid JOIN pg_namespace n ON n.oid = t.typnamespace
  WHERE ${OURS} AND ${notOfExtension('pg_type', 't.oid')} GROUP BY 2, 3
UNION ALL SELECT 'domain', n.nspname, t.typname, concat_ws(' ', format_type(t.typbasetype, t.typtypmod), t.typnotnull, t.typdefault)
  FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
  WHERE t.typtype = 'd' AND ${OURS} AND ${notOfExtension('pg_type', 't.oid')}`;

/** What a database is like, apart from its rows. */
export interface Shape {
  /** A line for every object; its parts are separated by {@link PART}. */
  readonly lines: readonly string[];
  /** SHA-256 in hex over them: equal shapes have equal fingerprints, on copies too. */
  readonly fingerprint: string;
}

/** Between kind, schema, name and definition in a line of a shape. */
export const PART = '\u001f';

export const fingerprintOf = async (session: Session): Promise<string> =>
  (await shapeOf(session)).fingerprint;

export async function shapeOf(session: Session): Promise<Shape> {
  // Without a search path every name is written in full, whatever the role's own path is.
  await session.query(`SELECT set_config('search_path', '', false)`);
  const rows = await session.query<{ line: string }>(
    `SELECT concat_ws(E'\\x1f', kind, space, name, detail) AS line FROM (${SCHEMA_LINES}) AS lines(kind, space, name, detail)`,
  );
  await session.query('RESET search_path');
  const lines = rows.map(({ line }) => line).sort();
  return { lines, fingerprint: createHash('sha256').update(lines.join('\n')).digest('hex') };
}

/** Every ordinary, partitioned and materialised table, the largest first. */
export async function sizesOf(session: Session): Promise<TableSize[]> {
  const rows = await session.query<{ table: string; rows: number; bytes: string }>(
    `SELECT n.nspname || '.' || c.relname AS table, c.reltuples AS rows, pg_total_relation_size(c.oid) AS bytes
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p', 'm') AND ${OURS} ORDER BY pg_total_relation_size(c.oid) DESC, 1`,
  );
  return rows.map(({ table, rows: estimate, bytes }) => ({ table, rows: estimate, bytes: Number(bytes) }));
}

/** Indexes that a CREATE INDEX CONCURRENTLY left behind unfinished: schema.name. */
export const invalidIndexesOf = (session: Session): Promise<string[]> =>
  namesFrom(
    session,
    `SELECT n.nspname || '.' || c.relname AS name FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
     JOIN pg_namespace n ON n.oid = c.relnamespace WHERE NOT i.indisvalid AND ${OURS} ORDER BY 1`,
  );

/** Constraints that hold for new rows only: schema.table.name. */
export const unvalidatedConstraintsOf = (session: Session): Promise<string[]> =>
  namesFrom(
    session,
    `SELECT concat_ws('.', n.nspname, c.relname, k.conname) AS name FROM pg_constraint k
     JOIN pg_namespace n ON n.oid = k.connamespace LEFT JOIN pg_class c ON c.oid = k.conrelid
     WHERE NOT k.convalidated AND ${OURS} ORDER BY 1`,
  );

async function namesFrom(session: Session, sql: string): Promise<string[]> {
  const rows = await session.query<{ name: string }>(sql);
  return rows.map(({ name }) => name);
}
