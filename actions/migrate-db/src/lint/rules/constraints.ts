import { clauseText, parenthesisedClauseText } from '../clause-text';
import { identifier, relationName, words, written } from '../nodes';
import { defaultOf } from '../rewrites';
import { derivedName } from '../rule';
import type { Rule } from '../rule';
import { addedConstraints, alterations, definition, newTable, parentsOf } from '../statement';
import type { AddedConstraint, Statement } from '../statement';

/** Adds it without looking at the rows, and looks at them afterwards, while others write. */
function validatedLater(added: AddedConstraint, suffix: string, clause: string): string {
  const name = identifier(added.constraint.conname ?? derivedName(added.table, added.columns, suffix));
  const named =
    added.constraint.conname !== undefined && !added.withColumn ? clause : `CONSTRAINT ${name} ${clause}`;
  const target = written(added.table);
  const column = added.withColumn ? [`-- ADD COLUMN ${identifier(added.column)} without it, and then:`] : [];
  return [
    ...column,
    `ALTER TABLE ${target} ADD ${named.replace(/;$/, '')} NOT VALID;`,
    '-- In another migration:',
    `ALTER TABLE ${target} VALIDATE CONSTRAINT ${name};`,
  ].join('\n');
}

export const addCheck: Rule = {
  id: 'add-check',
  severity: 'error',
  title: 'A CHECK that reads the whole table',
  about: 'lock',
  find: (statement) =>
    addedConstraints(statement).flatMap((added) => {
      const { contype, skip_validation, is_enforced } = added.constraint;
      if (contype !== 'CONSTR_CHECK' || skip_validation === true || is_enforced !== true) return [];
      return {
        at: added.at,
        tables: [added.table],
        why: `Every row of ${written(added.table)} is held against the condition, and nobody reads or writes the table meanwhile.`,
        remedy: 'Add it NOT VALID, and validate it in another migration: that lets others read and write.',
        safe: validatedLater(
          added,
          'check',
          added.withColumn ? parenthesisedClauseText(statement, added.at) : clauseText(statement, added.at),
        ),
      };
    }),
};

export const addForeignKey: Rule = {
  id: 'add-foreign-key',
  severity: 'error',
  title: 'A foreign key that reads the whole table',
  about: 'lock',
  find: (statement, knowledge) =>
    foreignKeys(statement).flatMap((added) => {
      const { constraint, table } = added;
      if (!readsRows(added) || knowledge.isNew(table)) return [];
      const parent = relationName(constraint.pktable);
      return {
        at: added.at,
        tables: [table, parent],
        why: `Every row of ${written(table)} is looked up in ${written(parent)}, and nobody writes to either meanwhile (ShareRowExclusive on both).`,
        remedy: 'Add it NOT VALID, and validate it in another migration: that lets others write to both.',
        safe: validatedLater(added, 'fkey', keyClause(statement, added)),
      };
    }),
};

const foreignKeys = (statement: Statement): AddedConstraint[] =>
  addedConstraints(statement).filter(({ constraint }) => constraint.contype === 'CONSTR_FOREIGN');

/** A column that is new and empty refers to nothing yet. */
function readsRows({ constraint, command, withColumn }: AddedConstraint): boolean {
  if (constraint.skip_validation === true || constraint.is_enforced !== true) return false;
  return !withColumn || defaultOf(definition(command)) !== undefined;
}

function keyClause(statement: Statement, added: AddedConstraint): string {
  if (!added.withColumn) return clauseText(statement, added.at);
  const parent = written(relationName(added.constraint.pktable));
  const columns = words(added.constraint.pk_attrs).map(identifier).join(', ');
  return `FOREIGN KEY (${identifier(added.column)}) REFERENCES ${parent}${columns === '' ? '' : ` (${columns})`}`;
}

