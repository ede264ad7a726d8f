import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { caseNamed, cases, type Case } from './cases';
import { brokenBounds, caseFigures } from './figures';
import { drawAll } from './plots';
import { playAll } from './pool';
import { table } from './report';
import type { Tallies } from './tally';
import { tasksOf } from './tasks';

const pictures = join(import.meta.dirname, '..', '..', 'docs', 'verdict');

/** What the command line may change. */
export interface VerdictOptions {
  /** The same seed gives the same figures, to the last digit. */
  seed: number;
  /** The name of a single case; all of them when left out. */
  only?: string;
}

/**
 * The verdict in simulation, beside the rules of the peers on the same rollouts. Prints a table, what does not hold, and
 * JSON last; with all cases it also draws the pictures of docs/verdict.md.
 * @returns whether every figure holds that must
 */
export async function verdict({ seed, only }: VerdictOptions): Promise<boolean> {
  const chosen = only === undefined ? cases : [caseNamed(only)].filter((each) => each !== undefined);
  if (chosen.length === 0) {
    console.error(`There is no case ${only ?? ''}. ${knownCases()}`);
    return false;
  }
  const tallies = await simulate(chosen, seed, availableParallelism());
  const figures = chosen.map((each) => caseFigures(each, tallies.get(each.name) ?? {}));
  console.log(`${table(chosen, figures)}\n`);
  const broken = chosen.flatMap((each, index) => brokenBoundsOf(each, figures[index]));
  console.log(broken.length > 0 ? `Does not hold:\n${broken.join('\n')}\n` : 'Every figure holds.\n');
  if (only === undefined) write(drawAll(tallies, seed));
  console.log(JSON.stringify({ seed, cases: figures }));
  return broken.length === 0;
}

/** All replications of these cases, by the name of the case. */
export function simulate(
  chosen: readonly Pick<Case, 'name' | 'replications'>[],
  seed: number,
  threads: number,
): Promise<Map<string, Tallies>> {
  return playAll(
    chosen.flatMap(({ name, replications }) => tasksOf(name, seed, replications)),
    threads,
  );
}

const knownCases = (): string => `There are: ${cases.map(({ name }) => name).join(', ')}.`;

const brokenBoundsOf = (each: Case, figures?: Parameters<typeof brokenBounds>[1]): string[] =>
  figures ? brokenBounds(each, figures) : [];

function write(files: Readonly<Record<string, string>>): void {
  mkdirSync(pictures, { recursive: true });
  for (const [name, content] of Object.entries(files)) writeFileSync(join(pictures, name), content);
}
