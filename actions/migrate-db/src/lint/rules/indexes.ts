import type { Node } from 'libpg-query';
import { isConcurrentDetach } from '../alter-table-locks';
import { identifier, qualifiedNames, relationName, relationOf, written } from '../nodes';
import { hasOption } from '../options';
import type { Rule } from '../rule';
import { alterations } from '../statement';
import type { Statement } from '../statement';

const OUTSIDE = 'in a migration of its own, outside a transaction';

export const createIndex: Rule = {
  id: 'create-index',
  severity: 'error',
  title: 'CREATE INDEX without CONCURRENTLY',
  about: 'lock',
  find: ({ node, text }) => {
    if (!('IndexStmt' in node) || node.IndexStmt.concurrent === true) return [];
    const table = relationName(node.IndexStmt.relation);
    return [
      {
        tables: [table],
        why: `Nobody writes to ${written(table)} until the index is built (Share).`,
        remedy: `Build it CONCURRENTLY, ${OUTSIDE}.`,
        safe: `${text.replace(/\bindex\b(\s+if\s+not\s+exists\b)?/i, 'INDEX CONCURRENTLY').trim()};`,
      },
    ];
  },
};

export const dropIndex: Rule = {
  id: 'drop-index',
  severity: 'error',
  title: 'DROP INDEX without CONCURRENTLY',
  about: 'lock',
  find: ({ node }, knowledge) => {
    if (!('DropStmt' in node)) return [];
    const { removeType, concurrent, objects } = node.DropStmt;
    if (removeType !== 'OBJECT_INDEX' || concurrent === true) return [];
    const indexes = qualifiedNames(objects).map(relationOf);
    const tables = indexes.flatMap((index) => knowledge.tableOfIndex(index) ?? []);
    return [
      {
        tables,
        why: `Nobody reads or writes ${tables.map(written).join(', ') || 'the table'} meanwhile, and it waits for every transaction that does.`,
        remedy: `Drop it CONCURRENTLY, ${OUTSIDE}.`,
        safe: indexes.map((index) => `DROP INDEX CONCURRENTLY ${written(index)};`).join('\n'),
      },
    ];
  },
};

export const reindex: Rule = {
  id: 'reindex',
  severity: 'error',
  title: 'REINDEX without CONCURRENTLY',
  about: 'lock',
  find: ({ node, text }, knowledge) => {
    if (!('ReindexStmt' in node)) return [];
    const { kind, relation, params } = node.ReindexStmt;
    if (hasOption(params, 'concurrently')) return [];
    const named = relation === undefined ? [] : [relationName(relation)];
    const tables =
      kind === 'REINDEX_OBJECT_TABLE' ? named : named.flatMap((index) => knowledge.tableOfIndex(index) ?? []);
    return [
      {
        tables,
        why: 'Nobody writes to the table (Share) nor reads through the index (AccessExclusive) until it is built anew.',
        remedy: `Use REINDEX ... CONCURRENTLY, ${OUTSIDE}.`,
        safe: `${text.trim().replace(/^(reindex\s*(?:\([^)]*\)\s*)?\w+)/i, '$1 CONCURRENTLY')};`,
      },
    ];
  },
};

export const concurrentIfNotExists: Rule = {
  id: 'concurrent-index-if-not-exists',
  severity: 'error',
  title: 'CREATE INDEX CONCURRENTLY IF NOT EXISTS',
  about: 'text',
  find: ({ node, text }) => {
    if (!('IndexStmt' in node)) return [];
    const { concurrent, if_not_exists, idxname, relation } = node.IndexStmt;
    if (concurrent !== true || if_not_exists !== true || idxname === undefined) return [];
    const { schemaname } = relation ?? {};
    const index = [...(schemaname === undefined ? [] : [schemaname]), idxname].map(identifier).join('.');
    return [
      {
        tables: [relationName(relation)],
        why: `An attempt that failed leaves ${identifier(idxname)} behind as INVALID; this accepts it as if it were built, and no query ever uses it.`,
        remedy: 'Drop what may be left, and create it without IF NOT EXISTS; each in a migration of its own.',
        safe: `DROP INDEX CONCURRENTLY IF EXISTS ${index};\n${text.replace(/\s+if\s+not\s+exists\b/i, '').trim()};`,
      },
    ];
  },
};

