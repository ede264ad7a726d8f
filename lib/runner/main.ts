import { processHost } from './host';
import { runAction } from './run-action';
import type { Action } from './runner';

/**
 * The entry of every bundle, for the main step and the post step alike: runs the phase that GitHub asks for, and ends
 * the process with its exit code once everything is printed.
 */
export function main(action: Action): void {
  const host = processHost();
  runAction(action, host).then(
    (code) => {
      host.exit(code);
    },
    (error: unknown) => {
      process.stderr.write(`The failure itself could not be reported: ${String(error)}\n`);
      host.exit(1);
    },
  );
}
