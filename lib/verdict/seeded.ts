/** A number from 0 up to 1. */
export type Random = () => number;

/** Mulberry32 (Tommy Ettinger): the same numbers for the same seed, so that the same question has the same answer. */
export function seeded(seed: number): Random {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Above this mean a Poisson count is near enough to normal for a forecast. */
const large = 25;

/** How often something happens that happens `mean` times on average, each time by itself. */
export function poisson(random: Random, mean: number): number {
  if (mean <= 0) return 0;
  if (mean > large) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal(random)));
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = random(); product > limit; product *= random()) count += 1;
  return count;
}

/** By Box and Muller. */
const normal = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
