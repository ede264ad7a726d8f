import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { startChild } from './child';
import type { Child } from './child';
import type { ContainerCommand } from './command';
import { freePort, listens } from './port';

/** A container that listens. */
export interface Instance {
  /** Tells it from every other, also from one before it on the same port. */
  id: string;
  port: number;
  child: Child;
}

export type Launched = { instance: Instance } | { failure: string };

const betweenLooks = 10;

/**
 * Starts a container and waits until it listens on its port; real time, whatever the clock's scale.
 * @param onLine receives every line that it prints
 * @param timeout in milliseconds; then, or when it ends before it listens, it has failed
 */
export async function launch(
  command: ContainerCommand,
  onLine: (line: string) => void,
  timeout: number,
): Promise<Launched> {
  const port = await freePort();
  const child = startChild({ ...command, env: command.env({ PORT: String(port) }) }, onLine);
  const state: { code?: number } = {};
  void child.ended.then((code) => (state.code = code));
  const deadline = performance.now() + timeout;
  while (state.code === undefined && performance.now() < deadline) {
    if (await listens(port)) return { instance: { id: randomBytes(16).toString('hex'), port, child } };
    await delay(betweenLooks);
  }
  if (state.code !== undefined) return { failure: `Container called exit(${state.code}).` };
  await child.stop(0);
  return { failure: `Container did not listen within ${timeout} ms.` };
}
