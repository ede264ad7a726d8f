import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { startPostgres } from '../emulators/postgres';
import type { PostgresServer } from '../emulators/postgres';
import { measured } from './process-figures';
import type { ProcessFigures } from './process-figures';

/** One way of doing it, once. */
interface Turn {
  readonly dump: ProcessFigures & { readonly megabytes: number };
  readonly restore: ProcessFigures;
}

interface Contender {
  readonly name: 'ours' | 'pg_dump';
  turn(): Promise<Turn>;
}

/** What is asked of a backup: twice as fast as pg_dump with a proof, and no larger. */
const DUMP_RATIO = 2;
const RESTORE_RATIO = 1;
/** Memory is flat where it does not grow with the database: this much is what node, pg_dump and pg_restore take. */
const PEAK_MB = 512;

/** The action as jobs run it: `npm run build -- migrate-db` makes it of what is here. */
const ACTION = join(import.meta.dirname, '../dist/migrate-db/index.js');

/** The server's own housekeeping would be one contender's burden at one time, and the other's at another. */
const SETTINGS = { max_wal_size: '4GB', autovacuum: 'off' };

/**
 * A dump that is proved, and a restore that is complete: the action beside `pg_dump -Fc`, which is listed and read
 * in full, and `pg_restore -j2`. They take turns on one database. Ours goes through a bucket, whose emulator works on
 * the same processors (about a second of them for 100 MB, there and back) where a real one would not; the peer goes
 * through a file. Ours tells of every table how many rows it has on top, when it dumps and when it has restored.
 * @returns whether ours is fast, small and flat enough
 */
