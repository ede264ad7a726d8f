import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { scaledClock } from '../../emulators/clock';
import type { Clock } from '../../emulators/clock';
import { startCloudRun } from '../../emulators/cloudrun';
import type { CloudRun } from '../../emulators/cloudrun';
import { fakePlatform } from '../../emulators/cloudrun/fake-platform';
import type { FakePlatform } from '../../emulators/cloudrun/fake-platform';
import type { TaskEnd, TaskToRun } from '../../emulators/cloudrun/platform';
import { startLogging } from '../../emulators/logging';
import type { Logging } from '../../emulators/logging';
import { startPostgres } from '../../emulators/postgres';
import type { Call } from '../../emulators/call';
import { connectCloudRun } from '../../lib/cloudrun';
import { googleAuth } from '../../lib/google';
import { runPost, runStep } from '../runner/fake-runner';
import type { StepRequest, StepResult } from '../runner/fake-runner';
import { bundleAction } from './migrate-bed';

/** A migration of the program below. */
export interface Step {
  readonly id: string;
  readonly sql: string;
}

/** Cloud Run whose jobs run real processes on a real PostgreSQL, with Cloud Logging, and the action. */
export interface JobBed {
  /** What the image has as its working directory, and the checkout of the workflow as well. */
  readonly folder: string;
  readonly cloudRun: CloudRun;
  readonly platform: FakePlatform;
  readonly logging: Logging;
  /** Looks on at each call of Cloud Run; tests put their own in. */
  onCall: (call: Call) => void;
  /** Looks on when a write has taken effect and nobody has been told yet. */
  onEffect: (call: Call) => void;
  /** An empty database, nothing under way, no log, and nothing pending. */
  reset(): Promise<void>;
  /** What the job's image has pending, from now on. */
  ship(steps: readonly Step[]): Promise<void>;
  migrate(
    command: string,
    inputs?: Record<string, string>,
    request?: Partial<StepRequest>,
  ): Promise<StepResult>;
  post(main: StepResult): Promise<StepResult>;
  rows(sql: string): Promise<Record<string, unknown>[]>;
  /** Locks the table `gate`; what it gives opens it again. */
  closeGate(): Promise<() => Promise<void>>;
  /** The words of the commands that the job has been started with. */
  started(): string[];
  close(): Promise<void>;
}

export const IMAGE = `europe-docker.pkg.dev/demo/app/web@sha256:${'2'.repeat(64)}`;
const SCALE = 50;
const AT = { project: 'demo-project', region: 'europe-west1', service: 'shop' };
const DRIVER = join(import.meta.dirname, '..', '..', 'node_modules', 'pg');

/** Applies each step in one transaction with its record, as a tool in an image would; says what is pending as JSON. */
const PROGRAM = `
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
const { Client } = createRequire(import.meta.url)(${JSON.stringify(DRIVER)});
const [file, what] = process.argv.slice(2);
const steps = JSON.parse(readFileSync(file, 'utf8'));
const client = new Client({ connectionString: process.env.DATABASE_URL });
await client.connect();
await client.query('CREATE TABLE IF NOT EXISTS done (id text PRIMARY KEY)');
const done = new Set((await client.query('SELECT id FROM done')).rows.map(({ id }) => id));
const pending = steps.filter(({ id }) => !done.has(id));
console.log('The program of the image begins.');
if (what === 'pending') console.log(JSON.stringify({ pending: pending.map(({ id }) => ({ id, transactional: true })) }));
if (what === 'verify' && pending.length > 0) process.exitCode = 1;
if (what === 'apply') for (const { id, sql } of pending) {
  try {
    await client.query('BEGIN');
    await client.query(sql);
    await client.query('INSERT INTO done VALUES ($1)', [id]);
    await client.query('COMMIT');
  } catch (error) {
    console.error('::error::' + id + ': ' + error.message);
    process.exitCode = 1;
    break;
  }
}
await client.end();
`;

