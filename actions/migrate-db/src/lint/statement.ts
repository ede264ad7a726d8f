import type { AlterTableCmd, ColumnDef, Constraint, Node } from 'libpg-query';
import { relationName, words } from './nodes';
import type { RelationName } from './nodes';

/** Which transaction a statement runs in. */
export interface Statement {
  readonly node: Node;
  /** UTF-8 offsets of its text. */
  readonly start: number;
  readonly end: number;
  /** From its first token to its last. */
  readonly text: string;
  /** Statements with the same number commit together. */
  readonly transaction: number;
  /** Who began the transaction: the tool, the file's own BEGIN, or nobody (the statement is one by itself). */
  readonly begunBy: 'tool' | 'file' | 'nobody';
}

/** One action of an ALTER TABLE. */
export interface Alteration {
  readonly table: RelationName;
  readonly command: AlterTableCmd;
  /** The column that it adds or changes; '' for actions on none. */
  readonly column: string;
  /** UTF-8 offset, where the parser gives one; else that of the statement. */
  readonly at: number;
}

/** The actions of an ALTER TABLE; none for other statements, and for views, indexes and sequences. */
export function alterations({ node, start }: Statement): Alteration[] {
  if (!('AlterTableStmt' in node)) return [];
  const { relation, cmds = [], objtype } = node.AlterTableStmt;
  if (objtype !== 'OBJECT_TABLE' && objtype !== 'OBJECT_FOREIGN_TABLE') return [];
  return cmds.flatMap((cmd) => {
    if (!('AlterTableCmd' in cmd)) return [];
    const command = cmd.AlterTableCmd;
    const { location } = { ...definition(command), ...constraint(command) };
    return [{ table: relationName(relation), command, column: columnOf(command), at: location ?? start }];
  });
}

function columnOf(command: AlterTableCmd): string {
  return command.subtype === 'AT_AddColumn' ? (definition(command)?.colname ?? '') : (command.name ?? '');
}

/** The column definition of ADD COLUMN and ALTER COLUMN TYPE. */
export function definition({ def }: AlterTableCmd): ColumnDef | undefined {
  return def !== undefined && 'ColumnDef' in def ? def.ColumnDef : undefined;
}

/** The constraint of ADD CONSTRAINT. */
export function constraint({ def }: AlterTableCmd): Constraint | undefined {
  return def !== undefined && 'Constraint' in def ? def.Constraint : undefined;
}

/** The constraints that are written behind a column. */
export function columnConstraints(column: ColumnDef | undefined): Constraint[] {
  return (column?.constraints ?? []).flatMap((node) => ('Constraint' in node ? [node.Constraint] : []));
}

/** A constraint that an ALTER TABLE adds, written as a constraint of its own or behind a new column. */
export interface AddedConstraint extends Alteration {
  readonly constraint: Constraint;
  /** The columns it is on. */
  readonly columns: readonly string[];
  readonly withColumn: boolean;
}

export function addedConstraints(statement: Statement): AddedConstraint[] {
  return alterations(statement).flatMap((alteration): AddedConstraint[] => {
    const { command, at, column } = alteration;
    const own = constraint(command);
    if (command.subtype === 'AT_AddConstraint' && own !== undefined) {
      const columns = words(own.keys ?? own.fk_attrs);
      return [{ ...alteration, constraint: own, columns, withColumn: false }];
    }
    if (command.subtype !== 'AT_AddColumn') return [];
    return columnConstraints(definition(command)).map((inline) => ({
      ...alteration,
      at: inline.location ?? at,
      constraint: inline,
      columns: [column],
      withColumn: true,
    }));
  });
}

/** A new table's columns and constraints, those behind its columns included. */
export interface NewTable {
  readonly table: RelationName;
  readonly columns: readonly ColumnDef[];
  readonly constraints: readonly (Constraint & { readonly onColumn?: string })[];
}

export function newTable({ node }: Statement): NewTable | undefined {
  if (!('CreateStmt' in node)) return undefined;
  const { relation, tableElts = [] } = node.CreateStmt;
  const columns = tableElts.flatMap((element) => ('ColumnDef' in element ? [element.ColumnDef] : []));
  const own = tableElts.flatMap((element) => ('Constraint' in element ? [element.Constraint] : []));
  const inline = columns.flatMap((column) =>
    columnConstraints(column).map((each) => ({ ...each, onColumn: column.colname ?? '' })),
  );
  return { table: relationName(relation), columns, constraints: [...own, ...inline] };
}

/** The parents that foreign keys of a new table refer to. */
export function parentsOf({ table, constraints }: NewTable): RelationName[] {
  const parents = constraints.flatMap(({ contype, pktable }) =>
    contype === 'CONSTR_FOREIGN' ? [relationName(pktable)] : [],
  );
  return [...new Set(parents)].filter((parent) => parent !== table);
}
