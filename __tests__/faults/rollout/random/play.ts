import { settle } from './aftermath';
import type { Settled } from './aftermath';
import { Cast, randomFor } from './cast';
import { faultsOf } from './checks';
import { inWords } from './history';
import type { Actions } from './load-actions';
import { Network } from './network';
import { Process } from './process';
import type { Schedule } from './schedule';
import { prepare } from './prepare';
import { simulate, Stuck } from './simulation';
import { performDeploy, performEvent } from './performances';
import type { World } from './world';

/** What became of a schedule. */
export interface Outcome {
  /** What does not hold, in words. */
  faults: readonly string[];
  /** What everybody printed and wrote, for whoever repeats it. */
  printed: readonly string[];
}

/** Plays a schedule from its beginning until nobody has anything left to do, and looks at what has become of everything. */
export async function play(world: World, actions: Actions, schedule: Schedule): Promise<Outcome> {
  const rival = new Process('somebody', {
    isOurs: false,
    random: randomFor(actions, schedule.seed, 'rival'),
  });
  const network = await world.begin((ports) => new Network({ ...ports, rival }));
  actions.carryBy(network.carry);
  const cast = new Cast(world, network, actions, schedule);
  try {
    const settled = await simulate(perform(world, network, cast, schedule), world);
    return { faults: faultsOf(world, cast, settled), printed: printedBy(world, cast) };
  } catch (error) {
    if (!(error instanceof Stuck)) throw error;
    return { faults: [error.message], printed: printedBy(world, cast) };
  }
}

async function perform(world: World, network: Network, cast: Cast, schedule: Schedule): Promise<Settled> {
  await prepare(network, cast, schedule);
  await Promise.all([
    ...schedule.deploys.map((deploy, index) => performDeploy(cast, schedule, deploy, index === 0 ? 1 : 2)),
    ...schedule.events.map((event) => performEvent(cast, schedule, event)),
  ]);
  return settle(world, cast, schedule);
}

const printedBy = ({ history }: World, { printed }: Cast): string[] =>
  [
    ...printed,
    ...history.writes.map(
      ({ at, region, by, before, after }) =>
        `${new Date(at).toISOString().slice(11, 23)}  ${by.name} WRITES ${region}: ${inWords(before)} -> ${inWords(after)}`,
    ),
  ].sort();
