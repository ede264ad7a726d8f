/** Numbers in [0, 1), the same for the same seeds. */
export type Random = () => number;

/** The 32-bit FNV-1a hash, so that a case's name can seed its streams. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}

/**
 * The generator sfc32 of C. Doty-Humphrey (PractRand). One for each replication: what a rollout sees depends on the seed,
 * the case and the replication's number alone, never on which worker plays it or what it played before.
 */
export function seeded(seed: number, stream: number, replication: number): Random {
  let [a, b, c, counter] = [seed | 0, stream | 0, replication | 0, 1];
  const next = (): number => {
    const result = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + result) | 0;
    return (result >>> 0) / 2 ** 32;
  };
  // Seeds that differ in a bit give streams that are alike at first.
  for (let round = 0; round < 15; round += 1) next();
  return next;
}

/** How many of `requests` fail at this rate. */
export const binomial = (random: Random, requests: number, rate: number): number =>
  failedPlaces(random, requests, rate).length;

/**
 * Which of `requests` fail at this rate: their places, from 1 upwards. Jumps from failure to failure, so that rare failures cost
 * next to nothing.
 */
export function failedPlaces(random: Random, requests: number, rate: number): number[] {
  const places: number[] = [];
  if (rate <= 0) return places;
  for (let place = 1 + gap(random, rate); place <= requests; place += 1 + gap(random, rate))
    places.push(place);
  return places;
}

/** Successes before the next failure: geometric, by inversion. */
const gap = (random: Random, rate: number): number =>
  rate >= 1 ? 0 : Math.floor(Math.log1p(-random()) / Math.log1p(-rate));

/** How many requests arrive in a minute when `mean` are expected, by inversion; the table of a mean is built once. */
export function poisson(random: Random, mean: number): number {
  const cumulative = poissonTable(mean);
  const draw = random();
  let [low, high] = [0, cumulative.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (draw < (cumulative[middle] ?? 1)) high = middle;
    else low = middle + 1;
  }
  return low;
}

const tables = new Map<number, Float64Array>();

function poissonTable(mean: number): Float64Array {
  const known = tables.get(mean);
  if (known) return known;
  const table = new Float64Array(Math.ceil(mean + 12 * Math.sqrt(mean) + 20));
  let logFactorial = 0;
  let sum = 0;
  for (let count = 0; count < table.length; count += 1) {
    if (count > 0) logFactorial += Math.log(count);
    sum += mean === 0 ? Number(count === 0) : Math.exp(count * Math.log(mean) - mean - logFactorial);
    table[count] = sum;
  }
  tables.set(mean, table);
  return table;
}

/** A latency in milliseconds: log-normal, the usual shape of a service's latencies. */
export function logNormal(random: Random, median: number, sigma: number): number {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return median * Math.exp(sigma * normal);
}
