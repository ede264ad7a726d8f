import type { Rule } from '../rule';
import { partition, rowSecurity, trigger } from './access';
import {
  enumOrder,
  intPrimaryKey,
  jsonColumn,
  longName,
  notIdempotent,
  timestampWithoutZone,
  varcharLength,
} from './advice';
import { dropInUse, rename } from './breaking';
import { addColumnNotNull, addColumnRewrite, changeColumnType, dropNotNull, setNotNull } from './columns';
import {
  addCheck,
  addExclusion,
  addForeignKey,
  addUnique,
  foreignKeyLocksParent,
  validateWithNotValid,
} from './constraints';
import {
  concurrentIfNotExists,
  createIndex,
  dropIndex,
  outsideTransaction,
  refreshMaterializedView,
  reindex,
} from './indexes';
import { cannotBeAnalysed, commitInTransaction, noLockTimeout, severalExclusiveLocks } from './transactions';
import { cluster, moveTable, truncate, unboundedWrite, vacuumFull } from './whole-table';

/** All that the linter looks for, in the order in which findings of one statement are told. */
export const RULES: readonly Rule[] = [
  addColumnRewrite,
  addColumnNotNull,
  changeColumnType,
  setNotNull,
  addCheck,
  addForeignKey,
  addUnique,
  addExclusion,
  createIndex,
  dropIndex,
  reindex,
  outsideTransaction,
  concurrentIfNotExists,
  dropInUse,
  rename,
  truncate,
  vacuumFull,
  cluster,
  moveTable,
  refreshMaterializedView,
  commitInTransaction,
  validateWithNotValid,
  foreignKeyLocksParent,
  unboundedWrite,
  noLockTimeout,
  severalExclusiveLocks,
  trigger,
  rowSecurity,
  partition,
  dropNotNull,
  cannotBeAnalysed,
  intPrimaryKey,
  varcharLength,
  timestampWithoutZone,
  jsonColumn,
  longName,
  enumOrder,
  notIdempotent,
];
