/** CREATE INDEX CONCURRENTLY that is killed while it waits for an older reader, which leaves an INVALID index behind. */
import type { ChildProcess } from 'node:child_process';
import pg from 'pg';
import { runStep } from '../../runner/fake-runner';
import { landed, leftOver, quiet, unfinished, untrue } from './inspect';
import { queryOn } from './query';
import type { Query } from './query';
import type { Played } from './play-case';
import { requestFor } from './request';
import type { Stage } from './stage';

export async function playInvalidIndex(stage: Stage, signal: AbortSignal): Promise<Played> {
  const { url } = await stage.server.newDatabase();
  const query = queryOn(stage, url);
  const release = await readSince(url);
  const killed = await killedAtIndex(stage, url, query, signal);
  await quiet(query);
  await release();
  const met = await isInvalid(query);
  const really = await landed(query);
  const last = await runStep(requestFor(stage, { url, signal }));
  const faults = [
    ...(await unfinished(query, last)),
    ...(await leftOver(query)),
    ...(await untrue(query, really)),
  ];
  return { met, faults: met ? faults : [], printed: [killed.stdout, last.stdout].join('\n') };
}

/** A reader that looks at the database as it is now, until it is released: an index is not finished before. */
async function readSince(url: string): Promise<() => Promise<void>> {
  const reader = new pg.Client({ connectionString: url });
  await reader.connect();
  await reader.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
  await reader.query('SELECT 1');
  return () => reader.end();
}

async function killedAtIndex(
  stage: Stage,
  url: string,
  query: Query,
  signal: AbortSignal,
): ReturnType<typeof runStep> {
  const over = new AbortController();
  let child: ChildProcess | undefined;
  const watch = async (): Promise<void> => {
    while (!over.signal.aborted && !(await isInvalid(query))) await query('SELECT pg_sleep(0.02)');
    child?.kill('SIGKILL');
  };
  const watching = watch();
  try {
    const onSpawn = (spawned: ChildProcess): void => {
      child = spawned;
    };
    return await runStep({ ...requestFor(stage, { url, signal }), onSpawn });
  } finally {
    over.abort();
    await watching;
  }
}

async function isInvalid(query: Query): Promise<boolean> {
  const rows = await query('SELECT FROM pg_index WHERE NOT indisvalid');
  return rows.length > 0;
}
