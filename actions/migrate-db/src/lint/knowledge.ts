import type { Constraint, Node } from 'libpg-query';
import { columnType, parseType } from './column-types';
import type { ColumnType } from './column-types';
import { lockTimeoutOf } from './lock-timeout';
import { isAtLeast, locksOf } from './locks';
import type { ForeignKey, LintContext, MigrationFile, TableFacts } from './model';
import { qualifiedNames, relationName, sibling, words } from './nodes';
import type { RelationName } from './nodes';
import type { Relatives } from './relatives';
import { addedConstraints, alterations, definition, newTable } from './statement';
import type { Statement } from './statement';
import { transactionKind } from './transactions';

/** A constraint that is there, but was not held against the rows yet. */
interface NotValidated {
  readonly file: number;
  readonly transaction: number;
  /** The column that it proves to have no NULL, if that is what it says. */
  readonly provesNotNull: string | undefined;
}

/** What is known when a statement comes: the database's facts, and what the statements before it have done. */
export class Knowledge implements Relatives {
  readonly context: LintContext;
  /** A lock is not waited for without end, as far as this file and its session say. */
  lockTimeout: boolean;
  /** The tool that this file is for. */
  tool = '';
  /** Nothing can be half done in a file of one statement. */
  isSingleStatement = false;
  /** One finding about a missing lock_timeout is enough for a file. */
  isToldOfTimeout = false;
  /** Names, without schemas, that this file has dropped and may create anew. */
  readonly droppedNames = new Set<string>();
  readonly #exclusive = new Map<number, { statements: number; tables: Set<RelationName> }>();
  readonly #created = new Set<RelationName>();
  readonly #indexTables = new Map<RelationName, RelationName>();
  readonly #types = new Map<string, ColumnType>();
  readonly #notNull = new Set<string>();
  readonly #notValidated = new Map<string, NotValidated>();
  #file = 0;
  #local: { readonly transaction: number; readonly before: boolean } | undefined;

  constructor(context: LintContext) {
    this.context = context;
    this.lockTimeout = context.lockTimeout;
    for (const [table, { columns, notNull, indexes }] of context.tables) {
      for (const [column, type] of columns ?? []) this.#types.set(`${table}.${column}`, parseType(type));
      for (const column of notNull ?? []) this.#notNull.add(`${table}.${column}`);
      for (const index of indexes ?? []) this.#indexTables.set(sibling(table, index), table);
    }
  }

  /** Another file: its tables are the only new ones, and its session is another. */
  beginFile({ tool }: Pick<MigrationFile, 'tool'>, statements: number): void {
    this.tool = tool;
    this.isSingleStatement = statements === 1;
    this.isToldOfTimeout = false;
    this.#created.clear();
    this.droppedNames.clear();
    this.#exclusive.clear();
    this.#file++;
    this.#local = undefined;
    this.lockTimeout = this.context.lockTimeout;
  }

  /** Nobody can be waiting for what this very file has created. */
  isNew(relation: RelationName): boolean {
    return this.#created.has(relation);
  }

  factsOf(table: RelationName): TableFacts | undefined {
    return this.context.tables.get(table);
  }

  typeOf(table: RelationName, column: string): ColumnType | undefined {
    return this.#types.get(`${table}.${column}`);
  }

  isProvenNotNull(table: RelationName, column: string): boolean {
    return this.#notNull.has(`${table}.${column}`);
  }

  /** Whether a constraint was added NOT VALID in the transaction of this statement. */
  isAddedIn({ transaction }: Statement, table: RelationName, constraint: string): boolean {
    const added = this.#notValidated.get(`${table}.${constraint}`);
    return added?.file === this.#file && added.transaction === transaction;
  }

  /** Statements of a transaction so far that took AccessExclusive on tables in use, and those tables. */
  exclusiveIn(transaction: number): {
    readonly statements: number;
    readonly tables: ReadonlySet<RelationName>;
  } {
    return this.#exclusive.get(transaction) ?? { statements: 0, tables: new Set() };
  }

  tableOfIndex(index: RelationName): RelationName | undefined {
    return this.#indexTables.get(index);
  }

  tablesIn(schema: string): RelationName[] {
    return [...this.context.tables.keys()].filter((table) => table.startsWith(`${schema}.`));
  }

  /** Tables that foreign keys of this table, or of one column of it, refer to. */
  parentsOf(table: RelationName, column?: string): RelationName[] {
    const keys = this.factsOf(table)?.references ?? [];
    return keys
      .filter(({ columns }) => column === undefined || columns.includes(column))
      .map(({ table: parent }) => parent)
      .filter((parent) => parent !== table);
  }

  /** The table that a foreign key by that name refers to; none where the name is another constraint's. */
  parentByKey(table: RelationName, name: string): RelationName[] {
    const keys = this.factsOf(table)?.references ?? [];
    return keys.filter((key) => key.name === name && key.table !== table).map((key) => key.table);
  }

  /** Tables whose foreign keys refer to this one, or to one column of it. */
  childrenOf(table: RelationName, column?: string): RelationName[] {
    const refers = (key: ForeignKey): boolean =>
      key.table === table && (column === undefined || key.referred.includes(column));
    return [...this.context.tables]
      .filter(([child, { references = [] }]) => child !== table && references.some(refers))
      .map(([child]) => child);
  }

