/**
 * What a rollout does next, over all its regions: a pure function of what is written down, what was seen and what time it
 * is. It reads no clock and calls nobody; the controller carries out what it says. Whatever is decided, at most one wave
 * is in motion: those before it stand at the last step, those after it have not begun.
 */
import type { Condition } from '../cloudrun';
import type { Verdict } from '../verdict';
import { decideStep } from './step';
import type { Standing } from './standing';
import type { Policy } from './policy';
import type { RolloutState } from './state';

/** One region, as it was seen last. */
export interface Member {
  region: string;
  /** Index of its wave, from 0. */
  wave: number;
  /** What is on its record. */
  state: RolloutState;
  standing: Standing;
  /** Set when Cloud Run says that the candidate is broken. */
  broken?: Condition | undefined;
  /** Unix milliseconds since when Cloud Run has not answered there; undefined while it does. */
  unreachableSince?: number | undefined;
}

/** What was seen at the last look. */
export interface Observation {
  members: readonly Member[];
  /** On the wave that is in motion. */
  verdict: Verdict;
  /** Unix time in milliseconds at which this run began to watch: a run that goes on from another's record looks anew. */
  watchedSince: number;
}

/** What to do now; `regions` are those that get a write. */
export type Decision =
  /** Look on. `due`: the time of the step is over, and only a verdict is missing. */
  | { do: 'wait'; until: number; due: boolean }
  /** Move the candidate to a step; `commit` makes it the stable one with the same write. */
  | { do: 'shift'; wave: number; step: number; regions: string[]; commit: boolean; why: string }
  /** Write down that somebody has raised the candidate's share, and leave the share as it is. */
  | { do: 'mark'; regions: string[]; why: string }
  /** Tell on the record that this run is alive. */
  | { do: 'renew'; regions: string[] }
  | {
      do: 'abort';
      regions: string[];
      cause: NonNullable<RolloutState['cause']>;
      why: string;
      result: 'rolled-back' | 'superseded';
    }
  | { do: 'end'; result: 'promoted' | 'held' | 'superseded' | 'raised'; why: string };

/** How long a region may be out of reach before all the others are brought back, in milliseconds. */
const LONGEST_SILENCE = 300_000;
/** A lease that is over sooner than this, in milliseconds, is renewed. */
const RENEW_BEFORE = 450_000;

/** @param now Unix time in milliseconds */
export function decide(seen: Observation, now: number, policy: Policy): Decision {
  return (
    promotion(seen, now, policy) ??
    withdrawal(seen) ??
    damage(seen) ??
    interference(seen) ??
    silence(seen, now) ??
    renewal(seen, now) ??
    progress(seen, now, policy)
  );
}

/**
 * The wave in motion: the last one of which a region has begun. Before that it is the first one that there is: where the
 * candidate serves in all regions of a wave already, that wave is none of this rollout.
 */
export function waveInMotion(members: readonly Member[]): number {
  const begun = members.filter(({ state }) => state.step >= 0).map(({ wave }) => wave);
  return begun.length > 0 ? Math.max(...begun) : Math.min(...members.map(({ wave }) => wave));
}

/** The regions that a rollout has reached: none of the later waves, unless somebody else has begun there. */
export const reached = (members: readonly Member[]): Member[] =>
  members.filter(({ wave, state }) => wave <= waveInMotion(members) || state.raised);

const names = (members: readonly Member[]): string[] => members.map(({ region }) => region);

/** Where one region is promoted, nobody has anything against the candidate any more: the others follow. */
function promotion({ members }: Observation, now: number, { steps }: Policy): Decision | undefined {
  if (!members.some(isPromoted)) return undefined;
  const wave = waveInMotion(members);
  const step = steps.length - 1;
  const lost = members.filter((member) => !isPromoted(member) && isOutOfOurHands(member));
  const left = members.filter(
    (member) => !lost.includes(member) && (!isPromoted(member) || member.standing === 'stranded'),
  );
  const silent = left.filter(({ unreachableSince }) => unreachableSince !== undefined);
  const answering = left.filter((member) => !silent.includes(member));
  if (answering.length > 0) {
    const why = answering.every(isPromoted)
      ? 'once more, since Cloud Run had given it up'
      : 'it is promoted elsewhere already';
    return { do: 'shift', wave, step, regions: names(answering), commit: true, why };
  }
  if (silent.length > 0) return untilReachable(silent, now, giveUpCommitting);
  if (lost.length > 0) return { do: 'end', result: 'superseded', why: whyLost(lost) };
  return { do: 'end', result: 'promoted', why: 'all traffic is on the candidate' };
}

const isPromoted = ({ state }: Member): boolean => state.status === 'promoted';

const giveUpCommitting = (silent: readonly Member[]): Decision => ({
  do: 'end',
  result: 'held',
  why: `all traffic is on the candidate, but ${names(silent).join(', ')} could not be reached to record it`,
});

/** Whatever somebody else wanted there, we do not undo it. */
const isOutOfOurHands = ({ state, standing }: Member): boolean =>
  state.status === 'rolled-back' || standing === 'moved' || standing === 'gone' || standing === 'taken';

/**
 * Somebody has taken a region out of our hands. It is left as it is; the others come back, for nobody goes on with half a
 * rollout. Where another run is at work, it is all its own.
 */
function withdrawal({ members }: Observation): Decision | undefined {
  const lost = members.filter(isOutOfOurHands);
  if (lost.length === 0) return undefined;
  const why = whyLost(lost);
  const others = reached(members).filter((member) => member.state.step >= 0 && !lost.includes(member));
  if (others.length === 0 || lost.some(({ standing }) => standing === 'taken'))
    return { do: 'end', result: 'superseded', why };
  const cause = lost.find(({ state }) => state.status === 'rolled-back')?.state.cause ?? 'superseded';
  const result = cause === 'failed' || cause === 'interrupted' ? 'rolled-back' : 'superseded';
  return { do: 'abort', regions: names(others), cause, why, result };
}

