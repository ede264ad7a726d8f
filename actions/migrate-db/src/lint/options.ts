import type { Node } from 'libpg-query';
import { constantOf } from './nodes';

/** Whether an option in parentheses is on, as in `VACUUM (FULL)` or `REINDEX (CONCURRENTLY off)`. */
export function hasOption(options: readonly Node[] | undefined, name: string): boolean {
  return (options ?? []).some((option) => {
    if (!('DefElem' in option) || option.DefElem.defname !== name) return false;
    const { arg } = option.DefElem;
    const value = arg !== undefined && 'String' in arg ? arg.String.sval : constantOf(arg);
    return !['false', 'off', '0'].includes((value ?? 'true').toLowerCase());
  });
}
