import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { scaledClock } from '../../emulators/clock';
import { Faults } from '../../emulators/faults';
import { startGcs } from '../../emulators/gcs';
import type { RunningGcs } from '../../emulators/gcs';
import { startPostgres } from '../../emulators/postgres';
import type { Call } from '../../emulators/call';
import type { BundledEntry } from '../runner/bundle-entry';
import type { StepRequest, StepResult } from '../runner/fake-runner';
import { bundleAction, openMigrateBed } from './migrate-bed';
import type { MigrateBed } from './migrate-bed';
import { bucketOf } from './objects-bed';

/** A server with its client programs, the action, and a bucket. */
export interface BackupHouse {
  readonly server: Awaited<ReturnType<typeof startPostgres>>;
  readonly gcs: RunningGcs;
  readonly faults: Faults;
  /** Looks on at each call of the bucket; tests put their own in. */
  onCall: (call: Call) => void;
  /** Opens a bed on a database of its own, with backups into the bucket. */
  open(defaults?: Record<string, string>): Promise<BackupBed>;
  close(): Promise<void>;
}

export interface BackupBed extends MigrateBed {
  /** The names in the bucket. */
  objects(): Promise<string[]>;
}

export const BUCKET = 'backups';

export async function openBackupHouse(): Promise<BackupHouse> {
  const faults = new Faults();
  const hooks = {
    onCall: (call: Call): void => {
      house.onCall(call);
    },
  };
  const buckets = [{ name: BUCKET }];
  const [server, entry, gcs] = await Promise.all([
    startPostgres({ origin: 'host' }),
    bundleAction(),
    startGcs({ clock: scaledClock(1), faults, hooks, buckets, writeIntervalMs: 0 }),
  ]);
  const house: BackupHouse = {
    ...{ server, gcs, faults, onCall: () => undefined },
    open: (defaults = {}) => openBed({ server, entry, gcs }, defaults),
    close: async () => {
      await Promise.all([server.stop(), gcs.close(), entry.remove()]);
    },
  };
  return house;
}

interface Rooms extends Pick<BackupHouse, 'server' | 'gcs'> {
  entry: BundledEntry;
}

async function openBed({ server, entry, gcs }: Rooms, defaults: Record<string, string>): Promise<BackupBed> {
  const place = { lint: 'off', backup: 'pg_dump', 'backup-bucket': `gs://${BUCKET}/db` };
  const programs = join(server.program('pg_dump') ?? '', '..');
  const bed = await openMigrateBed(server, entry, { ...place, 'backup-programs': programs, ...defaults });
  const migrate = (
    command: string,
    inputs: Record<string, string> = {},
    request: Partial<StepRequest> = {},
  ): Promise<StepResult> =>
    bed.migrate(command, inputs, { ...request, env: { SLUICE_STORAGE_ENDPOINT: gcs.url, ...request.env } });
  return {
    ...bed,
    migrate,
    objects: async () => {
      const names: string[] = [];
      for await (const { name } of bucketOf(gcs.url, BUCKET).list('')) names.push(name);
      return names;
    },
  };
}

export const errorOf = ({ annotations }: StepResult): string =>
  annotations
    .filter(({ name }) => name === 'error')
    .map(({ message }) => message)
    .join('\n');

/** Databases that the action has made for a while. */
export const scratchDatabases = async ({ server }: Pick<BackupHouse, 'server'>): Promise<unknown[]> =>
  (await server.query(`SELECT datname AS name FROM pg_database WHERE starts_with(datname, 'sluice_')`)).map(
    ({ name }) => name,
  );

/** Asks again until it is so; the test's own time limit ends what never comes. */
export async function eventually(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 50));
}

/** A table whose rows have a stream of their own. */
export const LARGE = `CREATE TABLE large AS SELECT i AS id, repeat(md5(i::text), 30) AS note FROM generate_series(1, 36000) i;
  CREATE UNIQUE INDEX ON large (id)`;

/** Programs of a folder of their own, each a script of the shell; what it does not replace is the real one. */
export async function fakePrograms(
  { server }: Pick<BackupHouse, 'server'>,
  folder: string,
  scripts: (real: (name: string) => string) => Readonly<Record<string, string>>,
): Promise<string> {
  await mkdir(folder, { recursive: true });
  const real = (name: string): string => `'${server.program(name) ?? name}'`;
  const replaced = scripts(real);
  for (const name of ['pg_dump', 'pg_restore', 'psql']) {
    const script = `[ "$1" = --version ] || { ${replaced[name] ?? ':'}\n}\n`;
    await writeFile(join(folder, name), `#!/bin/bash\n${script}exec ${real(name)} "$@"\n`, { mode: 0o755 });
  }
  return folder;
}
