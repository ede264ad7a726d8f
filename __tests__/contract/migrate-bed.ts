import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { startPostgres } from '../../emulators/postgres';
import { bundleEntry } from '../runner/bundle-entry';
import type { BundledEntry } from '../runner/bundle-entry';
import { runPost, runStep } from '../runner/fake-runner';
import type { StepRequest, StepResult } from '../runner/fake-runner';

type Postgres = Awaited<ReturnType<typeof startPostgres>>;

/** A checkout, a database of its own, and the action. */
export interface MigrateBed {
  readonly server: Postgres;
  /** The database that this test migrates. */
  readonly url: string;
  readonly workspace: string;
  /** Writes a file of the checkout. */
  write(path: string, content: string): Promise<void>;
  /** Runs the action with `command`. */
  migrate(
    command: string,
    inputs?: Record<string, string>,
    request?: Partial<StepRequest>,
  ): Promise<StepResult>;
  post(main: StepResult, inputs?: Record<string, string>): Promise<StepResult>;
  /** Rows, as superuser in this test's database. */
  rows(sql: string): Promise<Record<string, unknown>[]>;
  close(): Promise<void>;
}

const ROOT = join(import.meta.dirname, '..', '..');

/** The action as node can run it, with the parser that it loads beside itself; once for all beds of a suite. */
export async function bundleAction(): Promise<BundledEntry> {
  const entry = await bundleEntry(join(ROOT, 'actions', 'migrate-db', 'src', 'index.ts'));
  const parser = 'libpg-query.wasm';
  await copyFile(
    join(ROOT, 'node_modules', 'libpg-query', 'wasm', parser),
    join(dirname(entry.path), parser),
  );
  return entry;
}

/** Opens a bed on a fresh database. */
export async function openMigrateBed(
  server: Postgres,
  entry: BundledEntry,
  defaults: Record<string, string> = {},
): Promise<MigrateBed> {
  const workspace = await mkdtemp(join(tmpdir(), 'migrate-db-'));
  const { url } = await server.newDatabase();
  const requestOf = (inputs: Record<string, string>, request: Partial<StepRequest> = {}): StepRequest => ({
    entry: [entry.path],
    ...request,
    inputs: { 'database-url': url, ...defaults, ...inputs },
    env: { GITHUB_WORKSPACE: workspace, ...request.env },
  });
  return {
    server,
    url,
    workspace,
    async write(path, content) {
      await mkdir(dirname(join(workspace, path)), { recursive: true });
      await writeFile(join(workspace, path), content);
    },
    migrate: (command, inputs = {}, request = {}) => runStep(requestOf({ command, ...inputs }, request)),
    post: (main, inputs = {}) => runPost(requestOf({ command: 'apply', ...inputs }), main),
    rows: (sql) => server.query(sql, url),
    close: () => rm(workspace, { recursive: true }),
  };
}