export const foreignKeyLocksParent: Rule = {
  id: 'foreign-key-locks-parent',
  severity: 'warning',
  title: 'A foreign key of a new table or column locks its parent',
  about: 'lock',
  find: (statement, knowledge) => {
    const created = newTable(statement);
    const ofTable = created === undefined ? [] : parentsOf(created);
    const ofColumns = foreignKeys(statement)
      .filter((added) => knowledge.isNew(added.table) || (added.withColumn && !readsRows(added)))
      .map(({ constraint }) => relationName(constraint.pktable));
    const parents = [...new Set([...ofTable, ...ofColumns])].filter((parent) => !knowledge.isNew(parent));
    if (parents.length === 0) return [];
    const named = parents.map(written).join(', ');
    return [
      {
        tables: parents,
        why: `Nobody writes to ${named} until this transaction has ended (ShareRowExclusive), though no row is looked at.`,
        remedy: 'Keep the transaction short: nothing slow in the same file, and a lock_timeout.',
      },
    ];
  },
};

export const addUnique: Rule = {
  id: 'add-unique-or-primary-key',
  severity: 'error',
  title: 'A unique or primary key that builds its index under lock',
  about: 'lock',
  find: (statement) =>
    addedConstraints(statement).flatMap((added) => {
      const { contype, indexname, conname } = added.constraint;
      const unique = contype === 'CONSTR_UNIQUE';
      if ((!unique && contype !== 'CONSTR_PRIMARY') || indexname !== undefined) return [];
      const target = written(added.table);
      const name =
        conname ??
        (unique ? derivedName(added.table, added.columns, 'key') : derivedName(added.table, [], 'pkey'));
      const columns = added.columns.map(identifier).join(', ');
      return {
        at: added.at,
        tables: [added.table],
        why: `The index is built while nobody reads or writes ${target}.`,
        remedy: `Build the index CONCURRENTLY outside a transaction, and make it the constraint in another migration${unique ? '' : ' (the columns must be NOT NULL already, or the table is read under lock)'}.`,
        safe: [
          ...(added.withColumn ? [`-- ADD COLUMN ${columns} without it, and then:`] : []),
          `CREATE UNIQUE INDEX CONCURRENTLY ${identifier(name)} ON ${target} (${columns});`,
          '-- In another migration:',
          `ALTER TABLE ${target} ADD CONSTRAINT ${identifier(name)} ${unique ? 'UNIQUE' : 'PRIMARY KEY'} USING INDEX ${identifier(name)};`,
        ].join('\n'),
      };
    }),
};

export const addExclusion: Rule = {
  id: 'add-exclusion',
  severity: 'error',
  title: 'An exclusion constraint',
  about: 'lock',
  find: (statement) =>
    addedConstraints(statement).flatMap(({ constraint, table, at }) =>
      constraint.contype === 'CONSTR_EXCLUSION'
        ? {
            at,
            tables: [table],
            why: `Its index is built while nobody reads or writes ${written(table)}; PostgreSQL has no way to build it concurrently.`,
            remedy: 'Put it on a new table and move the rows there, or do it in a maintenance window.',
          }
        : [],
    ),
};

export const validateWithNotValid: Rule = {
  id: 'validate-in-same-transaction',
  severity: 'error',
  title: 'VALIDATE in the transaction that added the constraint',
  about: 'lock',
  find: (statement, knowledge) =>
    alterations(statement).flatMap(({ table, command, at }) => {
      const name = command.name ?? '';
      if (command.subtype !== 'AT_ValidateConstraint') return [];
      const beside = addedConstraints(statement).some(({ constraint }) => constraint.conname === name);
      if (!beside && !knowledge.isAddedIn(statement, table, name)) return [];
      return {
        at,
        tables: [table],
        why: `The lock of ADD CONSTRAINT on ${written(table)} is kept until the rows were all read: NOT VALID gains nothing.`,
        remedy: 'Validate in a migration of its own, which commits by itself.',
        safe: `-- In another migration:\nALTER TABLE ${written(table)} VALIDATE CONSTRAINT ${identifier(name)};`,
      };
    }),
};
