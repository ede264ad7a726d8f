import { spawn } from 'node:child_process';
import { readFile, readdir } from 'node:fs/promises';
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';

/** What one process, with all that it starts, took. */
export interface ProcessFigures {
  seconds: number;
  /** The most resident memory at any moment that was looked at, in megabytes; 0 where there is no /proc. */
  peakMegabytes: number;
}

const LOOK_EVERY = 25;
const PAGE_BYTES = 4096;

/**
 * Runs a program to its end. Throws where it fails.
 * @param lookEvery milliseconds from one look at the memory to the next; each costs time where there are many processes
 */
export async function measured(
  program: string,
  argv: readonly string[],
  env: Readonly<Record<string, string>>,
  lookEvery = LOOK_EVERY,
): Promise<ProcessFigures> {
  const started = performance.now();
  const child = spawn(program, argv, { env, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  let ended: number | null | undefined;
  const end = new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      ended = code;
      resolve();
    });
  });
  let peak = 0;
  while (ended === undefined) {
    peak = Math.max(peak, await residentOf(child.pid ?? 0));
    await Promise.race([end, delay(lookEvery)]);
  }
  const seconds = (performance.now() - started) / 1000;
  if (ended !== 0) throw new Error(`${program} ${argv.join(' ')} ended with ${String(ended)}: ${said}`);
  return { seconds, peakMegabytes: peak / 1_000_000 };
}

/** Bytes of a process and all its descendants. */
async function residentOf(pid: number): Promise<number> {
  try {
    const [, pages = '0'] = (await readFile(`/proc/${pid}/statm`, 'utf8')).split(' ');
    const children = await Promise.all((await childrenOf(pid)).map(residentOf));
    return Number(pages) * PAGE_BYTES + children.reduce((sum, bytes) => sum + bytes, 0);
  } catch {
    // It has ended meanwhile, or the system has no /proc.
    return 0;
  }
}

async function childrenOf(pid: number): Promise<number[]> {
  const threads = await readdir(`/proc/${pid}/task`);
  const lists = await Promise.all(
    threads.map((thread) => readFile(`/proc/${pid}/task/${thread}/children`, 'utf8')),
  );
  return lists.flatMap((list) => list.trim().split(' ').filter(Boolean).map(Number));
}
