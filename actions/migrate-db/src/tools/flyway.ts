/** Flyway, by its JSON. */
import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { z } from 'zod';
import { endpointOf } from '../database';
import type { SessionSettings, Target } from '../database';
import type { ToolInputs } from '../inputs';
import type { Applied, Migration, MigrationTool, Obstacle, Standing } from '../model';
import { checksumOf } from './checksum';
import { demandSuccess, endOf, jsonIn, programOf } from './program';
import type { Program } from './program';
import type { Workbench } from './workbench';

const infoSchema = z.object({
  migrations: z.array(
    z.object({
      version: z.string().nullable().default(null),
      description: z.string(),
      state: z.string(),
      filepath: z.string().nullable().default(null),
    }),
  ),
});
type Listed = z.infer<typeof infoSchema>['migrations'][number];

const validationSchema = z.object({
  invalidMigrations: z
    .array(
      z.object({
        version: z.string().nullish(),
        description: z.string().nullish(),
        errorDetails: z.object({ errorMessage: z.string() }).nullish(),
      }),
    )
    .default([]),
});

export function flywayTool(inputs: ToolInputs, bench: Workbench): MigrationTool {
  const locations = `filesystem:${inputs.migrations ?? 'sql'}`;
  const program = programOf(bench, inputs, ['flyway'], (settings) =>
    flywayEnvironment(bench.target, settings, locations),
  );
  return {
    name: 'flyway',
    pending: () => read(program, bench),
    apply: async ({ pending }) => {
      const isClean = pending.every(({ transactional }) => transactional);
      return endOf(await program.show(['migrate'], bench.writing), isClean);
    },
    verify: () => Promise.resolve([]),
    resolveHint: () => ['Finish or undo by hand what is half done; then: flyway repair'],
  };
}

/** JDBC has a URL of its own; user and password go beside it. */
export function flywayEnvironment(
  target: Target,
  { applicationName, parameters }: SessionSettings,
  locations: string,
): Record<string, string> {
  const given = new URL(target.url).searchParams;
  const url = new URLSearchParams();
  for (const name of ['sslmode', 'currentSchema']) if (given.has(name)) url.set(name, given.get(name) ?? '');
  url.set('ApplicationName', applicationName);
  url.set(
    'options',
    Object.entries(parameters)
      .map(([name, value]) => `-c ${name}=${value}`)
      .join(' '),
  );
  return {
    FLYWAY_URL: `jdbc:postgresql://${endpointOf(target)}/${encodeURIComponent(target.database)}?${url.toString().replaceAll('+', '%20')}`,
    FLYWAY_USER: target.user,
    ...(target.password === undefined ? {} : { FLYWAY_PASSWORD: target.password }),
    FLYWAY_LOCATIONS: locations,
    // Its own lock would be an open transaction, for which CREATE INDEX CONCURRENTLY waits for ever. Ours is there.
    FLYWAY_POSTGRESQL_TRANSACTIONAL_LOCK: 'false',
  };
}

async function read(program: Program, bench: Workbench): Promise<Standing> {
  const info = demandSuccess(await program.ask(['info', '-outputType=json']), 'flyway info');
  const { migrations } = infoSchema.parse(jsonIn(info.output, 'flyway info'));
  const pending = migrations.filter(({ state }) => state === 'Pending' || state === 'Outdated');
  const applied = migrations.filter(({ state }) => APPLIED.has(state));
  const failed = migrations.filter(({ state }) => state.startsWith('Failed'));
  return {
    pending: await Promise.all(pending.map((each) => migrationOf(each, bench))),
    applied: await Promise.all(applied.map(appliedFrom)),
    obstacles: [...failed.map(dirty), ...(applied.length > 0 ? await invalid(program) : [])],
  };
}

const APPLIED: ReadonlySet<string> = new Set(['Success', 'Missing', 'Baseline', 'Out of Order', 'Future']);

const idOf = ({ version, description }: Listed): string =>
  version === null || version === '' ? description : `V${version} ${description}`;

async function migrationOf(listed: Listed, { folder, workspace }: Workbench): Promise<Migration> {
  const id = idOf(listed);
  if (!listed.filepath)
    return { id, file: undefined, sql: undefined, checksum: checksumOf(id), transactional: false };
  const path = join(folder, relative(folder, listed.filepath));
  const source = await readFile(path, 'utf8');
  const isSql = path.endsWith('.sql');
  return {
    id,
    file: relative(workspace, path),
    ...(isSql ? { sql: source, line: 1 } : { sql: undefined }),
    checksum: checksumOf(source),
    // Flyway leaves the transaction away where it sees a statement that must not be in one.
    transactional: isSql && !/\bconcurrently\b|\bvacuum\b|executeInTransaction\s*=\s*false/i.test(source),
  };
}

async function appliedFrom(listed: Listed): Promise<Applied> {
  const { filepath } = listed;
  return { id: idOf(listed), checksum: filepath ? checksumOf(await readFile(filepath)) : undefined };
}

const dirty = (listed: Listed): Obstacle => ({
  kind: 'dirty',
  what: `${idOf(listed)} failed and was left half done.`,
  resolve: ['Undo by hand what it left; then: flyway repair'],
});

/** Files that are not what was applied. Its exit code is 1 for that, and for every error. */
async function invalid(program: Program): Promise<Obstacle[]> {
  const ended = await program.ask(['validate', '-outputType=json', '-ignoreMigrationPatterns=*:pending']);
  if (ended.exitCode === 0) return [];
  const { invalidMigrations } = validationSchema.parse(jsonIn(ended.output, 'flyway validate'));
  if (invalidMigrations.length === 0) demandSuccess(ended, 'flyway validate');
  return invalidMigrations.map(({ version, description, errorDetails }) => ({
    kind: 'drifted',
    what: `V${version ?? ''} ${description ?? ''}: ${errorDetails?.errorMessage.split('\n')[0] ?? 'it is not what was applied'}`,
    resolve: [
      'Bring the file back as it was; or, where only its text changed and not its effect: flyway repair',
    ],
  }));
}
