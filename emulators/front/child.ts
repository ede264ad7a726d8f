import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Command } from './command';

/** A process that cannot outlive this one. */
export interface Child {
  /** Settles when it has ended; the code is 128 + the number of its signal if it was killed. */
  ended: Promise<number>;
  /** SIGTERM, and SIGKILL after so many real milliseconds. */
  stop(graceMilliseconds: number): Promise<void>;
}

const supervisor = join(import.meta.dirname, 'supervisor.mjs');

/**
 * Starts a process under a supervisor that kills it, with all its descendants, as soon as this process is gone.
 * @param onLine receives every line that it prints
 */
export function startChild(command: Command, onLine: (line: string) => void): Child {
  // Detached: a Ctrl-C or a kill of our process group must not take the supervisor before it has done its work.
  const child = spawn(process.execPath, [supervisor], { detached: true, stdio: 'pipe', env: {} });
  for (const input of [child.stdout, child.stderr]) createInterface({ input }).on('line', onLine);
  // It may have ended already: a broken pipe tells nothing that its exit does not.
  child.stdin.on('error', () => undefined);
  child.stdin.write(`${JSON.stringify(command)}\n`);
  // "close" comes after the last line was read, "exit" may come before.
  const ended = once(child, 'close').then(([code]) => Number(code));
  return {
    ended,
    async stop(graceMilliseconds) {
      child.stdin.write('stop\n');
      const kill = setTimeout(() => child.stdin.end(), graceMilliseconds);
      await ended;
      clearTimeout(kill);
    },
  };
}