/** @param image its ENV, which the job's own variables come on top of */
export async function openJobBed(image: Readonly<Record<string, string>> = {}): Promise<JobBed> {
  const clock = scaledClock(SCALE);
  const platform = fakePlatform();
  const folder = await mkdtemp(join(tmpdir(), 'migrate-in-job-'));
  const [program, steps] = [join(folder, 'migrate.mjs'), join(folder, 'steps.json')];
  await writeFile(program, PROGRAM);
  const hooks = {
    onCall: (call: Call): void => {
      bed.onCall(call);
    },
    onEffect: (call: Call): void => {
      bed.onEffect(call);
    },
  };
  const [server, entry, cloudRun, logging] = await Promise.all([
    startPostgres(),
    bundleAction(),
    startCloudRun({ clock, platform, ...hooks }),
    startLogging({ clock, visibleAfterMs: 3_000, readsPerMinute: 10_000 }),
  ]);
  const { url } = await server.newDatabase();
  let attempts = 0;
  platform.whenRun((task, signal) =>
    runReally({ ...task, env: { ...image, ...task.env } }, signal, { logging, clock, folder }),
  );
  const command = (what: string): string => JSON.stringify([process.execPath, program, steps, what]);
  const requestFor = (inputs: Record<string, string>, request: Partial<StepRequest> = {}): StepRequest => ({
    entry: [entry.path],
    ...request,
    inputs: {
      ...{ tool: 'command', service: AT.service, region: AT.region, project: AT.project, 'job-image': IMAGE },
      'pending-command': command('pending'),
      'apply-command': command('apply'),
      'verify-command': command('verify'),
      ...inputs,
    },
    env: {
      GITHUB_WORKSPACE: folder,
      SLUICE_CLOUD_RUN_ENDPOINT: cloudRun.url,
      SLUICE_LOGGING_ENDPOINT: logging.url,
      SLUICE_TIME_SCALE: String(SCALE),
      SLUICE_TIME_ORIGIN: String(Date.now()),
    },
  });
  const bed: JobBed = {
    ...{ folder, cloudRun, platform, logging, onCall: () => undefined, onEffect: () => undefined },
    reset: async () => {
      await cloudRun.idle();
      cloudRun.faults.clear();
      logging.reset();
      bed.onCall = bed.onEffect = () => undefined;
      attempts = platform.attempts.length;
      await server.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public', url);
      await writeFile(steps, '[]');
    },
    ship: (wanted) => writeFile(steps, JSON.stringify(wanted)),
    migrate: (what, inputs = {}, request = {}) => runStep(requestFor({ command: what, ...inputs }, request)),
    post: (main) => runPost(requestFor({ command: 'apply' }), main),
    rows: (sql) => server.query(sql, url),
    closeGate: async () => {
      const holder = new pg.Client({ connectionString: url });
      await holder.connect();
      await holder.query('CREATE TABLE gate ()');
      await holder.query('BEGIN; LOCK TABLE gate');
      return () => holder.end();
    },
    started: () => platform.attempts.slice(attempts).map(({ args }) => args.at(-1) ?? ''),
    close: async () => {
      await Promise.all([cloudRun.close(), logging.close(), entry.remove()]);
      await server.stop();
      await rm(folder, { recursive: true });
    },
  };
  await makeService(cloudRun, url);
  return bed;
}

async function makeService(cloudRun: CloudRun, url: string): Promise<void> {
  const patience = {
    clock: scaledClock(SCALE),
    random: () => 0.5,
    signal: new AbortController().signal,
    tries: 3,
  };
  const options = { auth: googleAuth({ anonymous: true }), endpoint: new URL(cloudRun.url), patience };
  const env = [{ name: 'DATABASE_URL', value: url }];
  const containers = [{ image: 'app:1', ports: [{ containerPort: 8080 }], env }];
  await connectCloudRun(AT, options).createService({ annotations: {}, template: { containers } });
}

/** The task's container as a process of this machine, whose lines Cloud Logging gets. */
async function runReally(
  { command: [program = ''], args, env, ...task }: TaskToRun,
  signal: AbortSignal,
  { logging, clock, folder }: { logging: Logging; clock: Clock; folder: string },
): Promise<TaskEnd> {
  const child = spawn(program, args, { env, signal, cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of ['stdout', 'stderr'] as const)
    createInterface({ input: child[stream] }).on('line', (line) => {
      logging.print({ ...task, stream, line, at: clock.now() });
    });
  return new Promise((resolve) => {
    child.on('error', () => {
      resolve({ exitCode: 1 });
    });
    child.on('close', (code) => {
      resolve({ exitCode: code ?? 1 });
    });
  });
}