const WHY_LOST: Readonly<Partial<Record<Standing, string>>> = {
  gone: 'the service, the candidate or the record of this rollout was deleted meanwhile',
  taken: 'the record of this rollout was replaced meanwhile: somebody else is at work',
};

function whyLost(lost: readonly Member[]): string {
  const reasons = lost.map(({ region, state, standing }) => {
    const returned =
      state.status === 'rolled-back' && `it was brought back: ${state.why ?? 'nobody said why'}`;
    const why = returned || (WHY_LOST[standing] ?? 'somebody else has moved the traffic meanwhile');
    return `${why} (${region})`;
  });
  return reasons.join('; ');
}

/** A candidate that is broken anywhere, or found bad by the verdict, is brought back from everywhere. */
function damage({ members, verdict }: Observation): Decision | undefined {
  const broken = members.find((member) => member.broken);
  const why = broken?.broken
    ? `the candidate is broken: ${`${broken.broken.reason} ${broken.broken.message}`.trim()}`
    : verdict.reason;
  if (!broken && verdict.result !== 'fail') return undefined;
  return { do: 'abort', regions: names(reached(members)), cause: 'failed', why, result: 'rolled-back' };
}

/** What somebody has raised is theirs to lower; it is judged on. */
function interference({ members }: Observation): Decision | undefined {
  const raised = members.filter(({ standing }) => standing === 'raised');
  if (raised.length === 0) return undefined;
  const why = 'somebody else has raised the share of the candidate: it is judged on, and moved no further';
  return { do: 'mark', regions: names(raised), why };
}

/** A region that does not answer is waited for, and nothing moves meanwhile; for longer than a while it is a failure. */
function silence({ members }: Observation, now: number): Decision | undefined {
  const silent = members.filter(({ unreachableSince }) => unreachableSince !== undefined);
  if (silent.length === 0) return undefined;
  return untilReachable(silent, now, () => ({
    do: 'abort',
    regions: names(reached(members)),
    cause: 'failed',
    why: `Cloud Run could not be reached for too long in ${names(silent).join(', ')}`,
    result: 'rolled-back',
  }));
}

function untilReachable(
  silent: readonly Member[],
  now: number,
  giveUp: (silent: readonly Member[]) => Decision,
): Decision {
  const until = Math.min(...silent.map(({ unreachableSince = now }) => unreachableSince)) + LONGEST_SILENCE;
  return now < until ? { do: 'wait', until, due: true } : giveUp(silent);
}

/** Regions of earlier waves write nothing for long: their lease must not run out while others are looked at. */
function renewal({ members }: Observation, now: number): Decision | undefined {
  const late = reached(members).filter(
    ({ state }) =>
      state.status === 'rolling' && state.step >= 0 && Date.parse(state.leaseUntil) - now < RENEW_BEFORE,
  );
  return late.length > 0 ? { do: 'renew', regions: names(late) } : undefined;
}

/** What the wave in motion does: those that lag behind catch up, and then all take the next step together. */
function progress(seen: Observation, now: number, policy: Policy): Decision {
  const { members } = seen;
  const wave = waveInMotion(members);
  const last = policy.steps.length - 1;
  if (members.some((member) => member.wave < wave && member.state.step < last)) return contradiction(members);
  const inMotion = members.filter((member) => member.wave === wave);
  const step = Math.max(...inMotion.map(({ state }) => state.step));
  const lagging = inMotion.filter(({ state }) => state.step < step && !state.raised);
  if (lagging.length > 0) {
    const why = 'to where the other regions of its wave are';
    return { do: 'shift', wave, step, regions: names(lagging), commit: false, why };
  }
  const began = Math.max(...inMotion.map(({ state }) => Date.parse(state.stepStartedAt)));
  const end = decideStep({ step, began, ...seen }, now, policy);
  if (end.do === 'abort')
    return { ...end, regions: names(reached(members)), cause: 'failed', result: 'rolled-back' };
  return end.do === 'next' ? next(members, { wave, step, why: end.why }, policy) : end;
}

/** No run of ours has written this: whoever did, half of it must not be made whole. */
const contradiction = (members: readonly Member[]): Decision => ({
  do: 'abort',
  regions: names(reached(members)),
  cause: 'failed',
  why: 'the records of the regions contradict each other: a wave has begun before the one before it was through',
  result: 'rolled-back',
});

/** The next step of the wave, the first one of the next wave, or the end of all. */
function next(
  members: readonly Member[],
  { wave, step, why }: { wave: number; step: number; why: string },
  { steps }: Policy,
): Decision {
  if (members.some(({ state }) => state.raised)) return { do: 'end', result: 'raised', why: whyRaised(why) };
  const last = steps.length - 1;
  const later = members.filter((member) => member.wave > wave).map((member) => member.wave);
  if (step < last) {
    const regions = names(members.filter((member) => member.wave === wave));
    // One region alone needs no second write to be promoted, unless it is looked at for longer.
    const commit = step + 1 === last && steps[last]?.observe === 0 && members.length === 1;
    return { do: 'shift', wave, step: step + 1, regions, commit, why };
  }
  if (later.length === 0)
    return { do: 'shift', wave, step: last, regions: names(members), commit: true, why };
  const following = Math.min(...later);
  const regions = names(members.filter((member) => member.wave === following));
  return { do: 'shift', wave: following, step: 0, regions, commit: false, why };
}

const whyRaised = (why: string): string =>
  `somebody else has raised the candidate's share, so it is not promoted by itself. The verdict: ${why}`;
