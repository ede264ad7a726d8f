import { randomUUID } from 'node:crypto';
import type { Repository } from './repository';
import type { Tokens } from './tokens';

/** What the routes work with. */
export interface Parts {
  repository: Repository;
  tokens: Tokens;
  version: string;
  revision: string | null;
  /** Milliseconds since the epoch. */
  now: () => number;
  /** Uniform in [0, 1). */
  random: () => number;
  newId: () => string;
  /** Receives what went wrong inside, which the caller is not told. */
  report: (error: unknown) => void;
}

/** The real clock, randomness and error log. */
export const ambient: Pick<Parts, 'now' | 'random' | 'newId' | 'report'> = {
  now: Date.now,
  random: Math.random,
  newId: randomUUID,
  report: (error) => {
    console.error(error);
  },
};
