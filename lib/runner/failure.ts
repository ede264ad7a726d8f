import { Interrupted } from './interruption';
import type { Log } from './log';
import { UserError } from './user-error';

/** Says why the step failed: what the caller can put right with its remedy, everything else with its stack. */
export function reportFailure(error: unknown, log: Log): void {
  if (error instanceof UserError) {
    log.error(`${error.message}\n${error.remedy}`, error.position);
    if (error.cause !== undefined) log.debug(traceOf(error.cause));
    return;
  }
  if (error instanceof Interrupted) {
    log.error(error.message);
    return;
  }
  log.error(headlineOf(error));
  log.foreign(traceOf(error), { source: 'where it failed' });
}

/** Whether work that ended with this error only did what the signal asked for. */
export function isInterruption(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error instanceof Interrupted || error.name === 'AbortError' || isInterruption(error.cause);
}

function headlineOf(error: unknown): string {
  return error instanceof Error
    ? `${error.name}: ${error.message}`
    : `Something was thrown that is no error: ${String(error)}`;
}

/**
 * The stack with all causes. An error's other properties are left out: those of HTTP clients hold the request with its
 * Authorization header.
 */
function traceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const inner: unknown[] = error instanceof AggregateError ? error.errors : [];
  const causes = error.cause === undefined ? inner : [...inner, error.cause];
  return [error.stack ?? headlineOf(error), ...causes.map((cause) => `caused by ${traceOf(cause)}`)].join(
    '\n',
  );
}
