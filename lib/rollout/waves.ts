import { createHash } from 'node:crypto';
import { parseRegions } from '../places';
import { Refusal } from '../runner';

/** The regions of a rollout: those of a wave move side by side, and one wave begins when the one before it is through. */
export type Waves = readonly (readonly string[])[];

/** What ties the services of one rollout together, on the record of each of them. */
export interface Group {
  /** The same for all regions of one rollout, and of no other: 12 hex digits. */
  id: string;
  /** As {@link parseWaves} reads them. */
  waves: string;
}

const EXAMPLE = '`us-central1, europe-west1 | asia-east1`';
/** Every region's minutes are counted on their own, in a record that has to stay small. */
const MOST_REGIONS = 12;

/**
 * Reads `us-central1, europe-west1 | asia-east1`: waves between bars, regions between commas, blanks or line breaks. One
 * region alone is one wave of one region.
 */
export function parseWaves(text: string): string[][] | Refusal {
  const waves = text.split('|').map((wave) => wave.split(/[\s,]+/).filter((region) => region !== ''));
  if (waves.some((wave) => wave.length === 0))
    return new Refusal('A wave names no region.', `Write a region on both sides of every \`|\`: ${EXAMPLE}.`);
  const regions = parseRegions(text);
  if (regions instanceof Refusal) return regions;
  if (regions.length > MOST_REGIONS)
    return new Refusal(
      `It names ${regions.length} regions.`,
      `Name ${MOST_REGIONS} at most in one rollout, and the others in another.`,
    );
  return waves;
}

/** The waves as {@link parseWaves} reads them, and no blank too many. */
export const wavesInWords = (waves: Waves): string => waves.map((wave) => wave.join(',')).join('|');

/**
 * The group of a rollout that begins now. Whoever computes it from the same beginning gets the same.
 * @param now Unix time in milliseconds
 * @param run the page of the workflow run, or ''
 */
export function groupOf(waves: Waves, { now, run }: { now: number; run: string }): Group {
  const words = wavesInWords(waves);
  const id = createHash('sha256')
    .update(JSON.stringify([words, new Date(now).toISOString(), run]))
    .digest('hex');
  return { id: id.slice(0, 12), waves: words };
}
