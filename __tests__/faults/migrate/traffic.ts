/** A migration that needs a table for itself, while others read and write it and one of them keeps it for a while. */
import type { ChildProcess } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { runStep } from '../../runner/fake-runner';
import { errorsOf, leftOver } from './inspect';
import { queryOn } from './query';
import type { Played } from './play-case';
import { TRAFFIC_FOLDER } from './project';
import { requestFor } from './request';
import type { Stage } from './stage';

/** How long the migration may keep readers waiting behind it, in milliseconds. */
const LOCK_TIMEOUT = 400;
/** What a busy machine adds to a wait: processes that are not scheduled. */
const MACHINE = 1_500;
/** So many tries of the migration are turned away by somebody who keeps the table. */
const TURNED_AWAY = 2;
const READERS = 3;

/** @param tell is given the longest time that a reader has waited */
export async function playTraffic(
  stage: Stage,
  signal: AbortSignal,
  tell: (line: string) => void,
): Promise<Played> {
  const { url } = await stage.server.newDatabase();
  const query = queryOn(stage, url);
  await query('CREATE TABLE visits (id serial PRIMARY KEY, at timestamptz DEFAULT now())');
  const over = new AbortController();
  const readers = Array.from({ length: READERS }, () =>
    stalls(url, 'SELECT count(*) FROM visits', over.signal),
  );
  const writer = stalls(url, 'INSERT INTO visits DEFAULT VALUES', over.signal);
  const release = await keep(url);
  const inputs = { migrations: TRAFFIC_FOLDER, 'lock-timeout': `${LOCK_TIMEOUT}ms` };
  const step = await runStep({
    ...requestFor(stage, { url, inputs, signal }),
    onSpawn: releasing(release),
  });
  over.abort();
  const longest = Math.max(...(await Promise.all(readers)));
  const longestWrite = await writer;
  await release();
  tell(
    `under traffic the longest stall of a reader was ${longest} ms, of the writer ${longestWrite} ms, at a lock timeout of ${LOCK_TIMEOUT} ms`,
  );
  const result = step.outputs['result'] ?? 'nothing';
  const faults = [
    ...(result === 'applied' ? [] : [`the apply says ${result}: ${errorsOf(step)}`]),
    ...(longest <= LOCK_TIMEOUT + MACHINE ? [] : [`a reader waited ${longest} ms`]),
    ...(await leftOver(query)),
  ];
  // Who was never turned away has shown nothing about being turned away.
  return { met: step.stdout.includes('It was turned away'), faults, printed: step.stdout };
}

/** Asks again and again; the longest time that an answer took, in milliseconds. */
async function stalls(url: string, sql: string, signal: AbortSignal): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  let longest = 0;
  while (!signal.aborted) {
    const asked = performance.now();
    await client.query(sql);
    longest = Math.max(longest, performance.now() - asked);
    await client.query('SELECT pg_sleep(0.005)');
  }
  await client.end();
  return Math.round(longest);
}

/** Holds the table in the mildest way that stands against ALTER TABLE, until it is released. */
async function keep(url: string): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('BEGIN; LOCK TABLE visits IN ACCESS SHARE MODE');
  let released: Promise<void> | undefined;
  return () => (released ??= client.end());
}

/** Lets go of the table once the step has said often enough that it was turned away. */
function releasing(release: () => Promise<void>): (child: ChildProcess) => void {
  return ({ stdout }) => {
    if (!stdout) return;
    let times = 0;
    createInterface({ input: stdout }).on('line', (line) => {
      if (line.includes('It was turned away')) times += 1;
      if (times === TURNED_AWAY) void release();
    });
  };
}
