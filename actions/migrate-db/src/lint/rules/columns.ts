import { defaultText } from '../clause-text';
import { typeInWords, writtenType } from '../column-types';
import { identifier, sibling, written } from '../nodes';
import { changedType, defaultOf, rewritingColumn } from '../rewrites';
import type { RewritingColumn } from '../rewrites';
import { derivedName, inBatches } from '../rule';
import type { Rule } from '../rule';
import { alterations, columnConstraints, definition } from '../statement';
import type { Alteration, Statement } from '../statement';

const NEW_COLUMN_REASONS: Record<RewritingColumn, string> = {
  serial: 'a serial column takes a number of its sequence for every row',
  identity: 'an identity column takes a number of its sequence for every row',
  stored: 'a stored generated column is computed for every row',
  volatile: 'the default is computed anew for every row, unless all its functions are STABLE or IMMUTABLE',
};

export const addColumnRewrite: Rule = {
  id: 'add-column-rewrite',
  severity: 'error',
  title: 'A new column that makes the table be written anew',
  about: 'lock',
  find: (statement) =>
    added(statement).flatMap((alteration) => {
      const column = definition(alteration.command);
      const kind = rewritingColumn(column);
      if (kind === undefined) return [];
      return {
        at: alteration.at,
        tables: [alteration.table],
        why: `The whole table ${written(alteration.table)} is written anew, and nobody reads or writes it meanwhile: ${NEW_COLUMN_REASONS[kind]}.`,
        remedy: 'Add the column empty, let it be filled for new rows, and fill the old ones in batches.',
        safe: filledLater(statement, alteration, kind),
      };
    }),
};

const added = (statement: Statement): Alteration[] =>
  alterations(statement).filter(({ command }) => command.subtype === 'AT_AddColumn');

function filledLater(
  statement: Statement,
  { table, column, command }: Alteration,
  kind: RewritingColumn,
): string {
  const [target, name] = [written(table), identifier(column)];
  const type = writtenType(definition(command)?.typeName);
  const add = `ALTER TABLE ${target} ADD COLUMN ${name} ${type};`;
  if (kind === 'stored') {
    return `${add}\n-- Let a trigger or the application compute it for rows that are written, and fill the others in batches.`;
  }
  const sequence = written(sibling(table, derivedName(table, [column], 'seq')));
  const value =
    kind === 'volatile'
      ? volatileDefault(statement, command)
      : `nextval('${sequence.replaceAll("'", "''")}')`;
  return [
    ...(kind === 'volatile' ? [] : [`CREATE SEQUENCE ${sequence};`]),
    add,
    `ALTER TABLE ${target} ALTER COLUMN ${name} SET DEFAULT ${value};`,
    ...(kind === 'volatile' ? [] : [`ALTER SEQUENCE ${sequence} OWNED BY ${target}.${name};`]),
    inBatches(target, `${name} = ${value}`, `${name} IS NULL`),
  ].join('\n');
}

function volatileDefault(statement: Statement, command: Alteration['command']): string {
  const clause = columnConstraints(definition(command)).find(({ contype }) => contype === 'CONSTR_DEFAULT');
  return defaultText(statement, clause?.location ?? statement.end);
}

export const addColumnNotNull: Rule = {
  id: 'add-column-not-null',
  severity: 'error',
  title: 'A new NOT NULL column without a default',
  about: 'lock',
  find: (statement) =>
    added(statement).flatMap(({ table, column, command, at }) => {
      const definitionOf = definition(command);
      const kinds = columnConstraints(definitionOf).map(({ contype }) => contype);
      const required = kinds.includes('CONSTR_NOTNULL') || kinds.includes('CONSTR_PRIMARY');
      const filled = rewritingColumn(definitionOf) !== undefined || defaultOf(definitionOf) !== undefined;
      if (!required || filled || kinds.includes('CONSTR_GENERATED')) return [];
      const [target, name] = [written(table), identifier(column)];
      return {
        at,
        tables: [table],
        why: `It fails as soon as ${target} has a row, and a revision that does not know ${name} can no longer insert one.`,
        remedy: 'Give it a constant DEFAULT, or add it without NOT NULL, fill it, and require it later.',
        safe: [
          `ALTER TABLE ${target} ADD COLUMN ${name} ${writtenType(definitionOf?.typeName)};`,
          `-- When every row has a value, in later migrations, one statement each:\n${commented(provenFirst(table, column))}`,
        ].join('\n'),
      };
    }),
};

const commented = (sql: string): string => sql.replaceAll(/^/gm, '-- ');

