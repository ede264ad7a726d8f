import fc from 'fast-check';
import { inspect } from 'node:util';
import type { RandomOptions, SuiteResult } from '../../suites';
import { loadActions } from './load-actions';
import { mutantNamed } from './mutants';
import { play } from './play';
import type { Outcome } from './play';
import { schedules } from './schedule';
import type { Schedule } from './schedule';
import { inWords } from './words';
import { openWorld } from './world';

const PROGRESS_EVERY = 100;

/**
 * Schedules made up at random: two runs that deploy, people, the watchdog and faults, in virtual time. The first that
 * ends badly is made as small as it gets, and told in words.
 */
export async function randomRolloutSuite(options: RandomOptions): Promise<SuiteResult> {
  const { tell, signal, random, verbose } = options;
  const actions = await loadActions(mutantNamed(random.mutant));
  const world = await openWorld();
  const began = performance.now();
  let cases = 0;
  let last: readonly string[] = [];
  const holds = async (schedule: Schedule): Promise<boolean> => {
    if (signal.aborted) return true;
    const { faults, printed } = await play(world, actions, schedule).catch(brokenDown);
    if (verbose)
      tell([...inWords(schedule), ...printed, ...faults.map((fault) => `LOST ${fault}`)].join('\n'));
    cases += 1;
    if (cases % PROGRESS_EVERY === 0) tell(`${cases} done, ${paceInWords(cases, began)}`);
    if (faults.length > 0) last = [...faults, ...printed];
    return faults.length === 0;
  };
  try {
    const details = await fc.check(fc.asyncProperty(schedules(), holds), {
      numRuns: random.count,
      seed: random.seed,
      ...(random.path === undefined ? {} : { path: random.path }),
    });
    tell(`${cases} schedules, ${paceInWords(cases, began)}; seed ${random.seed}`);
    if (!details.failed) return { cases: details.numRuns, lost: 0, unmet: 0 };
    tellLost(options, details, last);
    return { cases: details.numRuns, lost: 1, unmet: 0 };
  } finally {
    await world.close();
  }
}

/** That a schedule cannot be played is as bad as what it may show. */
const brokenDown = (error: unknown): Outcome => ({ faults: [inspect(error)], printed: [] });

const paceInWords = (cases: number, began: number): string =>
  `${((cases * 1_000) / (performance.now() - began)).toFixed(1)} a second`;

function tellLost(
  { tell, repeat, random }: RandomOptions,
  details: fc.RunDetails<[Schedule]>,
  last: readonly string[],
): void {
  const [schedule] = details.counterexample ?? [];
  if (!schedule) throw new Error('The schedules could not be played.', { cause: details.errorInstance });
  tell(
    `LOST after ${details.numRuns} schedules; the smallest that ends badly (${details.numShrinks} steps down):`,
  );
  for (const line of [...inWords(schedule), ...last]) tell(`  ${line}`);
  const mutant = random.mutant === undefined ? '' : ` --mutant ${random.mutant}`;
  tell(
    `Again: ${repeat} --random 1 --seed ${details.seed} --path ${details.counterexamplePath ?? ''}${mutant}`,
  );
}