  /** All that DROP ... CASCADE of a table reaches: tables that lose a foreign key, and views. */
  dependentsOf(table: RelationName): RelationName[] {
    return [...this.childrenOf(table), ...(this.factsOf(table)?.views ?? [])];
  }

  /** Takes in what a statement does, after it was judged. */
  learn(statement: Statement): void {
    this.#learnLocks(statement);
    this.#learnTimeout(statement);
    this.#learnRelations(statement.node);
    const created = newTable(statement);
    for (const column of created?.columns ?? []) {
      this.#types.set(`${created?.table ?? ''}.${column.colname ?? ''}`, columnType(column.typeName));
    }
    this.#learnColumns(statement);
    this.#learnConstraints(statement);
  }

  #learnLocks(statement: Statement): void {
    const felt = locksOf(statement, this).filter(({ relation }) => !this.isNew(relation));
    if (!this.lockTimeout && felt.some(({ mode }) => isAtLeast(mode, 'Share'))) this.isToldOfTimeout = true;
    const exclusive = felt.filter(({ mode }) => mode === 'AccessExclusive');
    if (exclusive.length === 0) return;
    const { statements, tables } = this.exclusiveIn(statement.transaction);
    this.#exclusive.set(statement.transaction, {
      statements: statements + 1,
      tables: new Set([...tables, ...exclusive.map(({ relation }) => relation)]),
    });
  }

  #learnTimeout(statement: Statement): void {
    if (
      this.#local &&
      (transactionKind(statement) === 'end' || statement.transaction !== this.#local.transaction)
    ) {
      this.lockTimeout = this.#local.before;
      this.#local = undefined;
    }
    const set = lockTimeoutOf(statement.node);
    if (set === undefined || (set.local && statement.begunBy === 'nobody')) return;
    if (set.local) this.#local = { transaction: statement.transaction, before: this.lockTimeout };
    this.lockTimeout = set.bounded ?? this.context.lockTimeout;
  }

  #learnRelations(node: Node): void {
    const created = createdBy(node, this.context);
    if (created !== undefined) this.#created.add(created);
    if ('IndexStmt' in node && node.IndexStmt.idxname !== undefined) {
      const table = relationName(node.IndexStmt.relation);
      this.#indexTables.set(sibling(table, node.IndexStmt.idxname), table);
    }
    if ('DropStmt' in node)
      for (const name of qualifiedNames(node.DropStmt.objects)) this.droppedNames.add(name.at(-1) ?? '');
    if (!('RenameStmt' in node) || node.RenameStmt.renameType !== 'OBJECT_TABLE') return;
    const before = relationName(node.RenameStmt.relation);
    if (this.isNew(before)) this.#created.add(sibling(before, node.RenameStmt.newname ?? ''));
  }

  #learnColumns(statement: Statement): void {
    for (const { table, column, command } of alterations(statement)) {
      const { subtype } = command;
      if (subtype === 'AT_AddColumn' || subtype === 'AT_AlterColumnType') {
        this.#types.set(`${table}.${column}`, columnType(definition(command)?.typeName));
      }
      if (subtype === 'AT_SetNotNull') this.#notNull.add(`${table}.${column}`);
      if (subtype === 'AT_DropNotNull') this.#notNull.delete(`${table}.${column}`);
      if (subtype === 'AT_ValidateConstraint') {
        const proven = this.#notValidated.get(`${table}.${column}`)?.provesNotNull;
        if (proven !== undefined) this.#notNull.add(`${table}.${proven}`);
      }
    }
  }

  #learnConstraints(statement: Statement): void {
    for (const { table, constraint } of addedConstraints(statement)) {
      const proven = provenNotNull(constraint);
      if (constraint.skip_validation === true) {
        const { transaction } = statement;
        this.#notValidated.set(`${table}.${constraint.conname ?? ''}`, {
          file: this.#file,
          transaction,
          provesNotNull: proven,
        });
      } else if (proven !== undefined) this.#notNull.add(`${table}.${proven}`);
    }
  }
}

/** The table or materialised view that a statement creates, unless IF NOT EXISTS may have found it there. */
function createdBy(node: Node, { tables }: LintContext): RelationName | undefined {
  const [relation, mayExist] =
    'CreateStmt' in node
      ? [node.CreateStmt.relation, node.CreateStmt.if_not_exists]
      : 'CreateTableAsStmt' in node
        ? [node.CreateTableAsStmt.into?.rel, node.CreateTableAsStmt.if_not_exists]
        : 'SelectStmt' in node
          ? [node.SelectStmt.intoClause?.rel, false]
          : [undefined, false];
  const name = relation === undefined ? undefined : relationName(relation);
  return name === undefined || (mayExist === true && tables.has(name)) ? undefined : name;
}

/** The column of `CHECK (column IS NOT NULL)`, or of PostgreSQL 18's NOT NULL constraint. */
function provenNotNull({ contype, raw_expr, keys }: Constraint): string | undefined {
  if (contype === 'CONSTR_NOTNULL') return words(keys)[0];
  if (contype !== 'CONSTR_CHECK' || raw_expr === undefined || !('NullTest' in raw_expr)) return undefined;
  const { arg, nulltesttype } = raw_expr.NullTest;
  if (nulltesttype !== 'IS_NOT_NULL' || arg === undefined || !('ColumnRef' in arg)) return undefined;
  return words(arg.ColumnRef.fields).at(-1);
}
