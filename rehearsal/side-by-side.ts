/**
 * Plays scenarios in processes of their own, several at a time. Most of a rehearsal is waiting; and the concurrency groups of
 * the emulated GitHub are those of a process, so that two stages in one would wait for each other.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { RehearsalResult } from './result';

/** One scenario to be played apart. */
export interface Part {
  name: string;
  /** The command line's other options. */
  options: readonly string[];
}

/** How many are played at a time, and who hears of it. */
export interface SideBySide {
  atATime: number;
  /** Gets everything that one of them has said, as soon as it has ended. */
  said: (output: string) => void;
  signal: AbortSignal;
}

/**
 * @param program what each of them runs
 * @returns the results in the order of the parts; undefined where a process ended without one
 */
export async function playSideBySide(
  program: string,
  parts: readonly Part[],
  { atATime, said, signal }: SideBySide,
): Promise<(RehearsalResult | undefined)[]> {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-rehearsals-'));
  const results: (RehearsalResult | undefined)[] = parts.map(() => undefined);
  const pending = [...parts.entries()];
  const work = async (): Promise<void> => {
    for (let next = pending.shift(); next && !signal.aborted; next = pending.shift()) {
      const [index, part] = next;
      results[index] = await playApart(program, part, { json: join(folder, `${index}.json`), said, signal });
    }
  };
  try {
    await Promise.all(Array.from({ length: atATime }, work));
    return results;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function playApart(
  program: string,
  { name, options }: Part,
  { json, said, signal }: Omit<SideBySide, 'atATime'> & { json: string },
): Promise<RehearsalResult | undefined> {
  // The same loader that runs this process runs TypeScript there.
  const args = [...process.execArgv, program, name, ...options, '--json', json];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const stop = (): void => {
    child.kill('SIGTERM');
  };
  signal.addEventListener('abort', stop);
  const ended = once(child, 'close');
  const [told, complained] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  signal.removeEventListener('abort', stop);
  said(told + complained);
  return resultIn(json);
}

/** A process that failed before its end has written none; it has said why. */
async function resultIn(json: string): Promise<RehearsalResult | undefined> {
  const written = await readFile(json, 'utf8').catch(() => undefined);
  return written === undefined ? undefined : (JSON.parse(written) as RehearsalResult);
}
