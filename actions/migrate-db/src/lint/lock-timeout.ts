import type { Node } from 'libpg-query';
import { constantOf, words } from './nodes';

/** What a statement does to `lock_timeout`. */
export interface LockTimeout {
  /** Whether there is a bound now; undefined for the session's own again. */
  readonly bounded: boolean | undefined;
  /** Until the end of the transaction only. */
  readonly local: boolean;
}

/** Reads SET, RESET and set_config; undefined for statements that leave `lock_timeout` as it is. */
export function lockTimeoutOf(node: Node): LockTimeout | undefined {
  if ('VariableSetStmt' in node) {
    const { kind, name, args = [], is_local } = node.VariableSetStmt;
    if (kind === 'VAR_RESET_ALL') return { bounded: undefined, local: false };
    if (name?.toLowerCase() !== 'lock_timeout') return undefined;
    return {
      bounded: kind === 'VAR_SET_VALUE' ? isBound(constantOf(args[0])) : undefined,
      local: is_local === true,
    };
  }
  if (!('SelectStmt' in node)) return undefined;
  for (const target of node.SelectStmt.targetList ?? []) {
    const call = 'ResTarget' in target ? target.ResTarget.val : undefined;
    if (call === undefined || !('FuncCall' in call)) continue;
    const [name, value, local] = (call.FuncCall.args ?? []).map(constantOf);
    if (words(call.FuncCall.funcname).at(-1) !== 'set_config' || name?.toLowerCase() !== 'lock_timeout')
      continue;
    return { bounded: isBound(value), local: local === 'true' };
  }
  return undefined;
}

/** 0 is PostgreSQL's word for no bound. */
function isBound(value: string | undefined): boolean {
  return value !== undefined && Number.parseFloat(value) > 0;
}
