/** node-pg-migrate. It keeps no checksums; our ledger does, for what was applied through us. */
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { UserError } from '../../../../lib/runner';
import { withSession } from '../database';
import type { ToolInputs } from '../inputs';
import type { MigrationTool, Obstacle, Standing } from '../model';
import { checksumOf } from './checksum';
import { demandSuccess, endOf, programOf } from './program';
import type { Program } from './program';
import type { Workbench } from './workbench';

export function nodePgMigrateTool(inputs: ToolInputs, bench: Workbench): MigrationTool {
  const program = programOf(bench, inputs, ['npx', '--no-install', 'node-pg-migrate']);
  const folder = inputs.migrations ?? 'migrations';
  const [variable = 'DATABASE_URL'] = inputs.urlVariables;
  const common = ['--migrations-dir', folder, '--database-url-var', variable];
  return {
    name: 'node-pg-migrate',
    pending: () => read(program, bench, { folder: join(bench.folder, folder), common }),
    // All that is pending goes in one transaction, unless a migration leaves it.
    apply: async ({ pending }) => {
      const isClean = pending.every(({ transactional }) => transactional);
      return endOf(await program.show(['up', ...common], bench.writing), isClean);
    },
    verify: () => Promise.resolve([]),
    resolveHint: ({ pending }) => [
      'Finish or undo by hand what is half done; then, where it is to count as done:',
      ...pending.slice(0, 1).map(({ id }) => `npx node-pg-migrate up ${id} --fake`),
    ],
  };
}

interface Project {
  readonly folder: string;
  readonly common: readonly string[];
}

async function read(program: Program, bench: Workbench, { folder, common }: Project): Promise<Standing> {
  const files = await filesIn(folder);
  const ran = await ranOn(bench);
  const pending = files.filter(({ id }) => ran?.includes(id) !== true);
  const statements =
    pending.length === 0 ? new Map<string, string>() : await dryRun(program, common, ran, bench);
  return {
    pending: pending.map(({ id, path, source }) => ({
      id,
      file: relative(bench.workspace, path),
      sql: statements.get(id),
      ...placeIn(source, statements.get(id)),
      checksum: checksumOf(source),
      transactional: !/noTransaction/.test(source),
    })),
    applied: (ran ?? []).map((id) => {
      const source = files.find((file) => file.id === id)?.source;
      return { id, checksum: source === undefined ? undefined : checksumOf(source) };
    }),
    obstacles: outOfOrder(
      files.map(({ id }) => id),
      ran ?? [],
    ),
  };
}

/** Where a file has its SQL as it is sent; one with code has it nowhere. Pure. */
export function placeIn(source: string, sql: string | undefined): { line?: number } {
  const at = sql === undefined || sql === '' ? -1 : source.indexOf(sql);
  return at < 0 ? {} : { line: source.slice(0, at).split('\n').length };
}

interface File {
  readonly id: string;
  readonly path: string;
  readonly source: string;
}

async function filesIn(folder: string): Promise<File[]> {
  const names = await readdir(folder).catch((cause: unknown) => {
    throw new UserError(`There is no folder ${folder} with migrations.`, {
      remedy: 'Correct `migrations` or `working-directory`.',
      cause,
    });
  });
  const migrations = names.filter((name) => /^\d+.*\.(sql|[cm]?[jt]s)$/.test(name)).sort();
  return Promise.all(
    migrations.map(async (name) => {
      const path = join(folder, name);
      return { id: name.replace(/\.[^.]+$/, ''), path, source: await readFile(path, 'utf8') };
    }),
  );
}

/** Names in the tool's table, in their order; undefined where there is no such table yet. */
async function ranOn({ target, reading }: Workbench): Promise<string[] | undefined> {
  return withSession(target, reading, async (session) => {
    const [found] = await session.query<{ there: boolean }>(
      `SELECT to_regclass('pgmigrations') IS NOT NULL AS there`,
    );
    if (found?.there !== true) return undefined;
    const rows = await session.query<{ name: string }>('SELECT name FROM pgmigrations ORDER BY run_on, id');
    return rows.map(({ name }) => name);
  });
}

/**
 * What it would send. Even a dry run creates its table where there is none: then it is told to do so in the schema of
 * its own session, which is gone with it.
 */
async function dryRun(
  program: Program,
  common: readonly string[],
  ran: readonly string[] | undefined,
  { reading }: Workbench,
): Promise<Map<string, string>> {
  const aside = ran === undefined ? ['--migrations-schema', 'pg_temp'] : [];
  const { default_transaction_read_only: _, ...parameters } = reading.parameters;
  const settings = ran === undefined ? { ...reading, parameters } : reading;
  const ended = await program.ask(['up', '--dry-run', ...common, ...aside], settings);
  return statementsIn(demandSuccess(ended, 'node-pg-migrate up --dry-run').output);
}

/** What stands below each `### MIGRATION name (UP) ###`, without the tool's own record. */
export function statementsIn(output: readonly string[]): Map<string, string> {
  const parts = output
    .join('\n')
    .split(/^### MIGRATION (.+) \(UP\) ###$/m)
    .slice(1);
  const pairs = parts.flatMap((name, at) =>
    at % 2 === 0 ? [[name, withoutRecord(parts[at + 1] ?? '')] as const] : [],
  );
  return new Map(pairs);
}

const withoutRecord = (sql: string): string =>
  sql
    .replaceAll(/^INSERT INTO (?:"\w+"\.)?"?pgmigrations"? .*$/gm, '')
    .replace(/^Migrations complete!$/m, '')
    .replaceAll(/^;$/gm, '')
    .trim();

/** As the tool itself demands it. Pure. */
export function outOfOrder(files: readonly string[], ran: readonly string[]): Obstacle[] {
  const at = ran.findIndex((name, index) => files[index] !== undefined && files[index] !== name);
  const [file, name] = [files[at], ran[at]];
  if (file === undefined || name === undefined) return [];
  return [
    {
      kind: 'drifted',
      what: `${file} should have run before ${name}, which has.`,
      resolve: [`Rename ${file} so that it sorts after what has run; or bring back the file of ${name}.`],
    },
  ];
}