/** How each tool is told to leave its transaction. */
const LEAVING: Readonly<Record<string, string>> = {
  prisma:
    'put the statement alone into a migration: Prisma sends a file of one statement without a transaction',
  alembic: 'put it into `with op.get_context().autocommit_block():`, first in its migration',
  django: 'set `atomic = False` on the migration (AddIndexConcurrently needs it too)',
  'node-pg-migrate': 'call `pgm.noTransaction()` in the migration',
  flyway: 'write `executeInTransaction=false` into the script configuration beside the file',
  sql: 'put it alone into a file with the comment `-- sluice: no-transaction`',
};

export const outsideTransaction: Rule = {
  id: 'concurrently-in-transaction',
  severity: 'error',
  title: 'A statement that PostgreSQL refuses inside a transaction',
  about: 'text',
  find: (statement, { tool }) => {
    const what = refusedInTransaction(statement);
    if (what === undefined || statement.begunBy === 'nobody') return [];
    const byFile = 'take it out of the file’s own BEGIN and COMMIT';
    const how = statement.begunBy === 'file' ? byFile : (LEAVING[tool] ?? 'let the tool run it without one');
    return [
      {
        tables: [],
        why: `PostgreSQL refuses ${what} inside a transaction, so the migration fails.`,
        remedy: `Run it outside: ${how}.`,
        safe: `-- In a migration of its own, outside a transaction:\n${statement.text.trim()};`,
      },
    ];
  },
};

function refusedInTransaction(statement: Statement): string | undefined {
  const { node } = statement;
  if ('IndexStmt' in node && node.IndexStmt.concurrent === true) return 'CREATE INDEX CONCURRENTLY';
  if ('DropStmt' in node && node.DropStmt.concurrent === true) return 'DROP INDEX CONCURRENTLY';
  if ('ReindexStmt' in node && hasOption(node.ReindexStmt.params, 'concurrently'))
    return 'REINDEX CONCURRENTLY';
  if ('ReindexStmt' in node && isWide(node)) return 'REINDEX of a schema or database';
  if ('VacuumStmt' in node && node.VacuumStmt.is_vacuumcmd === true) return 'VACUUM';
  if ('ClusterStmt' in node && node.ClusterStmt.relation === undefined) return 'CLUSTER of all tables';
  if ('AlterSystemStmt' in node) return 'ALTER SYSTEM';
  if ('CreatedbStmt' in node || 'DropdbStmt' in node) return 'CREATE and DROP DATABASE';
  if ('CreateTableSpaceStmt' in node || 'DropTableSpaceStmt' in node) return 'CREATE and DROP TABLESPACE';
  return alterations(statement).some(({ command }) => isConcurrentDetach(command))
    ? 'DETACH PARTITION CONCURRENTLY'
    : undefined;
}

function isWide(node: Extract<Node, { ReindexStmt: unknown }>): boolean {
  return !['REINDEX_OBJECT_TABLE', 'REINDEX_OBJECT_INDEX'].includes(node.ReindexStmt.kind ?? '');
}

export const refreshMaterializedView: Rule = {
  id: 'refresh-materialized-view',
  severity: 'error',
  title: 'REFRESH MATERIALIZED VIEW without CONCURRENTLY',
  about: 'lock',
  find: ({ node }) => {
    if (!('RefreshMatViewStmt' in node)) return [];
    const { relation, concurrent, skipData } = node.RefreshMatViewStmt;
    if (concurrent === true || skipData === true) return [];
    const view = relationName(relation);
    return [
      {
        tables: [view],
        why: `Nobody reads ${written(view)} until it is computed anew.`,
        remedy: 'Refresh it CONCURRENTLY; that needs a unique index on it, and data in it.',
        safe: `REFRESH MATERIALIZED VIEW CONCURRENTLY ${written(view)};`,
      },
    ];
  },
};
