import type { ParsedStatement } from './parse';
import type { Statement } from './statement';

const BEGINS = new Set(['TRANS_STMT_BEGIN', 'TRANS_STMT_START']);
const ENDS = new Set(['TRANS_STMT_COMMIT', 'TRANS_STMT_ROLLBACK', 'TRANS_STMT_PREPARE']);

/** The kind of a transaction statement: BEGIN, COMMIT and the like; undefined for every other statement. */
export function transactionKind({ node }: Pick<Statement, 'node'>): 'begin' | 'end' | undefined {
  if (!('TransactionStmt' in node)) return undefined;
  const { kind = '' } = node.TransactionStmt;
  return BEGINS.has(kind) ? 'begin' : ENDS.has(kind) ? 'end' : undefined;
}

/**
 * Tells for every statement of a file which others it commits with.
 * @param byTool whether the tool runs the whole file in one transaction
 */
export function inTransactions(statements: readonly ParsedStatement[], byTool: boolean): Statement[] {
  let transaction = 0;
  let begunBy: Statement['begunBy'] = byTool ? 'tool' : 'nobody';
  return statements.map((statement) => {
    const kind = transactionKind(statement);
    if (kind === 'begin' && begunBy === 'nobody') begunBy = 'file';
    const placed = { ...statement, transaction, begunBy };
    if (kind === 'end') begunBy = 'nobody';
    // A COMMIT ends the tool's transaction too; what follows is on its own.
    if (begunBy === 'nobody') transaction++;
    return placed;
  });
}
