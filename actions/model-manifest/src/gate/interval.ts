/** The 95 % point of the standard normal distribution: one side. */
const Z95 = 1.6448536269514722;

/** How two models fell apart on the same examples. */
export interface Discordance {
  n: number;
  /** Examples that only the challenger got right, and that only the champion got right. */
  won: number;
  lost: number;
}

/** @param champion,challenger outcomes as digits, of the same length */
export function discordance(champion: string, challenger: string): Discordance {
  const count = { n: champion.length, won: 0, lost: 0 };
  for (let index = 0; index < champion.length; index += 1) {
    if (champion[index] === challenger[index]) continue;
    if (challenger[index] === '1') count.won += 1;
    else count.lost += 1;
  }
  return count;
}

/**
 * The difference of the two rates is at least this, with a confidence of 95 % (93 % at 30 examples). Half an example is added to both sides, which
 * keeps the promise where the plain formula breaks it: when few examples, or all on one side, tell the models apart.
 * Source: A. Agresti, Y. Min, "Simple improved confidence intervals for comparing matched proportions" (2005).
 * @returns a difference of rates, from -1 to 1
 */
export function pairedLowerBound({ n, won, lost }: Discordance): number {
  const [size, more, fewer] = [n + 2, won + 0.5, lost + 0.5];
  const difference = (more - fewer) / size;
  const variance = (more + fewer - (more - fewer) ** 2 / size) / size ** 2;
  return difference - Z95 * Math.sqrt(variance);
}

/**
 * Half the width of the interval around one rate, where nothing but the rate is known: what a "point" decision leaves out.
 * @returns for 95 %, two sides
 */
export function unpairedMargin(correct: number, n: number, other: number): number {
  const [one, two] = [correct / n, other / n];
  return 1.959963984540054 * Math.sqrt((one * (1 - one) + two * (1 - two)) / n);
}
