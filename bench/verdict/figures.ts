import type { Bound, Case, Figures } from './cases';
import { medianMinutes, type Tallies, type Tally } from './tally';

/** One case of the JSON: our own figures, and the peers' on the same streams. */
export interface CaseFigures extends Figures {
  name: string;
  replications: number;
  peers: Record<string, Figures>;
}

/** The figures that a tally gives; null where one does not apply to such a candidate. */
export function figuresOf(tally: Tally, candidate: Case['candidate']): Figures {
  const share = (some: number): number => some / tally.rollouts;
  const isWorse = candidate === 'worse';
  return {
    falseFail: isWorse ? null : share(tally.rollbacks),
    falsePass: candidate === 'equal' ? null : share(tally.promotions),
    power: isWorse ? share(tally.rollbacks) : null,
    medianMinutes: isWorse ? medianMinutes(tally) : null,
  };
}

/** The name of our own rule among the tallies. */
export const ours = 'sluice';

export function caseFigures({ name, candidate }: Case, tallies: Tallies): CaseFigures {
  const { [ours]: own, ...others } = tallies;
  if (!own) throw new Error(`The case ${name} has not judged our own rule.`);
  const peers = Object.fromEntries(
    Object.entries(others).map(([peer, tally]) => [peer, figuresOf(tally, candidate)]),
  );
  return { name, replications: own.rollouts, ...figuresOf(own, candidate), peers };
}

/** Every bound that these figures break, in a sentence each. */
export function brokenBounds({ name, toHold }: Case, figures: Figures): string[] {
  return toHold.filter((bound) => !keeps(figures, bound)).map((bound) => describe(name, bound, figures));
}

function keeps(figures: Figures, { figure, atMost = Infinity, atLeast = -Infinity }: Bound): boolean {
  const value = figures[figure];
  return value !== null && value <= atMost && value >= atLeast;
}

function describe(name: string, { figure, atMost, atLeast }: Bound, figures: Figures): string {
  const limit = atMost === undefined ? `at least ${atLeast}` : `at most ${atMost}`;
  return `${name}: ${figure} is ${figures[figure]}, and must be ${limit}.`;
}
