import { isConcurrentDetach } from '../alter-table-locks';
import { qualifiedNames, relationName, relationOf, written } from '../nodes';
import type { RelationName } from '../nodes';
import type { Fault, Rule } from '../rule';
import { alterations } from '../statement';
import type { Statement } from '../statement';

/** The tables of the triggers or policies that a statement drops. */
function dropped({ node }: Statement, kind: 'OBJECT_TRIGGER' | 'OBJECT_POLICY'): RelationName[] {
  if (!('DropStmt' in node) || node.DropStmt.removeType !== kind) return [];
  return qualifiedNames(node.DropStmt.objects).map((name) => relationOf(name.slice(0, -1)));
}

export const trigger: Rule = {
  id: 'trigger',
  severity: 'warning',
  title: 'CREATE, DROP, ENABLE or DISABLE TRIGGER',
  about: 'lock',
  find: (statement) => {
    const { node } = statement;
    const gone = dropped(statement, 'OBJECT_TRIGGER');
    const created = 'CreateTrigStmt' in node ? [relationName(node.CreateTrigStmt.relation)] : [];
    const switched = alterations(statement).flatMap(({ table, command }) =>
      /^AT_(Enable|Disable)(Always|Replica)?Trig/.test(command.subtype ?? '') ? [table] : [],
    );
    return [...new Set([...created, ...switched])]
      .map((table) => triggerFault(table, 'Nobody writes to', 'ShareRowExclusive'))
      .concat(gone.map((table) => triggerFault(table, 'Nobody reads or writes', 'AccessExclusive')));
  },
};

const triggerFault = (table: RelationName, effect: string, mode: string): Fault => ({
  tables: [table],
  why: `${effect} ${written(table)} until this transaction has ended (${mode}), and every write runs another way from then on, for the revision that serves too.`,
  remedy:
    'Keep it in a transaction of its own with a lock_timeout; replace the function behind a trigger rather than the trigger.',
});

export const rowSecurity: Rule = {
  id: 'row-level-security',
  severity: 'warning',
  title: 'Row level security and policies',
  about: 'lock',
  find: (statement) => {
    const { node } = statement;
    const switched = alterations(statement).flatMap(({ table, command }) =>
      /RowSecurity$/.test(command.subtype ?? '') ? [table] : [],
    );
    const policy =
      'CreatePolicyStmt' in node
        ? [relationName(node.CreatePolicyStmt.table)]
        : 'AlterPolicyStmt' in node
          ? [relationName(node.AlterPolicyStmt.table)]
          : dropped(statement, 'OBJECT_POLICY');
    return [...new Set([...switched, ...policy])].map((table) => ({
      tables: [table],
      why: `Which rows of ${written(table)} a role sees changes at once, for the revision that serves too; the lock, AccessExclusive, lasts until the transaction has ended.`,
      remedy:
        'Create the policies first, try them as the application’s role on a copy, and switch row level security on last.',
    }));
  },
};

export const partition: Rule = {
  id: 'partition',
  severity: 'warning',
  title: 'Partitions attached, detached or created in place',
  about: 'lock',
  find: (statement) => [...moved(statement), ...createdInPlace(statement)],
};

function moved(statement: Statement): Fault[] {
  return alterations(statement).flatMap(({ table, command, at }) => {
    const { subtype, def } = command;
    if (def === undefined || !('PartitionCmd' in def)) return [];
    const [parent, child] = [written(table), written(relationName(def.PartitionCmd.name))];
    if (subtype === 'AT_AttachPartition') {
      return {
        at,
        tables: [table, relationName(def.PartitionCmd.name)],
        why: `All of ${child} is read under AccessExclusive unless a CHECK proves its bounds, and so is a default partition of ${parent}.`,
        remedy: `Add a CHECK of the same bounds to ${child} first, NOT VALID and then validated.`,
      };
    }
    if (subtype !== 'AT_DetachPartition' || isConcurrentDetach(command)) return [];
    return {
      at,
      tables: [table, relationName(def.PartitionCmd.name)],
      why: `Nobody reads or writes any partition of ${parent} through it until this transaction has ended (AccessExclusive).`,
      remedy:
        'Detach it CONCURRENTLY, in a migration of its own, outside a transaction (not where there is a default partition).',
      safe: `ALTER TABLE ${parent} DETACH PARTITION ${child} CONCURRENTLY;`,
    };
  });
}

function createdInPlace({ node }: Statement): Fault[] {
  if (!('CreateStmt' in node) || node.CreateStmt.partbound === undefined) return [];
  const child = written(relationName(node.CreateStmt.relation));
  return (node.CreateStmt.inhRelations ?? []).flatMap((each) => {
    if (!('RangeVar' in each)) return [];
    const table = relationName(each.RangeVar);
    return {
      tables: [table],
      why: `CREATE TABLE ... PARTITION OF takes AccessExclusive on ${written(table)}: nobody reads or writes it until this transaction has ended.`,
      remedy: 'Create the table by itself and attach it: that takes ShareUpdateExclusive on the parent.',
      safe: `CREATE TABLE ${child} (LIKE ${written(table)} INCLUDING ALL);\n-- Then: ALTER TABLE ${written(table)} ATTACH PARTITION ${child} FOR VALUES ...;`,
    };
  });
}