export async function backup({ runs, megabytes }: { runs: number; megabytes: number }): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-backup-'));
  const server = await startPostgres({ origin: 'host', settings: SETTINGS });
  const emulator = fork(join(import.meta.dirname, 'objects-emulator.ts'));
  const [bucket] = (await once(emulator, 'message')) as [string];
  try {
    await fill(server, megabytes);
    console.log(`A database of ${await sizeOf(server)} MB, ${runs} runs of each.`);
    const contenders = [ours({ server, folder, emulator, bucket }), peer(server, folder)];
    const turns: Record<string, Turn[]> = {};
    for (let run = 0; run < runs; run += 1) {
      // Whoever is second finds files of the write-ahead log that it need not make: each is that in its turn.
      for (const each of run % 2 === 0 ? contenders : contenders.toReversed())
        turns[each.name] = [...(turns[each.name] ?? []), await each.turn()];
    }
    return report(turns, { runs, megabytes });
  } finally {
    await server.stop();
    emulator.disconnect();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Rows as applications have them: numbers, words that repeat, and digests that do not. */
async function fill(server: PostgresServer, megabytes: number): Promise<void> {
  await server.query(
    `CREATE TABLE customers (id bigint PRIMARY KEY, name text NOT NULL, email text NOT NULL, created timestamptz NOT NULL);
     CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint NOT NULL, state text NOT NULL, total numeric(12, 2) NOT NULL, note text, placed timestamptz NOT NULL);
     CREATE TABLE events (id bigint PRIMARY KEY, kind text NOT NULL, body jsonb NOT NULL)`,
    server.url,
  );
  const rows = Math.round(megabytes * 1_050);
  await server.query(
    `INSERT INTO customers SELECT i, 'Customer number ' || i, md5(i::text) || '@example.com', timestamptz '2026-01-01' + i * interval '1 second' FROM generate_series(1::bigint, ${rows}) i`,
    server.url,
  );
  await server.query(
    `INSERT INTO orders SELECT i, 1 + (i * 7919) % ${rows}, (array['new', 'paid', 'sent', 'returned'])[1 + i % 4], (i % 100000) / 7.0,
       CASE WHEN i % 2 = 0 THEN 'parcel ' || md5((i * 17)::text) || ' left at the door of house number ' || i % 900 END, timestamptz '2026-01-01' + i * interval '3 seconds' FROM generate_series(1::bigint, ${rows * 2}) i`,
    server.url,
  );
  await server.query(
    `INSERT INTO events SELECT i, 'page.view', jsonb_build_object('path', '/products/' || i % 5000, 'session', md5((i * 31)::text), 'agent', 'Mozilla/5.0 (X11; Linux x86_64)') FROM generate_series(1::bigint, ${rows * 2}) i`,
    server.url,
  );
  await server.query(
    'CREATE INDEX ON orders (customer); CREATE INDEX ON orders (placed); CREATE INDEX ON customers (email)',
    server.url,
  );
  await server.query('VACUUM ANALYZE', server.url);
}

async function sizeOf(server: PostgresServer): Promise<number> {
  const [row] = await server.query<{ bytes: string }>(
    'SELECT pg_database_size(current_database()) AS bytes',
    server.url,
  );
  return Math.round(Number(row?.bytes) / 1_000_000);
}

/** Ours are a dozen processes, and a look at each of them takes time on the processors that they work on. */
const LOOK_EVERY = 1000;

/** What the server has still to write of what came before is not counted. */
async function settled(server: PostgresServer): Promise<void> {
  await server.query('CHECKPOINT', server.url);
}

const watched = (
  program: string,
  argv: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<ProcessFigures> => measured(program, argv, env, LOOK_EVERY);

interface Ours {
  readonly server: PostgresServer;
  readonly folder: string;
  readonly emulator: ChildProcess;
  readonly bucket: string;
}

/** The action, as a step of a job runs it: `backup`, and `drill`, which also verifies and drops. */
function ours({ server, folder, emulator, bucket }: Ours): Contender {
  const step = (command: string): Promise<ProcessFigures> =>
    watched(process.execPath, [ACTION], {
      PATH: process.env['PATH'] ?? '',
      HOME: folder,
      RUNNER_TEMP: folder,
      GITHUB_OUTPUT: join(folder, 'output'),
      GITHUB_STATE: join(folder, 'state'),
      SLUICE_STORAGE_ENDPOINT: bucket,
      INPUT_COMMAND: command,
      'INPUT_DATABASE-URL': server.url,
      INPUT_BACKUP: 'pg_dump',
      'INPUT_BACKUP-BUCKET': 'gs://bench/backups',
      'INPUT_BACKUP-PROGRAMS': dirname(server.program('pg_dump') ?? ''),
    });
  return {
    name: 'ours',
    turn: async () => {
      await emptied(emulator);
      for (const file of ['output', 'state']) await writeFile(join(folder, file), '');
      await settled(server);
      const dump = await step('backup');
      const bytes = await bytesIn(bucket);
      await settled(server);
      return { dump: { ...dump, megabytes: bytes / 1_000_000 }, restore: await step('drill') };
    },
  };
}

async function emptied(emulator: ChildProcess): Promise<void> {
  const answer = once(emulator, 'message');
  emulator.send('empty');
  await answer;
}

/** Bytes of all objects, records included. */
async function bytesIn(bucket: string): Promise<number> {
  const answer = await fetch(`${bucket}/storage/v1/b/bench/o`);
  const { items = [] } = (await answer.json()) as { items?: { size: string }[] };
  return items.reduce((sum, { size }) => sum + Number(size), 0);
}

/** pg_dump as it is, into a file, listed and read in full; pg_restore with two jobs into a database of its own. */
function peer(server: PostgresServer, folder: string): Contender {
  const file = join(folder, 'peer.dump');
  const env = { PATH: process.env['PATH'] ?? '', PGPASSWORD: server.superuser.password };
  const login = ['-h', '127.0.0.1', '-p', String(server.port), '-U', server.superuser.name];
  const run = (name: string, ...args: string[]): Promise<ProcessFigures> =>
    watched(server.program(name) ?? name, args, env);
  return {
    name: 'pg_dump',
    turn: async () => {
      await settled(server);
      const parts = [
        await run('pg_dump', ...login, '-Fc', '-f', file, 'main'),
        await run('pg_restore', '--list', file),
        await run('pg_restore', '-f', '/dev/null', file),
      ];
      const { size } = await stat(file);
      await settled(server);
      const restored = [
        await run('createdb', ...login, '-T', 'template0', 'peer'),
        await run('pg_restore', ...login, '-j2', '-d', 'peer', file),
        await run('dropdb', ...login, 'peer'),
      ];
      await rm(file);
      return { dump: { ...together(parts), megabytes: size / 1_000_000 }, restore: together(restored) };
    },
  };
}

const together = (parts: readonly ProcessFigures[]): ProcessFigures => ({
  seconds: parts.reduce((sum, { seconds }) => sum + seconds, 0),
  peakMegabytes: Math.max(...parts.map(({ peakMegabytes }) => peakMegabytes)),
});

interface Figures {
  s: number;
  mb: number;
}

function report(turns: Record<string, Turn[]>, settings: { runs: number; megabytes: number }): boolean {
  const [own = [], other = []] = [turns['ours'], turns['pg_dump']];
  const dump = compared(
    own.map((turn) => turn.dump),
    other.map((turn) => turn.dump),
  );
  const megabytes = dump.ours.mb;
  const restore = compared(
    own.map((turn) => ({ ...turn.restore, megabytes })),
    other.map((turn) => ({ ...turn.restore, megabytes: dump.pg_dump.mb })),
  );
  const peakMb = round(
    Math.max(...own.flatMap((turn) => [turn.dump.peakMegabytes, turn.restore.peakMegabytes])),
  );
  for (const [what, figures] of Object.entries({ dump, restore }))
    console.log(
      `${what.padEnd(8)} ours ${figures.ours.s} s, ${figures.ours.mb} MB; pg_dump ${figures.pg_dump.s} s, ${figures.pg_dump.mb} MB; ratio ${figures.ratio}`,
    );
  console.log(`${settings.runs} runs; at most ${peakMb} MB of memory with all programs.`);
  console.log(JSON.stringify({ dump, restore, peakMb }));
  return (
    dump.ratio >= DUMP_RATIO &&
    dump.ours.mb <= dump.pg_dump.mb &&
    restore.ratio >= RESTORE_RATIO &&
    peakMb <= PEAK_MB
  );
}

type Sized = ProcessFigures & { readonly megabytes: number };

/** Medians; the ratio is the median of the turns' ratios, so that a slow minute of the machine strikes both. */
function compared(
  own: readonly Sized[],
  other: readonly Sized[],
): { ours: Figures; pg_dump: Figures; ratio: number } {
  const ratios = own.map(({ seconds }, turn) => (other[turn]?.seconds ?? 0) / seconds);
  return { ours: figuresOf(own), pg_dump: figuresOf(other), ratio: round(median(ratios)) };
}

const figuresOf = (turns: readonly Sized[]): Figures => ({
  s: round(median(turns.map(({ seconds }) => seconds))),
  mb: round(median(turns.map(({ megabytes }) => megabytes))),
});

const round = (value: number): number => Math.round(value * 100) / 100;

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
