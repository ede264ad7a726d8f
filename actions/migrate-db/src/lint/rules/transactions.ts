import { isAtLeast, locksOf } from '../locks';
import type { Knowledge } from '../knowledge';
import type { LockClaim } from '../model';
import { written } from '../nodes';
import type { Rule } from '../rule';
import type { Statement } from '../statement';
import { transactionKind } from '../transactions';

export const commitInTransaction: Rule = {
  id: 'commit-in-transaction',
  severity: 'error',
  title: 'BEGIN, COMMIT or ROLLBACK in the tool’s transaction',
  about: 'text',
  find: (statement) => {
    const kind = transactionKind(statement);
    if (statement.begunBy !== 'tool' || kind === undefined) return [];
    return [
      {
        tables: [],
        why:
          kind === 'end'
            ? 'It ends the transaction of the tool: what comes after it, and the tool’s own record, is no longer undone with the rest when something fails.'
            : 'The tool has begun a transaction already; a COMMIT that belongs to this BEGIN would end the tool’s.',
        remedy: 'Take it out; the tool begins and commits. Split the file where parts have to commit apart.',
      },
    ];
  },
};

/** Locks that keep readers or writers of tables in use waiting. */
function felt(statement: Statement, knowledge: Knowledge, mode: LockClaim['mode']): LockClaim[] {
  return locksOf(statement, knowledge).filter(
    (lock) => isAtLeast(lock.mode, mode) && !knowledge.isNew(lock.relation),
  );
}

export const noLockTimeout: Rule = {
  id: 'no-lock-timeout',
  severity: 'warning',
  title: 'A lock is waited for without end',
  about: 'lock',
  find: (statement, knowledge) => {
    const locks = felt(statement, knowledge, 'Share');
    if (knowledge.lockTimeout || locks.length === 0 || knowledge.isToldOfTimeout) return [];
    const tables = locks.map(({ relation }) => relation);
    return [
      {
        tables,
        why: `While this waits behind one long transaction, everybody else who comes to ${tables.map(written).join(', ')} waits behind it.`,
        remedy: 'Bound the wait before the first statement, and try again when it runs out.',
        safe: `SET ${statement.begunBy === 'nobody' ? '' : 'LOCAL '}lock_timeout = '2s';`,
      },
    ];
  },
};

export const severalExclusiveLocks: Rule = {
  id: 'several-exclusive-locks',
  severity: 'warning',
  title: 'Several AccessExclusive locks in one transaction',
  about: 'lock',
  find: (statement, knowledge) => {
    const before = knowledge.exclusiveIn(statement.transaction);
    const locks = felt(statement, knowledge, 'AccessExclusive');
    if (locks.length === 0 || before.statements !== 1) return [];
    const tables = [...new Set([...before.tables, ...locks.map(({ relation }) => relation)])];
    return [
      {
        tables,
        why: `The first lock is kept until the last statement is through: nobody reads or writes ${tables.map(written).join(', ')} for the sum of their times${tables.length > 1 ? ', and transactions that take the tables in another order deadlock with this one' : ''}.`,
        remedy: 'Put each into a migration of its own.',
      },
    ];
  },
};

export const cannotBeAnalysed: Rule = {
  id: 'cannot-be-analysed',
  severity: 'warning',
  title: 'DO, EXECUTE or CALL cannot be analysed',
  about: 'text',
  find: ({ node }) => {
    const what =
      'DoStmt' in node ? 'A DO block' : 'ExecuteStmt' in node ? 'EXECUTE' : 'CallStmt' in node ? 'CALL' : '';
    return what === ''
      ? []
      : [
          {
            tables: [],
            why: `${what} can do anything; what it locks is only seen when it runs.`,
            remedy: 'Write plain statements, or look at the locks that its rehearsal on a copy has taken.',
          },
        ];
  },
};
