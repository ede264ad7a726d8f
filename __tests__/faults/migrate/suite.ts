/**
 * A process is killed (SIGKILL) at every question that an apply asks of the database, on a real PostgreSQL; then the next
 * run goes on. Afterwards everything is there exactly once, nothing of ours is left in the server, and what is told about
 * the killed run is what it did.
 */
import type { SuiteOptions, SuiteResult } from '../suites';
import { playCase, recordQuestions } from './play-case';
import type { Case, Moment } from './play-case';
import { setStage } from './stage';
import type { Stage } from './stage';
import type { Question } from './wire';

/** Cases that are played side by side, each on a database of its own. */
const LANES = 2;

export async function migrateSuite(options: SuiteOptions): Promise<SuiteResult> {
  const stage = await setStage(options.bundles, options.cache);
  try {
    const all = casesOf(await recordQuestions(stage, options.signal));
    const chosen = all.filter(({ number }) => options.only?.includes(number) ?? true);
    options.tell(`${chosen.length} of ${all.length} cases`);
    return await playAll(stage, chosen, options);
  } finally {
    await stage.close();
  }
}

/** Killed when the answer to a question is there is killed before the next one: that matters after a write alone. */
function casesOf(questions: readonly Question[]): Case[] {
  const moments = (question: Question): Moment[] =>
    /^(select|show)/i.test(question.sql) ? ['in-flight'] : ['in-flight', 'answered'];
  return questions
    .flatMap((question) => moments(question).map((moment) => ({ question, moment })))
    .map((each, index) => ({ ...each, number: index + 1, hasPost: index % 2 === 0 }));
}

async function playAll(stage: Stage, cases: readonly Case[], options: SuiteOptions): Promise<SuiteResult> {
  const left = [...cases];
  const result = { cases: 0, lost: 0, unmet: 0 };
  const lane = async (): Promise<void> => {
    for (let next = left.shift(); next && !options.signal.aborted; next = left.shift()) {
      const { met, faults, printed } = await playCase(stage, next, options.signal);
      if (!met) result.unmet += 1;
      else result.cases += 1;
      if (faults.length > 0) result.lost += 1;
      tell(next, met, faults, options);
      if (options.verbose || faults.length > 0) options.tell(printed);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return result;
}

function tell(
  { number, question, moment, hasPost }: Case,
  met: boolean,
  faults: readonly string[],
  options: SuiteOptions,
): void {
  if (met && faults.length === 0 && !options.verbose) return;
  const what = `case ${number}, killed ${moment} at "${question.sql}"${hasPost ? ', with its post step' : ''}`;
  if (!met) options.tell(`${what}: never met`);
  for (const fault of faults)
    options.tell(`${what}: ${fault} (${options.repeat} --only ${number} --verbose)`);
}
