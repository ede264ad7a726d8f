import * as core from '@actions/core';
import type { Variables } from './environment';

/** The functions of @actions/core that we build on. */
export type Toolkit = Pick<
  typeof core,
  | 'debug'
  | 'error'
  | 'getInput'
  | 'getState'
  | 'group'
  | 'info'
  | 'notice'
  | 'saveState'
  | 'setOutput'
  | 'setSecret'
  | 'warning'
>;

/** The process that a step runs in. */
export interface Host {
  readonly toolkit: Toolkit;
  readonly variables: Variables;
  /** How long abort hooks and the work may take after the first signal, in real milliseconds. */
  readonly grace: number;
  /** Every SIGINT and SIGTERM, for as long as the process lives; none of them kills it. */
  onSignal(listener: (by: NodeJS.Signals) => void): void;
  /** Exceptions and rejections that nobody caught. */
  onStrayError(listener: (error: unknown) => void): void;
  /** Nothing is left to wait for: whatever has not ended by now never will. */
  onIdle(listener: () => void): void;
  writeSummary(markdown: string): Promise<void>;
  /** Ends the process once everything is printed, whatever sockets or timers are still open. */
  exit(code: number): void;
}

/** GitHub sends INT, TERM after 7.5 seconds and KILL 2.5 seconds later (actions/runner, ProcessInvoker). */
const GRACE = 7_500;

/** This process, under GitHub's runner. */
export function processHost(): Host {
  return {
    toolkit: core,
    variables: process.env,
    grace: GRACE,
    onSignal: (listener) => process.on('SIGINT', listener).on('SIGTERM', listener),
    onStrayError: (listener) => process.on('uncaughtException', listener).on('unhandledRejection', listener),
    onIdle: (listener) => process.once('beforeExit', listener),
    writeSummary,
    exit,
  };
}

async function writeSummary(markdown: string): Promise<void> {
  if (markdown === '' || !process.env['GITHUB_STEP_SUMMARY']) return;
  await core.summary.addRaw(markdown, true).write();
}

function exit(code: number): void {
  process.exitCode = code;
  process.stdout.write('', () => {
    process.stderr.write('', () => process.exit(code));
  });
}
