import { availableParallelism } from 'node:os';
import type { SuiteOptions, SuiteResult } from '../suites';
import type { ActionOptions } from './action';
import { kindsFor } from './fault-kinds';
import { servingInWords } from './inspect';
import { playCase } from './play-case';
import type { Case, Played } from './play-case';
import { writesBefore } from './beginnings';
import { record } from './record';
import type { Recording } from './record';
import { SCENARIOS } from './scenarios';
import type { Scenario } from './scenarios';
import { setStage } from './stage';
import type { Stage } from './stage';

/** A run may take another turn than the recorded one, with one look more or fewer; then it is played again. */
const ATTEMPTS = 4;
const PROGRESS_EVERY = 50;

/**
 * Every fault at every call of a rollout and of its rollbacks.
 * @throws Error where an undisturbed run fails
 */
export async function rolloutSuite(options: SuiteOptions): Promise<SuiteResult> {
  const count = Math.max(2, availableParallelism() + 1);
  const stages = await Promise.all(Array.from({ length: count }, () => setStage()));
  try {
    const [first] = stages;
    if (!first) throw new Error('There is no stage.');
    const cases = casesOf(await recordAll(first, options));
    const chosen = cases.filter(({ number }) => options.isChosen(number));
    options.tell(`${chosen.length} of ${cases.length} cases, ${stages.length} at once`);
    return await playAll(stages, chosen, options);
  } finally {
    await Promise.all(stages.map((stage) => stage.close()));
  }
}

interface Recorded {
  scenario: Scenario;
  before: Case['before'];
  recording: Recording;
}

/** Records every scenario; it begins with what an earlier one has written. */
async function recordAll(stage: Stage, options: SuiteOptions): Promise<Recorded[]> {
  const recorded: Recorded[] = [];
  for (const scenario of SCENARIOS) {
    const { name, begins, regions } = scenario;
    const earlier = recorded.find((each) => each.scenario.name === begins?.after);
    const before = begins ? writesBefore(earlier?.recording.writes ?? [], begins) : [];
    const recording = await record(stage, scenario, { before, options: actionOptions(stage, options) });
    recorded.push({ scenario, before, recording });
    options.tell(`${name}: ${recording.calls.length} calls, then ${servingInWords(stage, regions)}`);
  }
  return recorded;
}

function casesOf(recorded: readonly Recorded[]): Case[] {
  const cases = recorded.flatMap(({ scenario, before, recording }) =>
    scenario
      .disturbed(recording.calls)
      .flatMap(({ sort, ...target }) => kindsFor(sort).map((kind) => ({ scenario, before, target, kind }))),
  );
  return cases.map((each, index) => ({ number: index + 1, ...each }));
}

function actionOptions(stage: Stage, { bundles, signal, cache }: SuiteOptions, seed = 1): ActionOptions {
  const environment = { ...stage.environment, SLUICE_SEED: String(seed), NODE_COMPILE_CACHE: cache };
  return { bundles, signal, environment, token: () => stage.token() };
}

/** Plays cases on all stages at once, each stage taking the next case as soon as it is free. */
async function playAll(
  stages: readonly Stage[],
  cases: readonly Case[],
  options: SuiteOptions,
): Promise<SuiteResult> {
  const waiting = [...cases];
  const result = { cases: 0, lost: 0, unmet: 0 };
  const work = async (stage: Stage): Promise<void> => {
    for (let next = waiting.shift(); next && !options.signal.aborted; next = waiting.shift()) {
      const played = await playUntilMet(stage, next, options);
      account(result, next, played, options);
      const done = result.cases + result.unmet;
      if (done % PROGRESS_EVERY === 0) options.tell(`${done} of ${cases.length} done, ${result.lost} lost`);
    }
  };
  await Promise.all(stages.map(work));
  return result;
}

async function playUntilMet(stage: Stage, next: Case, options: SuiteOptions): Promise<Played> {
  for (let attempt = 1; ; attempt += 1) {
    const played = await playCase(stage, next, actionOptions(stage, options, next.number));
    if (played.met || attempt === ATTEMPTS || options.signal.aborted) return played;
  }
}

function account(
  result: SuiteResult,
  next: Case,
  { met, faults, printed }: Played,
  options: SuiteOptions,
): void {
  // What was killed together with the suite proves nothing.
  if (options.signal.aborted) return;
  const { number, scenario, target, kind } = next;
  const where = scenario.regions.length > 1 ? ` in ${target.region ?? 'no region'}` : '';
  const line = `${scenario.name}, ${target.method} ${target.nth}${where}, ${kind}`;
  if (!met) {
    result.unmet += 1;
    options.tell(`case ${number} was never met: ${line}`);
    return;
  }
  result.cases += 1;
  if (options.verbose) options.tell(`case ${number}: ${line}\n${printed}`);
  if (faults.length === 0) return;
  result.lost += 1;
  options.tell(
    `LOST case ${number}: ${line}: ${faults.join('; ')} (again: ${options.repeat} --only ${number})`,
  );
}
