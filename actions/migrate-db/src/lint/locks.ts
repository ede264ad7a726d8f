/** What each statement locks. A test holds every line of this against `pg_locks`. */
import type { DropStmt, Node, ReindexStmt } from 'libpg-query';
import { alterTableLocks } from './alter-table-locks';
import type { LockClaim, LockMode } from './model';
import { LOCK_MODES } from './model';
import { qualifiedNames, relationName, relationOf } from './nodes';
import type { RelationName } from './nodes';
import { hasOption } from './options';
import type { Relatives } from './relatives';
import { newTable, parentsOf } from './statement';
import type { Statement } from './statement';

/** Whether one mode keeps others out at least as much as another. */
export function isAtLeast(mode: LockMode, other: LockMode): boolean {
  return LOCK_MODES.indexOf(mode) >= LOCK_MODES.indexOf(other);
}

/** The strongest lock that a statement takes on each table, as far as files and facts tell. */
export function locksOf(statement: Statement, relatives: Relatives): LockClaim[] {
  const strongest = new Map<RelationName, LockMode>();
  for (const { relation, mode } of allLocks(statement, relatives)) {
    const held = strongest.get(relation);
    if (held === undefined || isAtLeast(mode, held)) strongest.set(relation, mode);
  }
  return [...strongest].map(([relation, mode]) => ({ relation, mode }));
}

const on = (mode: LockMode, relations: readonly RelationName[]): LockClaim[] =>
  relations.map((relation) => ({ relation, mode }));

function allLocks(statement: Statement, relatives: Relatives): LockClaim[] {
  const { node } = statement;
  if ('AlterTableStmt' in node) return alterTableLocks(statement, relatives);
  if ('CreateStmt' in node) return createTableLocks(statement);
  if ('DropStmt' in node) return dropLocks(node.DropStmt, relatives);
  if ('ReindexStmt' in node) return reindexLocks(node.ReindexStmt, relatives);
  if ('IndexStmt' in node) {
    const { relation, concurrent } = node.IndexStmt;
    return on(concurrent === true ? 'ShareUpdateExclusive' : 'Share', [relationName(relation)]);
  }
  return maintenanceLocks(node, relatives) ?? ruleLocks(node) ?? writeLocks(node);
}

function createTableLocks(statement: Statement): LockClaim[] {
  const table = newTable(statement);
  if (table === undefined || !('CreateStmt' in statement.node)) return [];
  const { inhRelations = [], partbound } = statement.node.CreateStmt;
  const inherited = inhRelations.flatMap((each) => ('RangeVar' in each ? [relationName(each.RangeVar)] : []));
  return [
    ...on('ShareRowExclusive', parentsOf(table)),
    ...on(partbound === undefined ? 'ShareUpdateExclusive' : 'AccessExclusive', inherited),
  ];
}

function dropLocks(
  { removeType, objects, behavior, concurrent }: DropStmt,
  relatives: Relatives,
): LockClaim[] {
  const names = qualifiedNames(objects);
  const relations = names.map(relationOf);
  switch (removeType) {
    case 'OBJECT_TABLE': {
      const parents = relations.flatMap((table) => relatives.parentsOf(table));
      const reached =
        behavior === 'DROP_CASCADE' ? relations.flatMap((table) => relatives.dependentsOf(table)) : [];
      return on('AccessExclusive', [...relations, ...parents, ...reached]);
    }
    case 'OBJECT_INDEX': {
      const tables = relations.flatMap((index) => relatives.tableOfIndex(index) ?? []);
      return on(concurrent === true ? 'ShareUpdateExclusive' : 'AccessExclusive', tables);
    }
    case 'OBJECT_MATVIEW':
    case 'OBJECT_VIEW':
      return on('AccessExclusive', relations);
    case 'OBJECT_SCHEMA':
      return on(
        'AccessExclusive',
        names.flatMap(([schema = '']) => relatives.tablesIn(schema)),
      );
    case 'OBJECT_TRIGGER':
    case 'OBJECT_POLICY':
    case 'OBJECT_RULE':
      return on(
        'AccessExclusive',
        names.map((name) => relationOf(name.slice(0, -1))),
      );
    default:
      return [];
  }
}

