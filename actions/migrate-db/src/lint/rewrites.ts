/** What makes PostgreSQL write a whole table anew, under AccessExclusive. */
import type { AlterTableCmd, ColumnDef, Node } from 'libpg-query';
import { columnType, isSerial, typeChange } from './column-types';
import type { ColumnType, TypeChange } from './column-types';
import type { Knowledge } from './knowledge';
import { functionsCalled, relationName } from './nodes';
import type { RelationName } from './nodes';
import { hasOption } from './options';
import { alterations, columnConstraints, definition } from './statement';
import type { Alteration, Statement } from './statement';

/** Functions that give one value for all rows of a statement: their result is stored once, not in every row. */
export const STEADY_FUNCTIONS: ReadonlySet<string> = new Set(
  (
    'now transaction_timestamp statement_timestamp current_setting current_schema to_timestamp to_date to_char ' +
    'to_number date_trunc date_part timezone make_date make_time make_timestamp make_timestamptz make_interval age ' +
    'lower upper initcap btrim ltrim rtrim length concat concat_ws format left right lpad rpad repeat replace substr ' +
    'md5 sha256 sha512 encode decode convert_to abs ceil ceiling floor round trunc power sqrt mod greatest least ' +
    'json_build_object json_build_array jsonb_build_object jsonb_build_array to_json to_jsonb array_fill ' +
    'string_to_array hashtext inet_client_addr'
  ).split(' '),
);

/** Why a new column makes the table be written anew; undefined where it does not. */
export type RewritingColumn = 'serial' | 'identity' | 'stored' | 'volatile';

export function rewritingColumn(column: ColumnDef | undefined): RewritingColumn | undefined {
  const constraints = columnConstraints(column);
  if (isSerial(column?.typeName)) return 'serial';
  if (constraints.some(({ contype }) => contype === 'CONSTR_IDENTITY')) return 'identity';
  if (
    constraints.some(
      ({ contype, generated_kind }) => contype === 'CONSTR_GENERATED' && generated_kind !== 'v',
    )
  )
    return 'stored';
  const value = defaultOf(column);
  return functionsCalled(value).every((name) => STEADY_FUNCTIONS.has(name)) ? undefined : 'volatile';
}

/** What follows DEFAULT. */
export function defaultOf(column: ColumnDef | undefined): Node | undefined {
  return columnConstraints(column).find(({ contype }) => contype === 'CONSTR_DEFAULT')?.raw_expr;
}

/** What `ALTER COLUMN ... TYPE` does to the rows, and what it is from and to. */
export interface ChangedType {
  readonly change: TypeChange;
  readonly from: ColumnType | undefined;
  readonly to: ColumnType;
}

export function changedType({ table, column, command }: Alteration, knowledge: Knowledge): ChangedType {
  const from = knowledge.typeOf(table, column);
  const changed = definition(command);
  const to = columnType(changed?.typeName);
  const computed = changed?.raw_default !== undefined && !isPlainCast(changed.raw_default, to);
  return { change: computed ? 'rewrite' : typeChange(from, to), from, to };
}

/** `USING name` and `USING name::type` say no more than ALTER COLUMN does by itself. */
function isPlainCast(using: Node, to: ColumnType): boolean {
  if ('ColumnRef' in using) return true;
  if (!('TypeCast' in using)) return false;
  const { arg, typeName } = using.TypeCast;
  return arg !== undefined && 'ColumnRef' in arg && typeChange(columnType(typeName), to) === 'same';
}

const REWRITING_ACTIONS = new Set([
  'AT_SetLogged',
  'AT_SetUnLogged',
  'AT_SetTableSpace',
  'AT_SetAccessMethod',
]);

/** Whether an action moves the table to another place, with all that is in it. */
export function isMove({ subtype }: AlterTableCmd): boolean {
  return REWRITING_ACTIONS.has(subtype ?? '');
}

/** The tables that a statement writes anew, as schema.name. */
export function rewritesOf(statement: Statement, knowledge: Knowledge): RelationName[] {
  const { node } = statement;
  if ('VacuumStmt' in node) {
    const { rels = [], options } = node.VacuumStmt;
    if (!hasOption(options, 'full')) return [];
    return rels.flatMap((each) =>
      'VacuumRelation' in each ? [relationName(each.VacuumRelation.relation)] : [],
    );
  }
  if ('ClusterStmt' in node && node.ClusterStmt.relation) return [relationName(node.ClusterStmt.relation)];
  if ('RefreshMatViewStmt' in node && node.RefreshMatViewStmt.concurrent !== true) {
    return [relationName(node.RefreshMatViewStmt.relation)];
  }
  const altered = alterations(statement).filter((alteration) => {
    const { subtype } = alteration.command;
    if (subtype === 'AT_AddColumn') return rewritingColumn(definition(alteration.command)) !== undefined;
    if (subtype === 'AT_AlterColumnType') {
      return ['rewrite', 'unknown'].includes(changedType(alteration, knowledge).change);
    }
    return isMove(alteration.command);
  });
  return [...new Set(altered.map(({ table }) => table))];
}
