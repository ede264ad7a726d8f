import { EnvironmentVariable } from './environment';
import type { Variables } from './environment';
import { demandLoopback } from './loopback';
import { UserError } from './user-error';

/** The only source of time in an action. */
export interface Clock {
  /** Unix time in milliseconds. */
  now(): number;
  /** Resolves after so many milliseconds of this clock; rejects with the signal's reason as soon as it is aborted. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** Longer timers fire at once in Node. */
const LONGEST_TIMER = 2 ** 31 - 1;

/**
 * The clock that the environment asks for. Where SLUICE_TIME_ORIGIN is given, all processes with the same origin and
 * scale agree about the time; else a scaled clock starts with this process.
 * @throws UserError where scaled time could reach production
 */
export function clockOf(variables: Variables): Clock {
  const scale = numberIn(variables, EnvironmentVariable.timeScale) ?? 1;
  const origin = numberIn(variables, EnvironmentVariable.timeOrigin) ?? realTime();
  return {
    now: () => Math.floor(origin + (realTime() - origin) * scale),
    sleep: (time, signal) => wait(time / scale, signal),
  };
}

function numberIn(variables: Variables, variable: EnvironmentVariable): number | undefined {
  const text = variables[variable];
  if (!text) return undefined;
  demandLoopback(variable, variables);
  const value = Number(text);
  if (Number.isFinite(value) && value > 0) return value;
  throw new UserError(`${variable} is "${text}", which is not a number above 0.`, {
    remedy: `Correct or remove ${variable}.`,
  });
}

/** Wall-clock time with fractions, in milliseconds, that never runs backwards. */
function realTime(): number {
  return performance.timeOrigin + performance.now();
}

async function wait(milliseconds: number, signal?: AbortSignal): Promise<void> {
  const end = realTime() + milliseconds;
  signal?.throwIfAborted();
  for (let left = milliseconds; left > 0; left = end - realTime())
    await timer(Math.min(left, LONGEST_TIMER), signal);
}

function timer(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(handle);
      reject(signal?.reason as Error);
    };
    const handle = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, Math.ceil(milliseconds));
    signal?.addEventListener('abort', stop, { once: true });
  });
}