function reindexLocks({ kind, relation, name, params }: ReindexStmt, relatives: Relatives): LockClaim[] {
  const mode: LockMode = hasOption(params, 'concurrently') ? 'ShareUpdateExclusive' : 'Share';
  if (kind === 'REINDEX_OBJECT_TABLE') return on(mode, [relationName(relation)]);
  if (kind !== 'REINDEX_OBJECT_INDEX') return on(mode, relatives.tablesIn(name ?? ''));
  return on(mode, [relatives.tableOfIndex(relationName(relation)) ?? []].flat());
}

function maintenanceLocks(node: Node, relatives: Relatives): LockClaim[] | undefined {
  if ('TruncateStmt' in node) {
    const { relations = [], behavior } = node.TruncateStmt;
    const tables = relations.flatMap((each) => ('RangeVar' in each ? [relationName(each.RangeVar)] : []));
    const children =
      behavior === 'DROP_CASCADE' ? tables.flatMap((table) => relatives.childrenOf(table)) : [];
    return on('AccessExclusive', [...tables, ...children]);
  }
  if ('VacuumStmt' in node) {
    const { rels = [], options, is_vacuumcmd } = node.VacuumStmt;
    const tables = rels.flatMap((each) =>
      'VacuumRelation' in each ? [relationName(each.VacuumRelation.relation)] : [],
    );
    const full = is_vacuumcmd === true && hasOption(options, 'full');
    return on(full ? 'AccessExclusive' : 'ShareUpdateExclusive', tables);
  }
  if ('ClusterStmt' in node) {
    const { relation } = node.ClusterStmt;
    return on('AccessExclusive', relation === undefined ? [] : [relationName(relation)]);
  }
  if ('RefreshMatViewStmt' in node) {
    const { relation, concurrent } = node.RefreshMatViewStmt;
    return on(concurrent === true ? 'Exclusive' : 'AccessExclusive', [relationName(relation)]);
  }
  return undefined;
}

/** Triggers, policies and names: what is about a table, but not in it. */
function ruleLocks(node: Node): LockClaim[] | undefined {
  if ('CreateTrigStmt' in node) return on('ShareRowExclusive', [relationName(node.CreateTrigStmt.relation)]);
  if ('CreatePolicyStmt' in node) return on('AccessExclusive', [relationName(node.CreatePolicyStmt.table)]);
  if ('AlterPolicyStmt' in node) return on('AccessExclusive', [relationName(node.AlterPolicyStmt.table)]);
  if ('RuleStmt' in node) return on('AccessExclusive', [relationName(node.RuleStmt.relation)]);
  if ('RenameStmt' in node) {
    const { renameType, relation } = node.RenameStmt;
    const named = ['OBJECT_TABLE', 'OBJECT_COLUMN', 'OBJECT_TABCONSTRAINT', 'OBJECT_VIEW', 'OBJECT_MATVIEW'];
    return named.includes(renameType ?? '') ? on('AccessExclusive', [relationName(relation)]) : [];
  }
  return undefined;
}

function writeLocks(node: Node): LockClaim[] {
  if ('UpdateStmt' in node) return on('RowExclusive', [relationName(node.UpdateStmt.relation)]);
  if ('DeleteStmt' in node) return on('RowExclusive', [relationName(node.DeleteStmt.relation)]);
  if ('InsertStmt' in node) return on('RowExclusive', [relationName(node.InsertStmt.relation)]);
  if (!('LockStmt' in node)) return [];
  const { relations = [], mode = 8 } = node.LockStmt;
  const tables = relations.flatMap((each) => ('RangeVar' in each ? [relationName(each.RangeVar)] : []));
  // The parser numbers the modes as the server does, from 1.
  return on(LOCK_MODES[mode - 1] ?? 'AccessExclusive', tables);
}
