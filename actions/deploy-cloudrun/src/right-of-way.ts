/** Who else is rolling something out here: whether this run may begin, has to wait, or has to clear up first. */
import { openSessions } from '../../../lib/cloudrun';
import type { Service, Session } from '../../../lib/cloudrun';
import { bringBack, parseWaves, readState, returning } from '../../../lib/rollout';
import type { Return, RolloutState } from '../../../lib/rollout';
import { UserError } from '../../../lib/runner';
import type { Runner } from '../../../lib/runner';
import { claimOn, hasTraffic } from './claims';
import type { Claim } from './claims';
import type { Inputs } from './inputs';
import { inEvery, readServices } from './regions';
import type { SeenRegion } from './regions';

/** Milliseconds from one look to the next while another run is waited for. */
const LOOK_EVERY = 15_000;

/**
 * Sees to it that nobody else is at work on any of the regions: refuses, waits, or takes the other's place, as the caller
 * wants it; and finishes what a run that died has left half done.
 * @returns the regions as they are then
 * @throws UserError that names the run which has the right of way, and until when
 */
export async function rightOfWay(
  runner: Runner,
  inputs: Inputs,
  regions: readonly SeenRegion[],
): Promise<readonly SeenRegion[]> {
  const free = inputs.whenBusy === 'queue' ? await queued(runner, inputs, regions) : regions;
  // Who only comes to go on with a rollout has nothing to do while somebody is at work on it.
  if (inputs.whenBusy !== 'supersede' && !inputs.resume) refuseBusy(runner, free);
  const returns = returnsOf(runner, inputs, free);
  if (returns.length === 0) return free;
  for (const line of new Set(returns.map((each) => each.line))) runner.log.warning(line);
  if (inputs.dryRun) return free.map((seen) => asCleared(runner, seen, returns));
  await clear(runner, inputs, returns);
  return readServices(free);
}

/** The claim on the service of a region; undefined where there is none. */
export const claimIn = (runner: Runner, { service }: SeenRegion): Claim | undefined =>
  service && claimOn(service, { run: runner.environment.runUrl ?? '', now: runner.clock.now() });

async function queued(
  runner: Runner,
  { busyTimeout, resume }: Inputs,
  regions: readonly SeenRegion[],
): Promise<readonly SeenRegion[]> {
  const deadline = runner.clock.now() + busyTimeout;
  const busyClaims = resume ? ['alive'] : ['alive', 'waiting'];
  const isBusy = (seen: SeenRegion): boolean => busyClaims.includes(claimIn(runner, seen) ?? '');
  let seen = regions;
  for (let said = false; seen.some(isBusy) && runner.clock.now() < deadline; said = true) {
    if (!said) runner.log.info(`Waiting for another run to end: ${whoIn(seen.filter(isBusy))}.`);
    await runner.clock.sleep(LOOK_EVERY, runner.signal);
    seen = await readServices(seen);
  }
  if (seen.some(isBusy)) throw busy(seen.filter(isBusy), 'Give a longer `busy-timeout`, or');
  return seen;
}

function refuseBusy(runner: Runner, regions: readonly SeenRegion[]): void {
  const alive = regions.filter((seen) => claimIn(runner, seen) === 'alive');
  if (alive.length === 0) return;
  throw busy(alive, 'Let it end (`when-busy: queue` waits for that), or');
}

const busy = (regions: readonly SeenRegion[], first: string): UserError =>
  new UserError(`Another run is rolling something out: ${whoIn(regions)}. Nothing was written.`, {
    remedy: `${first} set \`when-busy: supersede\` to bring its candidate back and go first.`,
  });

/** `https://... in europe-west1, until 12:00 at the latest`, for people. */
export function whoIn(regions: readonly SeenRegion[]): string {
  const words = regions.flatMap(({ region, service }) => {
    const state = service && readState(service.annotations);
    return state
      ? [`${state.run || 'a run outside GitHub'} in ${region}, until ${state.leaseUntil} at the latest`]
      : [];
  });
  return words.join('; ');
}

/** A rollout that has to be brought back before this one begins, wherever it has begun. */
interface OthersReturn {
  state: RolloutState;
  cause: Return['cause'];
  why: string;
  line: string;
}

