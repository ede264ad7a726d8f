/** What must hold at the end of every schedule. Every check gives the faults that it finds, in words. */
import type { Settled } from './aftermath';
import type { Cast } from './cast';
import { finalFaults } from './checks-at-the-end';
import { writeFaults } from './checks-of-writes';
import { inWords, movesTraffic, shareIn } from './history';
import type { History, Write } from './history';
import type { World } from './world';

export function faultsOf(world: World, cast: Cast, { writesBefore }: Settled): string[] {
  const { history } = world;
  const late = history.writes.length - writesBefore;
  return [
    ...history.faults,
    ...writeFaults(history.writes),
    ...history.writes.flatMap((write, index) => takenFromTheLiving(write, index, cast.played)),
    ...cast.regions.flatMap((region) => finalFaults(world, region)),
    ...cast.played.flatMap((played) => [
      ...unclearEnd(played),
      ...untrueResult(played, history, cast.regions),
    ]),
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

/** As long as a run is at work, nobody but those who were asked to takes its candidate's share. */
function takenFromTheLiving(
  { by, region, before, after }: Write,
  index: number,
  played: Cast['played'],
): string[] {
  const { record } = before;
  if (!by.isOurs || by.takesOver || !record) return [];
  if (record.status !== 'rolling' || shareIn(after, record.candidate) >= shareIn(before, record.candidate))
    return [];
  const owner = played.find(
    ({ action, run, writes }) =>
      action === 'deploy-cloudrun' &&
      record.run.endsWith(`/${run}`) &&
      writes.before <= index &&
      index < writes.after,
  );
  if (!owner || owner.process.name.split(',')[0] === by.name.split(',')[0]) return [];
  return [
    `${by.name} takes ${record.candidate} back in ${region}, and ${owner.process.name} is at work on it`,
  ];
}

/** What a deploy says of its end is so in every region, but where somebody else has moved the traffic. */
function untrueResult(
  { process, action, end, writes }: Cast['played'][number],
  history: History,
  regions: readonly string[],
): string[] {
  const result = end?.outputs.get('result');
  const isLeft = result === 'held' || result === 'raised';
  const share = result === 'promoted' ? 100 : result === 'rolled-back' ? 0 : undefined;
  if (action !== 'deploy-cloudrun' || (share === undefined && !isLeft)) return [];
  if (end?.errors.some((message) => message.includes('could not be brought back'))) return [];
  const before = history.writes.slice(0, writes.after);
  return regions.flatMap((region) => {
    const here = before.filter((write) => write.region === region);
    const candidate = here.findLast(({ by }) => by === process)?.after.record?.candidate;
    const last = here.at(-1);
    if (candidate === undefined || !last) return [];
    // Whoever finds a hold later must know that nobody is at work on it.
    const { record } = last.after;
    if (isLeft && record?.candidate === candidate && record.status === 'rolling')
      return [`${process.name} says ${result}, and the record in ${region} says ${record.status}`];
    if (share === undefined || here.findLast(movesTraffic)?.by.isOurs !== true) return [];
    if (shareIn(last.after, candidate) === share) return [];
    return [`${process.name} says ${String(result)}, and in ${region} there is ${inWords(last.after)}`];
  });
}
