import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Account } from './account';
import type { Command } from './cluster';

/** What the supervisor is told. */
export interface Order extends Partial<Account> {
  commands: Command[];
  env: Record<string, string>;
  /** Removed at the end. */
  root: string;
}

/** A server process that cannot outlive this one. */
export interface ServerProcess {
  /** What it printed, the newest last; the oldest lines are dropped. */
  readonly log: readonly string[];
  /** Settles when it accepts connections. @throws Error with its log when it ends before */
  ready: Promise<void>;
  /** Disconnects everybody, and waits until it has ended and its folder is gone. */
  stop(): Promise<void>;
}

const supervisor = join(import.meta.dirname, 'supervisor.mjs');
const LONGEST_LOG = 5_000;
const READY = 'database system is ready to accept connections';

/** Starts the commands under a supervisor that ends the last one as soon as this process is gone. */
export function startServerProcess(order: Order): ServerProcess {
  const log: string[] = [];
  // Detached: a kill of our process group must not take the supervisor before it has done its work.
  const child = spawn(process.execPath, [supervisor], { detached: true, stdio: 'pipe', env: {} });
  // It may have ended already: a broken pipe tells nothing that its exit does not.
  child.stdin.on('error', () => undefined);
  child.stdin.write(`${JSON.stringify(order)}\n`);
  const ended = once(child, 'close');
  const ready = new Promise<void>((resolve, reject) => {
    for (const input of [child.stdout, child.stderr]) {
      createInterface({ input }).on('line', (line) => {
        log.push(line);
        if (log.length > LONGEST_LOG) log.shift();
        if (line.includes(READY)) resolve();
      });
    }
    const refuse = (): void => {
      reject(new Error(`PostgreSQL did not start:\n${log.join('\n')}`));
    };
    ended.then(refuse, reject);
  });
  return {
    log,
    ready,
    async stop() {
      child.stdin.write('stop\n');
      await ended;
    },
  };
}