/** NOT NULL by way of a CHECK, which can be validated while others write. */
function provenFirst(table: Alteration['table'], column: string): string {
  const [target, name] = [written(table), identifier(column)];
  const proof = identifier(derivedName(table, [column], 'not_null'));
  return [
    `ALTER TABLE ${target} ADD CONSTRAINT ${proof} CHECK (${name} IS NOT NULL) NOT VALID;`,
    `ALTER TABLE ${target} VALIDATE CONSTRAINT ${proof};`,
    `ALTER TABLE ${target} ALTER COLUMN ${name} SET NOT NULL;`,
    `ALTER TABLE ${target} DROP CONSTRAINT ${proof};`,
  ].join('\n');
}

export const setNotNull: Rule = {
  id: 'set-not-null',
  severity: 'error',
  title: 'SET NOT NULL that reads the whole table',
  about: 'lock',
  find: (statement, knowledge) =>
    alterations(statement).flatMap(({ table, column, command, at }) => {
      const { subtype, def } = command;
      const named =
        subtype === 'AT_AddConstraint' && def !== undefined && 'Constraint' in def
          ? def.Constraint
          : undefined;
      const asConstraint = named?.contype === 'CONSTR_NOTNULL' && named.skip_validation !== true;
      const [key] = named?.keys ?? [];
      const target = asConstraint && key !== undefined && 'String' in key ? (key.String.sval ?? '') : column;
      if (subtype !== 'AT_SetNotNull' && !asConstraint) return [];
      if (knowledge.isProvenNotNull(table, target)) return [];
      return {
        at,
        tables: [table],
        why: `All of ${written(table)} is read for a NULL in ${identifier(target)}, and nobody reads or writes it meanwhile: no validated CHECK proves that there is none.`,
        remedy: 'Prove it by a CHECK that is validated while others write; SET NOT NULL then takes a moment.',
        safe: `-- One migration for each statement:\n${provenFirst(table, target)}`,
      };
    }),
};

export const dropNotNull: Rule = {
  id: 'drop-not-null',
  severity: 'warning',
  title: 'DROP NOT NULL',
  about: 'lock',
  find: (statement) =>
    alterations(statement).flatMap(({ table, column, command, at }) =>
      command.subtype === 'AT_DropNotNull'
        ? {
            at,
            tables: [table],
            why: `A revision that relies on ${identifier(column)} of ${written(table)} having a value will meet a NULL; the lock, AccessExclusive, lasts a moment.`,
            remedy: 'Ship first what copes with a NULL there; then drop the constraint, with a lock_timeout.',
          }
        : [],
    ),
};

export const changeColumnType: Rule = {
  id: 'change-column-type',
  severity: 'error',
  title: 'A change of type that makes the table be written anew',
  about: 'lock',
  find: (statement, knowledge) =>
    alterations(statement).flatMap((alteration) => {
      if (alteration.command.subtype !== 'AT_AlterColumnType') return [];
      const { change, from, to } = changedType(alteration, knowledge);
      if (change === 'same' || change === 'catalog') return [];
      const { table, column, at } = alteration;
      const others = [...knowledge.parentsOf(table, column), ...knowledge.childrenOf(table, column)];
      const how =
        change === 'unknown'
          ? `Unless its old type has the same bytes, ${written(table)} is written anew`
          : `${written(table)} is written anew (${from === undefined ? 'computed' : typeInWords(from)} to ${typeInWords(to)})`;
      return {
        at,
        tables: [table, ...others],
        why: `${how} with all its indexes, and nobody reads or writes it meanwhile${others.length > 0 ? `; foreign keys carry the lock to ${others.map(written).join(', ')}` : ''}.`,
        remedy:
          'Add a column of the new type, write both, copy in batches, and let the old one go in a contract phase.',
        safe: beside(alteration),
      };
    }),
};

function beside({ table, column, command }: Alteration): string {
  const type = writtenType(definition(command)?.typeName);
  const [target, name, other] = [
    written(table),
    identifier(column),
    identifier(derivedName('', [column], 'new')),
  ];
  return [
    `ALTER TABLE ${target} ADD COLUMN ${other} ${type};`,
    `-- Ship a revision that writes both columns. Then:`,
    inBatches(target, `${other} = ${name}::${type}`, `${other} IS NULL AND ${name} IS NOT NULL`),
    `-- Ship a revision that reads ${other} only. In a contract phase: ALTER TABLE ${target} DROP COLUMN ${name};`,
  ].join('\n');
}
