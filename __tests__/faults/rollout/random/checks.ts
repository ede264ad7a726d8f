/** What must hold at the end of every schedule. Every check gives the faults that it finds, in words. */
import type { Settled } from './aftermath';
import type { Cast } from './cast';
import { finalFaults } from './checks-at-the-end';
import { writeFaults } from './checks-of-writes';
import { inWords, movesTraffic, shareIn } from './history';
import type { History } from './history';
import type { World } from './world';

export function faultsOf(world: World, cast: Cast, { writesBefore }: Settled): string[] {
  const { history } = world;
  const late = history.writes.length - writesBefore;
  return [
    ...history.faults,
    ...writeFaults(history.writes),
    ...cast.regions.flatMap((region) => finalFaults(world, region)),
    ...cast.played.flatMap((played) => [...unclearEnd(played), ...untrueResult(played, history, cast.regions)]),
    ...(late > 0 ? [`the watchdog writes ${late} times more where it was before`] : []),
  ];
}

/** A step ends well, or in an error that says what to do. */
function unclearEnd({ process, end }: Cast['played'][number]): string[] {
  if (!end || end.outcome !== 'failure') return [];
  if (end.errors.length === 0) return [`${process.name} fails and says nothing`];
  const unclear = end.errors.filter((message) => !/\S\n\S/.test(message));
  return unclear.map((message) => `${process.name} says an error without a remedy: ${message}`);
}

/** What a deploy says of its end is so in every region, but where somebody else has moved the traffic. */
function untrueResult(
  { process, action, end, writes }: Cast['played'][number],
  history: History,
  regions: readonly string[],
): string[] {
  const result = end?.outputs.get('result');
  const share = result === 'promoted' ? 100 : result === 'rolled-back' ? 0 : undefined;
  if (action !== 'deploy-cloudrun' || share === undefined) return [];
  if (end?.errors.some((message) => message.includes('could not be brought back'))) return [];
  const before = history.writes.slice(0, writes);
  return regions.flatMap((region) => {
    const here = before.filter((write) => write.region === region);
    const candidate = here.findLast(({ by }) => by === process)?.after.record?.candidate;
    const last = here.at(-1);
    if (candidate === undefined || !last || here.findLast(movesTraffic)?.by.isOurs !== true) return [];
    if (shareIn(last.after, candidate) === share) return [];
    return [`${process.name} says ${String(result)}, and in ${region} there is ${inWords(last.after)}`];
  });
}
