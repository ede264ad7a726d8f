/** Statements that end their own transaction, and how one sees afterwards whether they took effect. Pure. */

/** What a file without a transaction does, as far as it can be told from the database afterwards. */
export type Autocommit =
  /** CREATE INDEX CONCURRENTLY: there and valid, there and INVALID, or not there. */
  | { readonly does: 'create-index'; readonly index: string; readonly concurrently: boolean }
  /** DROP INDEX CONCURRENTLY: there or not. */
  | { readonly does: 'drop-index'; readonly index: string; readonly concurrently: boolean }
  /** VACUUM, ANALYZE, REINDEX: done once more it does no harm. */
  | { readonly does: 'again'; readonly concurrently: boolean }
  /** Anything else: only a person can say. */
  | { readonly does: 'other'; readonly concurrently: boolean };

const NAME = String.raw`((?:"(?:[^"]|"")+"|[a-z_\u0080-\uffff][\w$\u0080-\uffff]*)(?:\s*\.\s*(?:"(?:[^"]|"")+"|[a-z_\u0080-\uffff][\w$\u0080-\uffff]*))?)`;
const CREATE = new RegExp(
  String.raw`^create\s+(?:unique\s+)?index\s+concurrently\s+(?:if\s+not\s+exists\s+)?${NAME}\s+on\s+(?:only\s+)?${NAME}`,
  'i',
);
const DROP = new RegExp(
  String.raw`^drop\s+index\s+concurrently\s+(?:if\s+exists\s+)?${NAME}\s*(?:cascade|restrict)?\s*;?\s*$`,
  'i',
);

/** @param sql the whole file */
export function autocommitOf(sql: string): Autocommit {
  const statement = withoutComments(sql).trim();
  const concurrently = /\bconcurrently\b/i.test(statement);
  const created = CREATE.exec(statement);
  if (created?.[1] && created[2]) {
    return { does: 'create-index', index: besideTable(created[1], created[2]), concurrently };
  }
  const dropped = DROP.exec(statement);
  if (dropped?.[1]) return { does: 'drop-index', index: dropped[1], concurrently };
  return { does: /^(vacuum|analyze|reindex)\b/i.test(statement) ? 'again' : 'other', concurrently };
}

/** An index lives in the schema of its table. */
function besideTable(index: string, table: string): string {
  const [, schema] = /^(.+?)\s*\.\s*[^.]+$/.exec(table) ?? [];
  return schema === undefined ? index : `${schema}.${index}`;
}

/** Comments and what stands in quotes are told apart, for either may look like the other. */
function withoutComments(sql: string): string {
  const token = /'(?:[^']|'')*'|"(?:[^"]|"")*"|\$(\w*)\$[\s\S]*?\$\1\$|--[^\n]*|\/\*[\s\S]*?\*\//g;
  return sql.replaceAll(token, (text) => (text.startsWith('--') || text.startsWith('/*') ? ' ' : text));
}
