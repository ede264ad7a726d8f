/** Alembic. Its SQL is had offline, without running what is in it. */
import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import type { ToolInputs } from '../inputs';
import type { Applied, Migration, MigrationTool, Obstacle, Standing } from '../model';
import { checksumOf } from './checksum';
import { demandSuccess, endOf, programOf } from './program';
import type { Program } from './program';
import type { Workbench } from './workbench';

/** One revision as `alembic history --verbose` tells it. */
export interface Revision {
  readonly id: string;
  readonly path: string;
}

export function alembicTool(inputs: ToolInputs, bench: Workbench): MigrationTool {
  const program = programOf(bench, inputs, ['alembic']);
  return {
    name: 'alembic',
    pending: () => read(program, bench),
    apply: async (standing) => {
      const head = standing.pending.at(-1)?.id ?? 'head';
      const isClean = standing.pending.every(({ transactional }) => transactional);
      return endOf(await program.show(['upgrade', head], bench.writing), isClean);
    },
    verify: () => Promise.resolve([]),
    resolveHint: ({ pending }) => [
      'Finish or undo by hand what is half done; then say where the database stands:',
      ...pending.slice(0, 1).map(({ id }) => `alembic stamp ${id}`),
    ],
  };
}

async function read(program: Program, bench: Workbench): Promise<Standing> {
  const heads = revisionsIn(demandSuccess(await program.ask(['heads']), 'alembic heads').output);
  const history = historyIn(
    demandSuccess(await program.ask(['history', '--verbose']), 'alembic history').output,
  );
  const current = await program.ask(['current']);
  const lost = current.lines.map((line) => /Can't locate revision identified by '([^']+)'/.exec(line)?.[1]);
  const unknown = lost.find((each) => each !== undefined);
  if (unknown !== undefined) return standing([], [], [foreign(unknown)]);
  const at = revisionsIn(demandSuccess(current, 'alembic current').output);
  if (heads.length > 1) return standing([], [], [branched(heads)]);
  const behind = history.findIndex(({ id }) => at.includes(id));
  const [newer, older] = behind < 0 ? [history, []] : [history.slice(0, behind), history.slice(behind)];
  const pending = newer.reverse();
  const statements = await sqlOf(program, at[0] ?? 'base', pending);
  const applied = await Promise.all(older.reverse().map(appliedFrom));
  return standing(
    await Promise.all(pending.map((each) => migrationOf(each, statements, bench.workspace))),
    applied,
    [],
  );
}

const standing = (pending: Migration[], applied: Applied[], obstacles: Obstacle[]): Standing => ({
  pending,
  applied,
  obstacles,
});

const branched = (heads: readonly string[]): Obstacle => ({
  kind: 'drifted',
  what: `There are ${heads.length} heads: ${heads.join(', ')}. Which one is meant cannot be told.`,
  resolve: [`alembic merge -m "merge" ${heads.join(' ')}`],
});

const foreign = (revision: string): Obstacle => ({
  kind: 'drifted',
  what: `The database is at ${revision}, of which there is no file here.`,
  resolve: ['Check out the commit that has this revision, or a later one.'],
});

/** The first word of each line that is no message of a library. */
export const revisionsIn = (output: readonly string[]): string[] =>
  output.flatMap((line) => /^([\w-]+)(?: \([^)]*\))*\s*$/.exec(line)?.[1] ?? []);

/** Newest first, as Alembic tells it. */
export function historyIn(output: readonly string[]): Revision[] {
  const revisions: Revision[] = [];
  let id = '';
  for (const line of output) {
    id = /^Rev: (\S+)/.exec(line)?.[1] ?? id;
    const path = /^Path: (.+)$/.exec(line)?.[1];
    if (path !== undefined) revisions.push({ id, path });
  }
  return revisions;
}

/** The statements of each revision; none where a migration can only be understood by running it. */
async function sqlOf(
  program: Program,
  from: string,
  pending: readonly Revision[],
): Promise<Map<string, string>> {
  const head = pending.at(-1);
  if (!head) return new Map();
  const { exitCode, output } = await program.ask(['upgrade', `${from}:${head.id}`, '--sql']);
  return exitCode === 0 ? statementsIn(output) : new Map();
}

/** What stands between one `-- Running upgrade A -> B` and the next, by B. */
export function statementsIn(output: readonly string[]): Map<string, string> {
  const parts = output
    .join('\n')
    .split(/^-- Running upgrade .*-> /m)
    .slice(1);
  return new Map(
    parts.map((part) => {
      const end = part.search(/[\s,]|$/);
      const sql = part.slice(part.indexOf('\n') + 1).replace(/\nCOMMIT;\s*$/, '\n');
      return [part.slice(0, end), sql.trim()];
    }),
  );
}

async function migrationOf(
  { id, path }: Revision,
  statements: ReadonlyMap<string, string>,
  workspace: string,
): Promise<Migration> {
  const source = await readFile(path, 'utf8');
  return {
    id,
    file: relative(workspace, path),
    sql: statements.get(id),
    checksum: checksumOf(source),
    // What runs in such a block has committed everything that came before it.
    transactional: !/autocommit_block|isolation_level|\bcommit\s*\(/i.test(source),
  };
}

const appliedFrom = async ({ id, path }: Revision): Promise<Applied> => ({
  id,
  checksum: checksumOf(await readFile(path)),
});
