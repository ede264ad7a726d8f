import { caseStream } from './cases';
import { hashOf, seeded } from './random';
import { failScores } from './sluice';

/** The fail score of some rollouts of a case of traffic after each minute, as points of a curve. Scores of 0 are left out. */
export function scorePaths(name: string, seed: number, rollouts: number): (readonly [number, number])[][] {
  return Array.from({ length: rollouts }, (_, replication) => {
    return failScores(caseStream(name, seeded(seed, hashOf(name), replication)))
      .map((score, minute): readonly [number, number] => [minute + 1, score])
      .filter(([, score]) => score > 0);
  });
}
