import type { AlterTableCmd, AlterTableType } from 'libpg-query';
import type { LockClaim, LockMode } from './model';
import { relationName } from './nodes';
import type { Relatives } from './relatives';
import { addedConstraints, alterations } from './statement';
import type { Alteration, Statement } from './statement';

/** Actions that take less than AccessExclusive on the table itself. */
const WEAKER: Partial<Record<AlterTableType, LockMode>> = {
  AT_ValidateConstraint: 'ShareUpdateExclusive',
  AT_SetStatistics: 'ShareUpdateExclusive',
  AT_SetOptions: 'ShareUpdateExclusive',
  AT_ResetOptions: 'ShareUpdateExclusive',
  AT_SetRelOptions: 'ShareUpdateExclusive',
  AT_ResetRelOptions: 'ShareUpdateExclusive',
  AT_ClusterOn: 'ShareUpdateExclusive',
  AT_DropCluster: 'ShareUpdateExclusive',
  AT_AttachPartition: 'ShareUpdateExclusive',
  AT_DetachPartitionFinalize: 'ShareUpdateExclusive',
  AT_EnableTrig: 'ShareRowExclusive',
  AT_EnableAlwaysTrig: 'ShareRowExclusive',
  AT_EnableReplicaTrig: 'ShareRowExclusive',
  AT_EnableTrigAll: 'ShareRowExclusive',
  AT_EnableTrigUser: 'ShareRowExclusive',
  AT_DisableTrig: 'ShareRowExclusive',
  AT_DisableTrigAll: 'ShareRowExclusive',
  AT_DisableTrigUser: 'ShareRowExclusive',
};

/** The locks of an ALTER TABLE: on the table, on foreign keys' parents and on partitions. */
export function alterTableLocks(statement: Statement, relatives: Relatives): LockClaim[] {
  const parents = addedConstraints(statement).flatMap(({ constraint }): LockClaim[] =>
    constraint.contype === 'CONSTR_FOREIGN'
      ? [{ relation: relationName(constraint.pktable), mode: 'ShareRowExclusive' }]
      : [],
  );
  const tables = alterations(statement).flatMap((alteration): LockClaim[] => [
    { relation: alteration.table, mode: ownMode(alteration) },
    ...partition(alteration.command),
    ...otherEnds(alteration, relatives),
  ]);
  return [...tables, ...parents];
}

function ownMode({ command }: Alteration): LockMode {
  const { subtype, def } = command;
  if (subtype === 'AT_AddConstraint' && def !== undefined && 'Constraint' in def) {
    return def.Constraint.contype === 'CONSTR_FOREIGN' ? 'ShareRowExclusive' : 'AccessExclusive';
  }
  if (isConcurrentDetach(command)) return 'ShareUpdateExclusive';
  return (subtype && WEAKER[subtype]) ?? 'AccessExclusive';
}

function partition({ subtype, def }: AlterTableCmd): LockClaim[] {
  const moves = ['AT_AttachPartition', 'AT_DetachPartition', 'AT_DetachPartitionFinalize'];
  if (!moves.includes(subtype ?? '') || def === undefined || !('PartitionCmd' in def)) return [];
  return [{ relation: relationName(def.PartitionCmd.name), mode: 'AccessExclusive' }];
}

export function isConcurrentDetach({ subtype, def }: AlterTableCmd): boolean {
  return (
    subtype === 'AT_DetachPartition' &&
    def !== undefined &&
    'PartitionCmd' in def &&
    def.PartitionCmd.concurrent === true
  );
}

/** Foreign keys that an action makes anew, looks through or takes away: the table at their other end is locked too. */
function otherEnds({ table, command, column }: Alteration, relatives: Relatives): LockClaim[] {
  const on = (mode: LockMode, relations: readonly string[]): LockClaim[] =>
    relations.map((relation) => ({ relation, mode }));
  switch (command.subtype) {
    case 'AT_AlterColumnType':
      return on('AccessExclusive', [
        ...relatives.parentsOf(table, column),
        ...relatives.childrenOf(table, column),
      ]);
    case 'AT_ValidateConstraint':
      return on('RowShare', relatives.parentByKey(table, column));
    case 'AT_DropConstraint':
      return on('AccessExclusive', relatives.parentByKey(table, column));
    case 'AT_DropColumn': {
      const children = command.behavior === 'DROP_CASCADE' ? relatives.childrenOf(table, column) : [];
      return on('AccessExclusive', [...relatives.parentsOf(table, column), ...children]);
    }
    default:
      return [];
  }
}
