import type { ForeignKey, TableFacts } from './model';

/** A row of TABLE_FACTS_SQL. */
export interface TableFactsRow {
  /** schema.name */
  readonly table: string;
  readonly rows: number;
  /** pg gives a bigint as text. */
  readonly bytes: string | number;
  readonly columns: Readonly<Record<string, string>>;
  readonly not_null: readonly string[];
  readonly indexes: readonly string[];
  readonly references: readonly ForeignKey[];
  readonly views: readonly string[];
}

/**
 * What the linter wants to know of every table, in one query that locks nothing. A column counts as proven to have no
 * NULL where it is NOT NULL, or a validated CHECK says nothing but that.
 */
export const TABLE_FACTS_SQL = `
SELECT n.nspname || '.' || c.relname AS table, c.reltuples::float8 AS rows, pg_total_relation_size(c.oid) AS bytes,
  (SELECT coalesce(json_object_agg(a.attname, format_type(a.atttypid, a.atttypmod)), '{}') FROM pg_attribute a
    WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns,
  (SELECT coalesce(json_agg(a.attname), '[]') FROM pg_attribute a
    WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND (a.attnotnull OR EXISTS (
      SELECT FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'c' AND k.convalidated
        AND k.conkey = ARRAY[a.attnum] AND pg_get_expr(k.conbin, c.oid) = format('(%I IS NOT NULL)', a.attname)))) AS not_null,
  (SELECT coalesce(json_agg(x.relname), '[]') FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid
    WHERE i.indrelid = c.oid) AS indexes,
  (SELECT coalesce(json_agg(json_build_object('name', k.conname,
      'columns', (SELECT json_agg(a.attname) FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum = ANY (k.conkey)),
      'referred', (SELECT json_agg(a.attname) FROM pg_attribute a WHERE a.attrelid = p.oid AND a.attnum = ANY (k.confkey)),
      'table', m.nspname || '.' || p.relname)), '[]')
    FROM pg_constraint k JOIN pg_class p ON p.oid = k.confrelid JOIN pg_namespace m ON m.oid = p.relnamespace
    WHERE k.conrelid = c.oid AND k.contype = 'f') AS references,
  (SELECT coalesce(json_agg(DISTINCT m.nspname || '.' || v.relname), '[]')
    FROM pg_depend d JOIN pg_rewrite w ON w.oid = d.objid JOIN pg_class v ON v.oid = w.ev_class
    JOIN pg_namespace m ON m.oid = v.relnamespace
    WHERE d.classid = 'pg_rewrite'::regclass AND d.refobjid = c.oid AND v.oid <> c.oid AND v.relkind IN ('v', 'm')) AS views
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'm') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'`;

/** The rows as the linter takes them, by schema.name. */
export function tableFactsFrom(rows: readonly TableFactsRow[]): Map<string, TableFacts> {
  return new Map(
    rows.map((row) => [
      row.table,
      {
        rows: row.rows,
        bytes: Number(row.bytes),
        columns: new Map(Object.entries(row.columns)),
        notNull: new Set(row.not_null),
        indexes: new Set(row.indexes),
        references: row.references,
        views: row.views,
      },
    ]),
  );
}
