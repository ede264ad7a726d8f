import { spawn, type ChildProcess } from 'node:child_process';
import { errorCode } from './faults';

/**
 * Runs apart from us and outlives us: when the pipe to it closes, by our exit or by our being killed, it ends
 * every process group that was still ours and removes the run's folder, in which secrets may lie.
 */
const guardProgram = `
  const groups = new Set();
  let rest = '';
  process.on('SIGINT', () => {}); process.on('SIGTERM', () => {}); process.on('SIGHUP', () => {});
  process.stdin.setEncoding('utf8').on('data', (text) => {
    const lines = (rest + text).split('\\n');
    rest = lines.pop();
    for (const line of lines) line[0] === '+' ? groups.add(+line.slice(1)) : groups.delete(+line.slice(1));
  }).on('end', () => {
    for (const group of groups) try { process.kill(-group, 'SIGKILL'); } catch {}
    require('node:fs').rmSync(process.argv[1], { recursive: true, force: true, maxRetries: 5 });
    process.exit(0);
  });
`;

/** Keeps account of the process groups of a run, and sees to it that none survives it. */
export interface ProcessGuard {
  /** Takes note of a group, named by the process that leads it. */
  watch: (group: number) => void;
  /** Forgets a group whose leader has ended, unless it has left others behind. */
  ended: (group: number) => void;
  /** Ends the groups that have been left behind; of the given ones, or of all. */
  endLeftovers: (groups?: ReadonlySet<number>) => void;
  /** Ends whatever is left and the guard itself. */
  close: () => Promise<void>;
}

/** Starts the guard of a run; `folder` is what it removes if we no longer can. */
export function startProcessGuard(folder: string): ProcessGuard {
  const guard = spawn(process.execPath, ['-e', guardProgram, folder], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
    env: {},
  });
  // The pipe breaks if somebody ends the guard; the run goes on without its protection.
  guard.stdin.on('error', () => undefined);
  guard.unref();
  const alive = new Set<number>();
  const tell = (word: string, group: number): void => {
    if (guard.stdin.writable) guard.stdin.write(`${word}${group}\n`);
  };
  const forget = (group: number): void => {
    alive.delete(group);
    tell('-', group);
  };
  const endLeftovers = (groups?: ReadonlySet<number>): void => {
    for (const group of alive) {
      if (groups && !groups.has(group)) continue;
      signalGroup(group, 'SIGKILL');
      forget(group);
    }
  };
  return {
    watch: (group) => {
      alive.add(group);
      tell('+', group);
    },
    ended: (group) => {
      if (!signalGroup(group, 0)) forget(group);
    },
    endLeftovers,
    close: async () => {
      endLeftovers();
      await closed(guard);
    },
  };
}

function closed(guard: ChildProcess): Promise<void> {
  if (guard.exitCode !== null || guard.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    guard.ref();
    guard.once('exit', () => {
      resolve();
    });
    guard.stdin?.end();
  });
}

/** Sends a signal to every process of a group; false when there is none left. */
export function signalGroup(group: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(-group, signal);
    return true;
  } catch (thrown) {
    if (['ESRCH', 'EPERM'].includes(errorCode(thrown) ?? '')) return false;
    throw thrown;
  }
}
