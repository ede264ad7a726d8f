/** Small grey pictures of faces, drawn and not photographed, so that the example needs nobody's face. */

/** Pixels on each side. */
export const SIDE = 12;

export const LABELS = ['neutral', 'smile'] as const;
export type Label = (typeof LABELS)[number];

/** A face: brightness of each pixel from 0 to 255, row by row. */
export interface Picture {
  pixels: Uint8Array;
  label: Label;
}

/** How a mouth is drawn. */
export interface Mouth {
  /** By how many pixels its corners are above its middle; below, where it is negative. */
  bend: number;
  /** Where it is, from where it is expected. */
  down: number;
  right: number;
}

const LEFT = 2;
const RIGHT = 9;
const MIDDLE = (LEFT + RIGHT) / 2;
const ROW = 8;

/** How much of each pixel a mouth covers, from 0 to 1. */
export function mouthOf({ bend, down, right }: Mouth): number[] {
  const pixels = Array.from({ length: SIDE * SIDE }, () => 0);
  for (let column = LEFT; column <= RIGHT; column += 1) {
    const towardsCorner = ((column - MIDDLE) / (MIDDLE - LEFT)) ** 2;
    const row = ROW + down - bend * (towardsCorner - 0.5);
    const above = Math.floor(row);
    cover(pixels, above, column + right, 1 - (row - above));
    cover(pixels, above + 1, column + right, row - above);
  }
  return pixels;
}

function cover(pixels: number[], row: number, column: number, share: number): void {
  const isInside = row >= 0 && row < SIDE && column >= 0 && column < SIDE;
  if (isInside) pixels[row * SIDE + column] = share;
}

/** Pictures that are always the same for the same seed; every other one smiles. */
export function pictures(count: number, seed: number): Picture[] {
  const random = randomFrom(seed);
  return Array.from({ length: count }, (_, index) => pictureOf(LABELS[index % 2] ?? 'neutral', random));
}

/** Faces are not all in the same place, light or mood: that is what makes it hard. */
function pictureOf(label: Label, random: () => number): Picture {
  const between = (least: number, most: number): number => least + random() * (most - least);
  const bend = label === 'smile' ? between(1, 3.2) : between(-2, 0.6);
  const face = mouthOf({ bend, down: Math.round(between(-1.5, 1.5)), right: Math.round(between(-1.4, 1.4)) });
  for (const column of [3, 8]) cover(face, 3, column, 1);
  const [light, contrast] = [between(40, 90), between(70, 120)];
  const pixels = face.map((covered) => light + contrast * covered + between(-55, 55));
  return { pixels: Uint8Array.from(pixels, (value) => Math.max(0, Math.min(255, Math.round(value)))), label };
}

/** mulberry32: small, fast, and the same on every machine. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
