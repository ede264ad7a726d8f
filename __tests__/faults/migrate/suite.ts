/**
 * A process is killed (SIGKILL) at every question that an apply asks of the database, on a real PostgreSQL; then the next
 * run goes on. Afterwards everything is there exactly once, nothing of ours is left in the server, and what is told about
 * the killed run is what it did. The same with a backup and a rehearsal before the apply, at everything that is asked of
 * the bucket, and now and then at what all the programs ask of the database. Two more cases are an index that is left
 * INVALID, and a table that is in use.
 */
import type { SuiteOptions, SuiteResult } from '../suites';
import { playInvalidIndex } from './invalid-index';
import { playCase, recordDemands } from './play-case';
import type { Case, Demand, Moment, OpenSite, Played } from './play-case';
import { mayGuard, openGuarded, openPlain } from './site';
import { setStage } from './stage';
import type { Stage } from './stage';
import { playTraffic } from './traffic';

/** Cases that are played side by side, each on a database of its own. */
const LANES = 2;

/** pg_dump alone asks hundreds of questions, side by side, to which nothing of ours hangs: one of so many is met. */
const ONE_OF = 12;

export async function migrateSuite(options: SuiteOptions): Promise<SuiteResult> {
  const stage = await setStage(options.bundles, options.cache);
  try {
    const killed = [...(await plainCases(stage, options.signal)), ...(await guardedCases(stage, options))];
    const all = [...killed, ...hardCases(stage, options.tell)].map((play, index) => ({
      ...play,
      number: index + 1,
    }));
    const chosen = all.filter(({ number }) => options.isChosen(number));
    options.tell(`${chosen.length} of ${all.length} cases`);
    return await playAll(chosen, options);
  } finally {
    await stage.close();
  }
}

/** A case that can be played. */
interface Play {
  readonly what: string;
  play(signal: AbortSignal): Promise<Played>;
}

type Numbered = Play & { readonly number: number };

async function plainCases(stage: Stage, signal: AbortSignal): Promise<Play[]> {
  const cases = casesOf(await recordDemands(stage, openPlain, signal));
  return cases.map((each) => killing(stage, openPlain, each));
}

async function guardedCases(stage: Stage, { signal, tell }: SuiteOptions): Promise<Play[]> {
  if (!mayGuard(stage)) {
    tell('This installation of PostgreSQL has no pg_dump: no case with a backup.');
    return [];
  }
  const demands = await recordDemands(stage, openGuarded, signal);
  const chosen = demands.filter(({ of, nth }) => of === 'bucket' || nth % ONE_OF === 0);
  return casesOf(chosen).map((each) => killing(stage, openGuarded, each));
}

/** Killed when the answer is there is killed before the next demand: that matters after a write alone. */
function casesOf(demands: readonly Demand[]): Case[] {
  const moments = ({ writes }: Demand): Moment[] => (writes ? ['in-flight', 'answered'] : ['in-flight']);
  return demands
    .flatMap((demand) => moments(demand).map((moment) => ({ demand, moment })))
    .map((each, index) => ({ ...each, hasPost: index % 2 === 0 }));
}

const killing = (stage: Stage, open: OpenSite, each: Case): Play => ({
  what: `${open === openGuarded ? 'with a backup and a copy, ' : ''}killed ${each.moment} at "${each.demand.what}"${each.hasPost ? ', with its post step' : ''}`,
  play: (signal) => playCase(stage, open, each, signal),
});

const hardCases = (stage: Stage, tell: SuiteOptions['tell']): Play[] => [
  {
    what: 'killed while an index waits for an older reader',
    play: (signal) => playInvalidIndex(stage, signal),
  },
  { what: 'under traffic', play: (signal) => playTraffic(stage, signal, tell) },
];

async function playAll(cases: readonly Numbered[], options: SuiteOptions): Promise<SuiteResult> {
  const left = [...cases];
  const result = { cases: 0, lost: 0, unmet: 0 };
  const lane = async (): Promise<void> => {
    for (let next = left.shift(); next && !options.signal.aborted; next = left.shift()) {
      const played = await next.play(options.signal);
      if (!played.met) result.unmet += 1;
      else result.cases += 1;
      if (played.faults.length > 0) result.lost += 1;
      tellOf(next, played, options);
      if (options.verbose || played.faults.length > 0) options.tell(played.printed);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return result;
}

function tellOf({ number, what }: Numbered, { met, faults }: Played, options: SuiteOptions): void {
  if (met && faults.length === 0 && !options.verbose) return;
  if (!met) options.tell(`case ${number}, ${what}: never met`);
  for (const fault of faults)
    options.tell(`case ${number}, ${what}: ${fault} (${options.repeat} --only ${number} --verbose)`);
}
