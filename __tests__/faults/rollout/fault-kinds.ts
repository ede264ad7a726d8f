import type { Fault } from '../../../emulators/faults';

const ON_EVERY_CALL = ['503', '429', 'reset-before', 'slow', 'kill-before'] as const;
const ON_TELLING = ['503', 'reset-before', 'reset-after', 'kill-before', 'kill-after'] as const;
const ON_READS = ['stale-read'] as const;
const ON_WRITES = ['etag-race', 'reset-after', 'operation-error', 'kill-after', 'runner-lost-after'] as const;

/**
 * What may happen to a call. `kill-*` is a SIGKILL of the main step, whose post step runs all the same;
 * `runner-lost-after` takes the whole machine, so that no post step comes; before a call it would leave behind just what
 * it leaves after the write before.
 */
export type FaultKind =
  (typeof ON_EVERY_CALL)[number] | (typeof ON_READS)[number] | (typeof ON_WRITES)[number];

/** The faults that mean something for a call; one that only validates changes nothing, but has an etag. */
export function kindsFor(call: 'read' | 'validation' | 'write' | 'telling'): readonly FaultKind[] {
  if (call === 'read') return [...ON_EVERY_CALL, ...ON_READS];
  if (call === 'telling') return ON_TELLING;
  if (call === 'validation') return [...ON_EVERY_CALL, 'etag-race'];
  return [...ON_EVERY_CALL, ...ON_WRITES];
}

/** Emulated milliseconds: longer than any wait between two looks. */
const SLOW = 40_000;

/** The calls that a fault strikes. */
type Struck = Pick<Fault, 'call' | 'request'>;

/** The fault as the emulator knows it. A process that is killed before its call is handled took no effect. */
export function faultFor(kind: FaultKind, aim: Struck, meanwhile: () => Promise<void>): Fault {
  switch (kind) {
    case '503':
      return { ...aim, kind: 'status', status: 503 };
    case '429':
      return { ...aim, kind: 'status', status: 429, retryAfterSeconds: 7 };
    case 'slow':
      return { ...aim, kind, delayMs: SLOW };
    case 'etag-race':
      return { ...aim, kind, meanwhile };
    case 'stale-read':
    case 'operation-error':
    case 'reset-before':
    case 'reset-after':
      return { ...aim, kind };
    case 'kill-before':
      return { ...aim, kind: 'reset-before' };
    case 'kill-after':
    case 'runner-lost-after':
      return { ...aim, kind: 'reset-after' };
  }
}

/** When the process is killed: as its call arrives, or once the call took effect. */
export function killsAt(kind: FaultKind): 'arrival' | 'effect' | undefined {
  if (kind === 'kill-before') return 'arrival';
  return kind === 'kill-after' || kind === 'runner-lost-after' ? 'effect' : undefined;
}

/** Whether a post step follows the main step that was struck. */
export const hasPost = (kind: FaultKind): boolean => kind !== 'runner-lost-after';
