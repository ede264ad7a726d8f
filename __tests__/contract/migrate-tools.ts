import { spawnSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');

/** Where the tools are that are no packages of npm; undefined for one that cannot be had on this machine. */
export interface MigrationTools {
  /** Folder with `bin/alembic` and `bin/python`. */
  readonly python: string | undefined;
  /** Path of the program. */
  readonly flyway: string | undefined;
}

/** Fetches them where they are not there yet; says on standard error what cannot be had. */
export function prepareTools(): MigrationTools {
  const { stdout } = spawnSync('bash', [join(ROOT, 'scripts', 'migration-tools.sh')], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const path = (name: string): string | undefined => new RegExp(`^${name}=(.+)$`, 'm').exec(stdout)?.[1];
  const flyway = path('FLYWAY_HOME');
  return { python: path('PYTHON_TOOLS'), flyway: flyway && join(flyway, 'flyway') };
}

/** Copies a project of __tests__/fixtures/migrate-db into a checkout. */
export function copyProject(tool: string, workspace: string): void {
  cpSync(join(ROOT, '__tests__', 'fixtures', 'migrate-db', tool), workspace, { recursive: true });
}

/** A program of node_modules, as `tool-command` takes it. */
export const ofNpm = (name: string): string => JSON.stringify([join(ROOT, 'node_modules', '.bin', name)]);
