/** Django's migrations, through manage.py. */
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { ToolInputs } from '../inputs';
import type { Applied, Migration, MigrationTool, Standing } from '../model';
import { checksumOf } from './checksum';
import { demandSuccess, endOf, programOf, reasonIn } from './program';
import type { Program } from './program';
import type { Workbench } from './workbench';

export function djangoTool(inputs: ToolInputs, bench: Workbench): MigrationTool {
  const program = programOf(bench, inputs, ['python', 'manage.py']);
  return {
    name: 'django',
    pending: () => read(program, bench),
    apply: async ({ pending }) => {
      const isClean = pending.every(({ transactional }) => transactional);
      return endOf(await program.show(['migrate', '--noinput'], bench.writing), isClean);
    },
    verify: () => verify(program),
    resolveHint: ({ pending }) => [
      'Finish or undo by hand what is half done; then, where it is to count as done:',
      ...pending.slice(0, 1).map(({ id }) => `python manage.py migrate --fake ${id.replace('.', ' ')}`),
    ],
  };
}

async function read(program: Program, { folder, workspace }: Workbench): Promise<Standing> {
  const shown = demandSuccess(await program.ask(['showmigrations', '--plan']), 'showmigrations --plan');
  const listed = listedIn(shown.output);
  const files = await migrationFiles(folder);
  const pending: Migration[] = [];
  const applied: Applied[] = [];
  for (const { id, isApplied } of listed) {
    const path = files.get(id);
    const source = path === undefined ? undefined : await readFile(path, 'utf8');
    if (isApplied) applied.push({ id, checksum: source === undefined ? undefined : checksumOf(source) });
    else
      pending.push(
        await migrationOf(program, id, path && { path: relative(workspace, path), source: source ?? '' }),
      );
  }
  return { pending, applied, obstacles: [] };
}

/** `[X]  app.name` and `[ ]  app.name`, in the order in which they are applied. */
export const listedIn = (output: readonly string[]): { id: string; isApplied: boolean }[] =>
  output.flatMap((line) => {
    const [, mark, id] = /^\s*\[([X ])\]\s+(\w+\.\w+)/.exec(line) ?? [];
    return id === undefined ? [] : [{ id, isApplied: mark === 'X' }];
  });

async function migrationOf(
  program: Program,
  id: string,
  file: { path: string; source: string } | undefined | '',
): Promise<Migration> {
  const [app = '', name = ''] = id.split('.');
  const { exitCode, output } = await program.ask(['sqlmigrate', app, name]);
  const sql = exitCode === 0 ? output.join('\n') : undefined;
  return {
    id,
    file: file ? file.path : undefined,
    sql: sql === undefined ? undefined : withoutTransaction(sql),
    checksum: checksumOf(file ? file.source : (sql ?? id)),
    // sqlmigrate shows the transaction of a migration that has one.
    transactional: sql === undefined ? false : /^BEGIN;/.test(sql) || !/\S/.test(sql),
  };
}

const withoutTransaction = (sql: string): string =>
  sql
    .replace(/^BEGIN;\n/, '')
    .replace(/\nCOMMIT;\s*$/, '\n')
    .trim();

/** Files of the working directory by `app.name`; those of installed packages are not the repository's. */
async function migrationFiles(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true });
  return new Map(
    entries.flatMap((entry) => {
      const [, app, name] = /(?:^|[\\/])(\w+)[\\/]migrations[\\/](\w+)\.py$/.exec(entry) ?? [];
      return app === undefined || name === undefined
        ? []
        : [[`${app}.${name}`, join(folder, entry)] as const];
    }),
  );
}

async function verify(program: Program): Promise<string[]> {
  const applied = await program.ask(['migrate', '--check']);
  const models = await program.ask(['makemigrations', '--check', '--dry-run']);
  return [
    ...(applied.exitCode === 0 ? [] : [`migrate --check: ${reasonIn(applied.lines)}`]),
    ...(models.exitCode === 0
      ? []
      : [`The models have changes without a migration: ${reasonIn(models.lines)}`]),
  ];
}
