import type { Living } from './virtual-time';

/** What may befall a process at one of its calls. `kill-*` ends the process, `lose-*` the whole machine, `cancel` the job. */
export const STRIKES_ON_READS = [
  '503',
  'reset-before',
  'reset-after',
  'slow',
  'stale-read',
  'kill-before',
  'lose-before',
  'cancel',
] as const;
export const STRIKES_ON_WRITES = [
  '503',
  '429',
  'reset-before',
  'reset-after',
  'slow',
  'etag-race',
  'operation-error',
  'kill-after',
  'lose-after',
  'cancel',
] as const;
export type StrikeKind = (typeof STRIKES_ON_READS)[number] | (typeof STRIKES_ON_WRITES)[number];

/** A fault that is aimed at the nth read or write of a process, from 1. */
export interface Strike {
  on: 'read' | 'write';
  nth: number;
  kind: StrikeKind;
}

/** Something that talks to the cloud on its own, and may die on its own. */
export class Process implements Living {
  /** Who it is, in words: `run 1`. */
  readonly name: string;
  /** Whether it is one of our actions; everybody else is a person, or a tool of theirs. */
  readonly isOurs: boolean;
  /** Uniform on [0, 1): of this process alone, so that nobody's luck depends on what others do. */
  readonly random: () => number;
  /** Somebody has asked it to take the traffic from whoever is at work. */
  readonly takesOver: boolean;
  isAlive = true;
  /** The machine that it ran on is gone, too. */
  isLost = false;
  private readonly strikes: readonly Strike[];
  private readonly seen = { read: 0, write: 0 };
  private readonly onDeath: (() => void)[] = [];
  private canceller: (() => void) | undefined;

  constructor(
    name: string,
    {
      isOurs,
      random,
      strikes = [],
      takesOver = false,
    }: Pick<Process, 'isOurs' | 'random'> & { strikes?: readonly Strike[]; takesOver?: boolean },
  ) {
    this.name = name;
    this.isOurs = isOurs;
    this.random = random;
    this.strikes = strikes;
    this.takesOver = takesOver;
  }

  /** Counts a call, and tells what befalls it. */
  struckBy(sort: 'read' | 'write' | 'validation'): StrikeKind | undefined {
    if (sort === 'validation') return undefined;
    this.seen[sort] += 1;
    return this.strikes.find(({ on, nth }) => on === sort && nth === this.seen[sort])?.kind;
  }

  /** It does nothing any more from this moment on. */
  die({ withMachine }: { withMachine: boolean }): void {
    if (!this.isAlive) return;
    this.isAlive = false;
    this.isLost = withMachine;
    for (const tell of this.onDeath) tell();
  }

  /** Resolves when it dies, which may be never. */
  death(): Promise<void> {
    return new Promise((resolve) => {
      this.onDeath.push(resolve);
    });
  }

  /** How the process is told that its job is cancelled. */
  cancelledBy(cancel: () => void): void {
    this.canceller = cancel;
  }

  cancel(): void {
    this.canceller?.();
  }
}
