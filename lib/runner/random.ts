import { createHash } from 'node:crypto';
import { EnvironmentVariable } from './environment';
import type { Variables } from './environment';
import { demandLoopback } from './loopback';

/**
 * Numbers from 0 up to 1; the same ones every time where SLUICE_SEED is given.
 * @throws UserError where a seed could reach production
 */
export function randomOf(variables: Variables): () => number {
  const seed = variables[EnvironmentVariable.seed];
  if (!seed) return Math.random;
  demandLoopback(EnvironmentVariable.seed, variables);
  return seeded(seed);
}

/** Mulberry32 (Tommy Ettinger): 32 bits of state, enough for jitter, not for secrets. */
function seeded(seed: string): () => number {
  let state = createHash('sha256').update(seed).digest().readUInt32LE();
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
