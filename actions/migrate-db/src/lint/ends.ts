/** What the schema can tell about a file that was cut off: by its first statement, its last, and whether it takes back. */
import type { Node } from 'libpg-query';
import { loadParser } from './parse';

export interface Ends {
  /** The first statement leaves the schema another for certain. */
  readonly first: boolean;
  /** So does the last. */
  readonly last: boolean;
  /** Something is dropped: what the first statement made may be gone again at the end. */
  readonly drops: boolean;
}

export async function endsOf(sql: string): Promise<Ends> {
  const parse = await loadParser();
  const parsed = parse(sql);
  const nodes = parsed.ok ? parsed.statements.map(({ node }) => node) : [];
  const [first, last] = [nodes[0], nodes.at(-1)];
  return {
    first: first !== undefined && adds(first),
    last: last !== undefined && adds(last),
    drops: nodes.some(mayDrop),
  };
}

/** Where it may find what it makes there already, nothing is certain. */
function adds(node: Node): boolean {
  if ('CreateStmt' in node) return node.CreateStmt.if_not_exists !== true;
  if ('IndexStmt' in node) return node.IndexStmt.if_not_exists !== true;
  const [command] = subtypesOf(node);
  return command?.missing_ok === false && ADDING.has(command.subtype);
}

/** What cannot be read from the statement itself, such as a call, may drop anything. */
function mayDrop(node: Node): boolean {
  if ('AlterTableStmt' in node) return subtypesOf(node).some(({ subtype }) => !ADDING.has(subtype));
  return !('CreateStmt' in node || 'IndexStmt' in node || 'InsertStmt' in node || 'UpdateStmt' in node);
}

const ADDING: ReadonlySet<string> = new Set(['AT_AddColumn', 'AT_AddConstraint']);

function subtypesOf(node: Node): { subtype: string; missing_ok: boolean }[] {
  if (!('AlterTableStmt' in node)) return [];
  const { cmds = [], missing_ok = false } = node.AlterTableStmt;
  return cmds.flatMap((command) =>
    'AlterTableCmd' in command
      ? [
          {
            subtype: command.AlterTableCmd.subtype ?? '',
            missing_ok: missing_ok || command.AlterTableCmd.missing_ok === true,
          },
        ]
      : [],
  );
}
