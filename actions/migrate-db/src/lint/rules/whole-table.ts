import type { AlterTableType, Node } from 'libpg-query';
import { constantOf, relationName, written } from '../nodes';
import type { RelationName } from '../nodes';
import { hasOption } from '../options';
import { isMove } from '../rewrites';
import { deletedInBatches, inBatches } from '../rule';
import type { Rule } from '../rule';
import { alterations } from '../statement';

export const truncate: Rule = {
  id: 'truncate',
  severity: 'error',
  title: 'TRUNCATE',
  about: 'lock',
  find: ({ node }, knowledge) => {
    if (!('TruncateStmt' in node)) return [];
    const { relations = [], behavior } = node.TruncateStmt;
    const tables = relations.flatMap((each) => ('RangeVar' in each ? [relationName(each.RangeVar)] : []));
    // Rows that refer to others go before them.
    const children =
      behavior === 'DROP_CASCADE' ? tables.flatMap((table) => knowledge.childrenOf(table)) : [];
    const names = [...new Set([...children, ...tables])].map(written);
    return [
      {
        tables: [...tables, ...children],
        why: `All rows of ${names.join(', ')} are gone, also for revisions that still serve, and it waits for every transaction on it while all others wait behind.`,
        remedy: 'Delete in batches what nobody needs any more.',
        safe: names.map(deletedInBatches).join('\n'),
      },
    ];
  },
};

export const vacuumFull: Rule = {
  id: 'vacuum-full',
  severity: 'error',
  title: 'VACUUM FULL',
  about: 'lock',
  find: ({ node }) => {
    if (!('VacuumStmt' in node) || !hasOption(node.VacuumStmt.options, 'full')) return [];
    const tables = (node.VacuumStmt.rels ?? []).flatMap((each) =>
      'VacuumRelation' in each ? [relationName(each.VacuumRelation.relation)] : [],
    );
    return [
      {
        tables,
        why: `${tables.map(written).join(', ') || 'Every table'} is written anew, and nobody reads or writes it meanwhile.`,
        remedy:
          'A plain VACUUM makes the room usable again while others work; pg_repack gives it back to the disk.',
        safe: tables.map((table) => `VACUUM (ANALYZE) ${written(table)};`).join('\n') || 'VACUUM (ANALYZE);',
      },
    ];
  },
};

export const cluster: Rule = {
  id: 'cluster',
  severity: 'error',
  title: 'CLUSTER',
  about: 'lock',
  find: ({ node }) => {
    if (!('ClusterStmt' in node)) return [];
    const tables: RelationName[] = node.ClusterStmt.relation ? [relationName(node.ClusterStmt.relation)] : [];
    return [
      {
        tables,
        why: `${tables.map(written).join(', ') || 'Every clustered table'} is written anew in another order, and nobody reads or writes it meanwhile.`,
        remedy: 'Use pg_repack, or do it in a maintenance window.',
      },
    ];
  },
};

const MOVES: Partial<Record<AlterTableType, string>> = {
  AT_SetLogged: 'SET LOGGED',
  AT_SetUnLogged: 'SET UNLOGGED',
  AT_SetTableSpace: 'SET TABLESPACE',
  AT_SetAccessMethod: 'SET ACCESS METHOD',
};

export const moveTable: Rule = {
  id: 'move-table',
  severity: 'error',
  title: 'SET LOGGED, UNLOGGED, TABLESPACE or ACCESS METHOD',
  about: 'lock',
  find: (statement) =>
    alterations(statement).flatMap(({ table, command, at }) =>
      isMove(command)
        ? {
            at,
            tables: [table],
            why: `${(command.subtype && MOVES[command.subtype]) ?? ''} writes all of ${written(table)} anew, and nobody reads or writes it meanwhile.`,
            remedy:
              'Create a table as it should be, write to both, copy in batches; or do it in a maintenance window.',
          }
        : [],
    ),
};

export const unboundedWrite: Rule = {
  id: 'unbounded-write',
  severity: 'warning',
  title: 'UPDATE or DELETE of all rows',
  about: 'lock',
  find: ({ node }) => {
    const write = unbounded(node);
    if (write === undefined) return [];
    const table = written(write.table);
    return [
      {
        tables: [write.table],
        why: `Every row of ${table} stays locked for writers until the transaction ends, and the table grows by all that is ${write.column === undefined ? 'deleted' : 'changed'}.`,
        remedy: 'Do it in batches, each in a transaction of its own.',
        safe:
          write.column === undefined
            ? deletedInBatches(table)
            : inBatches(table, `${write.column} = ...`, `${write.column} IS DISTINCT FROM ...`).replaceAll(
                /^/gm,
                '-- ',
              ),
      },
    ];
  },
};

/** The column is an UPDATE's first. */
function unbounded(node: Node): { table: RelationName; column?: string } | undefined {
  if ('DeleteStmt' in node) {
    const { whereClause, usingClause, relation } = node.DeleteStmt;
    return isAlwaysTrue(whereClause) && usingClause === undefined
      ? { table: relationName(relation) }
      : undefined;
  }
  if (!('UpdateStmt' in node)) return undefined;
  const { whereClause, fromClause, relation, targetList } = node.UpdateStmt;
  if (!isAlwaysTrue(whereClause) || fromClause !== undefined) return undefined;
  const [first] = targetList ?? [];
  const column = first !== undefined && 'ResTarget' in first ? first.ResTarget.name : undefined;
  return { table: relationName(relation), column: column ?? '' };
}

/** No condition, or a constant like TRUE; 1 = 1 is left to people. */
function isAlwaysTrue(condition: Node | undefined): boolean {
  return condition === undefined || constantOf(condition) === 'true';
}
