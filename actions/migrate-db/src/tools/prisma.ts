/** Prisma Migrate. Its status has one exit code for "pending" and for "failed", so its own table is read. */
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { UserError } from '../../../../lib/runner';
import { identifier, withSession } from '../database';
import type { ToolInputs } from '../inputs';
import type { Migration, MigrationTool, Obstacle, Settlement, Standing } from '../model';
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
    settle: (settlement) => settle(bench, settlement),
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
      const checksum = checksumOf(sql);
      return { id, file: relative(workspace, path), sql, line: 1, checksum, transactional: false };
    }),
  );
}

/** Prisma's own table, in the schema that the URL names. */
function tableOf({ target }: Workbench): string {
  const schema = new URL(target.url).searchParams.get('schema') ?? 'public';
  return `${identifier(schema)}._prisma_migrations`;
}

/** What Prisma Migrate holds while it works, so that two of it never do at once. */
const PRISMAS_LOCK = 72_707_369;

/** As `prisma migrate resolve` does it, whose WebAssembly engine cannot. */
async function settle(bench: Workbench, { migration, as }: Settlement): Promise<void> {
  const column = as === 'applied' ? 'finished_at' : 'rolled_back_at';
  await withSession(bench.target, bench.writing, async (session) => {
    await session.query('BEGIN');
    await session.query('SELECT pg_advisory_xact_lock($1)', [PRISMAS_LOCK]);
    await session.query(
      `UPDATE ${tableOf(bench)} SET ${column} = now()
       WHERE migration_name = $1 AND finished_at IS NULL AND rolled_back_at IS NULL`,
      [migration],
    );
    await session.query('COMMIT');
  });
}

async function recordsOn(bench: Workbench): Promise<PrismaRecord[]> {
  const { target, reading } = bench;
  const table = tableOf(bench);
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
        .map(({ name, checksum }) => failed(name, file.get(name)?.checksum === checksum)),
      ...applied.flatMap((record) => drift(record, file.get(record.name))),
    ],
  };
}

const resolveHints = (name: string): string[] => [
  `Where none of it took effect: npx prisma migrate resolve --rolled-back "${name}"`,
  `Where it took effect, by hand or by itself: npx prisma migrate resolve --applied "${name}"`,
];

/** What a file that has changed since did, its text does not tell any more. */
const failed = (name: string, isSame: boolean): Obstacle => ({
  kind: 'dirty',
  ...(isSame ? { migration: name } : {}),
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
  // It has no answer there, and takes as long as any other call.
  if (status.lines.some((line) => line.includes('using driver adapter'))) return [];
  const schema = 'prisma/schema.prisma';
  const ends = ['--from-schema-datasource', schema, '--to-schema-datamodel', schema];
  const diff = await program.ask(['migrate', 'diff', ...ends, '--exit-code']);
  // 2 is a difference; 1 is that it could not be told, as with a schema that lies elsewhere.
  if (diff.exitCode !== 2) return [];
  return [`The database is not what ${schema} describes: ${diff.output.join(' ').trim()}`];
}
