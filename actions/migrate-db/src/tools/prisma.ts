/** Prisma Migrate. Its status has one exit code for "pending" and for "failed", so its own table is read. */
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { UserError } from '../../../../lib/runner';
import { identifier, withSession } from '../database';
import type { ToolInputs } from '../inputs';
import type { Migration, MigrationTool, Obstacle, Standing } from '../model';
import { checksumOf } from './checksum';
import { endOf, programOf, reasonIn } from './program';
import type { Program } from './program';
import type { Workbench } from './workbench';

/** A row of `_prisma_migrations`. */
export interface PrismaRecord {
  readonly name: string;
  readonly checksum: string;
  readonly finished: boolean;
  readonly rolledBack: boolean;
}

export function prismaTool(inputs: ToolInputs, bench: Workbench): MigrationTool {
  const program = programOf(bench, inputs, ['npx', '--no-install', 'prisma']);
  const folder = join(bench.folder, inputs.migrations ?? 'prisma/migrations');
  return {
    name: 'prisma',
    pending: async () => prismaStanding(await filesIn(folder, bench.workspace), await recordsOn(bench)),
    apply: async () => endOf(await program.show(['migrate', 'deploy'], bench.writing), false),
    verify: () => verify(program),
    resolveHint: ({ pending }) => pending.slice(0, 1).flatMap(({ id }) => resolveHints(id)),
  };
}

async function filesIn(folder: string, workspace: string): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((cause: unknown) => {
    throw new UserError(`There is no folder ${folder} with migrations.`, {
      remedy: 'Correct `migrations` or `working-directory`.',
      cause,
    });
  });
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  return Promise.all(
    names.sort().map(async (id) => {
      const path = join(folder, id, 'migration.sql');
      const sql = await readFile(path, 'utf8');
      // The file takes effect whole, but its record is written apart from it.
      return { id, file: relative(workspace, path), sql, checksum: checksumOf(sql), transactional: false };
    }),
  );
}

async function recordsOn({ target, reading }: Workbench): Promise<PrismaRecord[]> {
  const schema = new URL(target.url).searchParams.get('schema') ?? 'public';
  const table = `${identifier(schema)}._prisma_migrations`;
  return withSession(target, reading, async (session) => {
    const [found] = await session.query<{ there: boolean }>('SELECT to_regclass($1) IS NOT NULL AS there', [
      table,
    ]);
    if (found?.there !== true) return [];
    return session.query<PrismaRecord & Record<string, unknown>>(
      `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished, rolled_back_at IS NOT NULL AS "rolledBack"
       FROM ${table} ORDER BY started_at, migration_name`,
    );
  });
}

/** Folders and records side by side. Pure. */
export function prismaStanding(files: readonly Migration[], records: readonly PrismaRecord[]): Standing {
  const applied = records.filter(({ finished, rolledBack }) => finished && !rolledBack);
  const names = new Set(applied.map(({ name }) => name));
  const file = new Map(files.map((each) => [each.id, each]));
  return {
    pending: files.filter(({ id }) => !names.has(id)),
    applied: applied.map(({ name }) => ({ id: name, checksum: file.get(name)?.checksum })),
    obstacles: [
      ...records
        .filter(({ finished, rolledBack }) => !finished && !rolledBack)
        .map(({ name }) => failed(name)),
      ...applied.flatMap((record) => drift(record, file.get(record.name))),
    ],
  };
}

const resolveHints = (name: string): string[] => [
  `Where none of it took effect: npx prisma migrate resolve --rolled-back "${name}"`,
  `Where it took effect, by hand or by itself: npx prisma migrate resolve --applied "${name}"`,
];

const failed = (name: string): Obstacle => ({
  kind: 'dirty',
  what: `${name} began and did not come to its end.`,
  resolve: resolveHints(name),
});

function drift({ name, checksum }: PrismaRecord, file: Migration | undefined): Obstacle[] {
  if (file?.checksum === checksum) return [];
  const what =
    file === undefined ? 'has been applied, but its folder is gone' : 'has been edited since it was applied';
  const resolve = [
    `Bring ${name}/migration.sql back as it was, and write a new migration for what should change.`,
  ];
  return [{ kind: 'drifted', what: `${name} ${what}.`, resolve }];
}

async function verify(program: Program): Promise<string[]> {
  const status = await program.ask(['migrate', 'status']);
  if (status.exitCode !== 0) return [`prisma migrate status: ${reasonIn(status.lines)}`];
  const schema = 'prisma/schema.prisma';
  const ends = ['--from-schema-datasource', schema, '--to-schema-datamodel', schema];
  const diff = await program.ask(['migrate', 'diff', ...ends, '--exit-code']);
  // 2 is a difference; 1 is that it could not be told, as with a driver adapter or a schema that lies elsewhere.
  if (diff.exitCode !== 2) return [];
  return [`The database is not what ${schema} describes: ${diff.output.join(' ').trim()}`];
}
