/** What is in a database: its schema and the rows of its tables. */
import { fingerprintOf, identifier, LEDGER_SCHEMA } from '../database';
import type { Session, SessionSettings } from '../database';

/** What a copy of the database must hold. */
export interface Contents {
  /** Of the schema. */
  readonly fingerprint: string;
  /** Rows by table, schema.name. */
  readonly rows: Readonly<Record<string, number>>;
}

export interface Table {
  /** schema.name, as they are. */
  readonly name: string;
  /** schema.name, quoted as SQL does, which is how pg_dump reads a name literally. */
  readonly quoted: string;
  /** What a query names for these rows, and no others. */
  readonly scope: string;
  /** What COPY names: the table with the columns that have values of their own, quoted; empty where it is not for COPY. */
  readonly copied: string;
  /** Of its rows, without indexes. */
  readonly bytes: number;
}

/** Sessions of backups, copies and their verification; row_security makes a count fail rather than be too small. */
export const backupSettings = (runId: string): SessionSettings => ({
  applicationName: `sluice-${runId}-backup`,
  parameters: {
    statement_timeout: '0',
    lock_timeout: '60s',
    idle_in_transaction_session_timeout: '0',
    row_security: 'off',
    // The one that holds a moment is idle for as long as others read it.
    tcp_keepalives_idle: '30',
    tcp_keepalives_interval: '10',
    tcp_keepalives_count: '3',
  },
});

/**
 * What a session sees; on a copy, what it must see as well.
 * @param known tables whose rows are not counted, schema.name
 */
export async function contentsOf(session: Session, known: readonly string[] = []): Promise<Contents> {
  const fingerprint = await fingerprintOf(session);
  const rows: Record<string, number> = {};
  const tables = await tablesOf(session);
  for (const { name, scope } of tables.filter((table) => !known.includes(table.name))) {
    const [counted] = await session.query<{ rows: string }>(`SELECT count(*) AS rows FROM ${scope}`);
    rows[name] = Number(counted?.rows);
  }
  return { fingerprint, rows };
}

/** The hash of an enum's value is another one in another database, where its row goes into another partition. */
const SCATTERED = `SELECT partrelid FROM pg_partitioned_table p
  WHERE p.partstrat = 'h' AND EXISTS (SELECT FROM pg_opclass o WHERE o.oid = ANY (p.partclass) AND o.opcname = 'enum_ops')`;

/**
 * Tables whose rows are in a dump: those of extensions, partitioned parents and foreign tables are not. Partitions whose
 * rows are scattered otherwise in another database count as the table that they are of.
 */
export async function tablesOf(session: Session): Promise<Table[]> {
  const rows = await session.query<{
    schema: string;
    table: string;
    partitioned: boolean;
    columns: string[] | null;
    bytes: string | null;
  }>(
    `WITH scattered (oid) AS (${SCATTERED})
     SELECT n.nspname AS schema, c.relname AS table, c.relkind = 'p' AS partitioned, pg_table_size(c.oid) AS bytes,
       (SELECT array_agg(a.attname::text ORDER BY a.attnum) FROM pg_attribute a
        WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '') AS columns
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE (c.relkind = 'r' OR c.oid IN (SELECT oid FROM scattered)) AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', '${LEDGER_SCHEMA}')
       AND NOT EXISTS (SELECT FROM pg_partition_ancestors(c.oid) a WHERE a.relid <> c.oid AND a.relid IN (SELECT oid FROM scattered))
       AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')
     ORDER BY n.nspname || '.' || c.relname`,
  );
  return rows.map(({ schema, table, partitioned, columns, bytes }) => {
    // Quoted whether they need it or not: a newer server may have more words of its own.
    const quoted = `${identifier(schema)}.${identifier(table)}`;
    return {
      name: `${schema}.${table}`,
      quoted,
      scope: partitioned ? quoted : `ONLY ${quoted}`,
      copied: partitioned || columns === null ? '' : `${quoted} (${columns.map(identifier).join(', ')})`,
      // A table that is being dropped has no size any more.
      bytes: Number(bytes ?? 0),
    };
  });
}

/** How a copy differs from what it must hold, a sentence each. Pure. */
export function differences(expected: Contents, found: Contents, options: { schema: boolean }): string[] {
  const tables = new Set([...Object.keys(expected.rows), ...Object.keys(found.rows)]);
  const rows = [...tables]
    .sort()
    .filter((table) => expected.rows[table] !== found.rows[table])
    .map((table) => {
      const [was, is] = [expected.rows[table], found.rows[table]];
      if (is === undefined) return `${table} is missing.`;
      return was === undefined
        ? `${table} should not be there.`
        : `${table} has ${is} rows in place of ${was}.`;
    });
  const isOther = options.schema && expected.fingerprint !== found.fingerprint;
  return isOther ? ['The schema is not the same.', ...rows] : rows;
}