function returnsOf(runner: Runner, inputs: Inputs, regions: readonly SeenRegion[]): OthersReturn[] {
  const records = regions.flatMap((seen) => {
    const state = seen.service && readState(seen.service.annotations);
    return state ? [{ seen, state }] : [];
  });
  return records.flatMap(({ seen, state }) => {
    const half = halfBack(state, seen, records);
    if (half) return [half];
    const claim = claimIn(runner, seen);
    if (claim === undefined || inputs.resume) return [];
    if (inputs.whenBusy === 'supersede' && claim !== 'dead') return [supersededBy(runner, state)];
    // Promoted elsewhere, it has passed: there is nothing to bring back.
    const isPromoted = records.some(({ state: other }) => isSameRollout(state, other, 'promoted'));
    return claim === 'dead' && !isPromoted ? [abandoned(state)] : [];
  });
}

const isSameRollout = (one: RolloutState, other: RolloutState, status: RolloutState['status']): boolean =>
  one.group !== undefined && one.group.id === other.group?.id && other.status === status;

/** A run died between the writes that brought it back: the regions that it had not come to yet follow. */
function halfBack(
  state: RolloutState,
  { service }: SeenRegion,
  records: readonly { state: RolloutState }[],
): OthersReturn | undefined {
  if (!['rolling', 'waiting', 'held'].includes(state.status) || !service || !hasTraffic(service, state))
    return undefined;
  const back = records.find((other) => isSameRollout(state, other.state, 'rolled-back'))?.state;
  if (!back) return undefined;
  const why = back.why ?? 'it was brought back in another region';
  const line = `${state.candidate} was brought back in another region already, and comes back here, too: ${why}`;
  return { state, cause: back.cause ?? 'interrupted', why, line };
}

function abandoned(state: RolloutState): OthersReturn {
  const who = state.run || 'a run outside GitHub';
  const why = 'the run that rolled it out was cut off';
  const line = `The rollout of ${state.candidate} by ${who} was left behind, and is brought back first: nobody has written since ${state.at}.`;
  return { state, cause: 'interrupted', why, line };
}

function supersededBy({ environment }: Runner, state: RolloutState): OthersReturn {
  const who = state.run || 'a run outside GitHub';
  const why = `another run went first${environment.runUrl ? `: ${environment.runUrl}` : ''}`;
  const line = `The rollout of ${state.candidate} by ${who} is brought back first, since this run goes first.`;
  return { state, cause: 'superseded', why, line };
}

/** Brings others' candidates back in all regions of their rollouts, which may be more than those of this one. */
async function clear(runner: Runner, inputs: Inputs, returns: readonly OthersReturn[]): Promise<void> {
  const regions = [...new Set(returns.flatMap(({ state }) => regionsOf(state, inputs)))];
  const sessions = openSessions(
    runner,
    regions.map((region) => ({ ...inputs.at, region })),
  );
  const places = sessions.map((session) => ({
    region: session.cloudRun.at.region,
    wave: 0,
    session,
    inputs,
  }));
  await inEvery(places, ({ session }) => clearOne(runner, session, returns));
}

function regionsOf({ group }: RolloutState, { at, waves }: Inputs): string[] {
  const theirs = parseWaves(group?.waves ?? at.region);
  return [...waves.flat(), ...(Array.isArray(theirs) ? theirs.flat() : [])];
}

async function clearOne(
  { environment }: Runner,
  { cloudRun, patience }: Pick<Session, 'cloudRun' | 'patience'>,
  returns: readonly OthersReturn[],
): Promise<void> {
  const service = await cloudRun.getService();
  const back = service && returnIn(environment, service, returns);
  if (back) await bringBack(cloudRun, back, { patience, confirm: true, from: service });
}

/** What is to come back on a service; undefined where nothing is. */
function returnIn(
  { runUrl = '' }: Runner['environment'],
  { annotations }: Service,
  returns: readonly OthersReturn[],
): Return | undefined {
  const state = readState(annotations);
  if (!state || state.status === 'promoted' || state.status === 'rolled-back') return undefined;
  const { at, group, candidate: bad, stable } = state;
  const found = returns.find((each) => each.state.at === at || (group && each.state.group?.id === group.id));
  return found && { bad, stable, cause: found.cause, why: found.why, run: runUrl };
}

/** A service as it will be, for a dry run. */
function asCleared(
  { environment, clock }: Runner,
  seen: SeenRegion,
  returns: readonly OthersReturn[],
): SeenRegion {
  const { service } = seen;
  const back = service && returnIn(environment, service, returns);
  const change = back && returning(service, back, clock.now());
  return change ? { ...seen, service: { ...service, ...change, serving: change.traffic } } : seen;
}
