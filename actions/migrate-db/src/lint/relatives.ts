import type { RelationName } from './nodes';

/** Which tables a statement reaches besides those that it names: keys, views and indexes lead to them. */
export interface Relatives {
  tableOfIndex(index: RelationName): RelationName | undefined;
  tablesIn(schema: string): RelationName[];
  /** Tables that foreign keys of this table, or of one column of it, refer to. */
  parentsOf(table: RelationName, column?: string): RelationName[];
  /** The table that a foreign key by that name refers to; none where the name is another constraint's. */
  parentByKey(table: RelationName, name: string): RelationName[];
  /** Tables whose foreign keys refer to this one, or to one column of it. */
  childrenOf(table: RelationName, column?: string): RelationName[];
  /** All that DROP ... CASCADE of a table reaches: tables that lose a foreign key, and views. */
  dependentsOf(table: RelationName): RelationName[];
}
