/**
 * Bringing traffic back. It is subtractive and works on a fresh read: the bad revision's share goes to the named stable
 * one and everything else stays. A snapshot is never restored: prior traffic was usually LATEST, and LATEST is the bad
 * revision by now.
 */
import {
  advice,
  converge,
  declaredTraffic,
  isStranded,
  LATEST,
  moved,
  revisionTagged,
  sameTraffic,
  settle,
  shareOf,
  tagged,
} from '../cloudrun';
import type { CloudRun, Service, ServiceChange, TrafficEntry } from '../cloudrun';
import { backoff } from '../google';
import type { Patience } from '../google';
import { UserError } from '../runner';
import { emptyState } from '../verdict';
import type { VerdictState } from '../verdict';
import { identityOn, withFailure } from './failures';
import { promotedBefore } from './sequence';
import { readState, tagsOf, trafficHash, withState } from './state';
import type { RolloutState } from './state';

/** What is to be brought back, to where, and why. */
export interface Return {
  /** The revision that is found bad, and loses its traffic. */
  bad: string;
  /** Other revisions that lose theirs, where somebody asked for all traffic to go to one. */
  alsoFrom?: readonly string[];
  /** The revision that gets it. */
  stable: string;
  cause: NonNullable<RolloutState['cause']>;
  why: string;
  /** The page of this workflow run, or ''. */
  run: string;
  /** The evidence that led here, where there is some. */
  verdict?: VerdictState;
}

export interface ReturnOptions {
  patience: Patience;
  confirm: boolean;
  /** What was read already. */
  from?: Service;
  stillMeant?: (service: Service) => void;
}

/** How long Cloud Run may take to route requests anew, in milliseconds. */
const ROUTING_TIME = 300_000;

/**
 * Takes the bad revision's share away, in one write, and in another one where Cloud Run gives that up. Where it has none,
 * nothing is written.
 * @param options.confirm wait until Cloud Run really routes that way; not on a signal, when seconds count
 * @param options.stillMeant told of every read before a write; throws where what is there now is not what is brought back
 * @returns the service as it was read last, and whether there was anything to write
 * @throws UserError when Cloud Run does not confirm in time
 */
export async function bringBack(
  cloudRun: CloudRun,
  back: Return,
  { patience, confirm, from, stillMeant }: ReturnOptions,
): Promise<{ service: Service; wrote: boolean }> {
  const change = (service: Service): ServiceChange | undefined => {
    stillMeant?.(service);
    return returning(service, back, patience.clock.now());
  };
  const first = await converge(cloudRun, change, { patience, ...(from ? { from } : {}) });
  if (!first.wrote || !confirm) return first;
  for (let tried = 1; ; tried += 1) {
    const settled = await settle(cloudRun, routing(back), { patience, within: ROUTING_TIME });
    if (settled.result === 'done') return { service: settled.service, wrote: true };
    if (settled.result === 'late' || tried >= patience.tries) throw unconfirmed(back, settled.service);
    await patience.clock.sleep(backoff(tried, patience.random), patience.signal);
    await converge(cloudRun, change, { patience });
  }
}

/** Whether those who lose have lost everything by now, for requests and not on paper only. */
const routing =
  (back: Return) =>
  (seen: Service): 'done' | 'failed' | 'pending' => {
    const isLeft = losers(back).some((loser) => shareOf(seen.serving, loser) > 0);
    if (!isLeft) return 'done';
    return isStranded(seen) ? 'failed' : 'pending';
  };

function unconfirmed({ bad }: Return, { outcome }: Service): UserError {
  const reason = outcome?.failed ? ` (${advice(outcome)})` : '';
  return new UserError(`Cloud Run has taken the change but still sends requests to ${bad}${reason}.`, {
    remedy: `Look at the service's conditions in the console; run this again to check once more.`,
  });
}

/**
 * The write that brings traffic back, undefined where nobody who loses has a share (any more). Where Cloud Run took it
 * and gave it up, it is made once more. Pure.
 */
export function returning(service: Service, back: Return, now: number): ServiceChange | undefined {
  const traffic = declaredTraffic(service);
  const next = entriesThatLose(service, back).reduce(
    (table, loser) => moved(table, loser, back.stable, shareOf(table, loser)),
    traffic,
  );
  if (sameTraffic(next, traffic) && !isStranded(service)) return undefined;
  const kept = withoutOtherCandidate(next, service, back);
  const record = recordOf(service, back, kept, now);
  return { traffic: kept, annotations: withState(remembering(service, back, now), record) };
}

const losers = ({ bad, alsoFrom = [], stable }: Return): string[] =>
  [...new Set([bad, ...alsoFrom])].filter((loser) => loser !== stable);

/** LATEST loses its share, too, where it means a revision that does; a tag on it goes on floating. */
function entriesThatLose({ latestReadyRevision }: Service, back: Return): string[] {
  const named = losers(back);
  return named.some((loser) => loser === latestReadyRevision) ? [...named, LATEST] : named;
}

/**
 * The record is about to forget a candidate other than the bad one, and with it whose tag that is. Where that candidate
 * never became ready, its tag would even keep Cloud Run from routing anew.
 */
function withoutOtherCandidate(traffic: TrafficEntry[], service: Service, { bad }: Return): TrafficEntry[] {
  const state = readState(service.annotations);
  if (!state || state.candidate === bad) return traffic;
  const tag = tagsOf(state.tagPrefix).candidate;
  return revisionTagged(traffic, tag) === state.candidate ? tagged(traffic, tag, undefined) : traffic;
}

/** What was found bad is not deployed again unasked; what only lost its run, or its turn, may be. */
function remembering(service: Service, { bad, cause, why }: Return, now: number): Record<string, string> {
  const { annotations } = service;
  if (cause !== 'failed' && cause !== 'asked') return annotations;
  const identity = identityOn(service, bad, readState(annotations));
  const at = new Date(now).toISOString();
  return withFailure(annotations, { revision: bad, ...identity, cause, why, at });
}

function recordOf(service: Service, back: Return, traffic: TrafficEntry[], now: number): RolloutState {
  const at = new Date(now).toISOString();
  const before = readState(service.annotations);
  const ours = before?.candidate === back.bad ? before : undefined;
  const tagPrefix = before?.tagPrefix ?? '';
  return {
    version: 2,
    ...(ours?.group ? { group: ours.group } : {}),
    plan: ours?.plan ?? '',
    step: ours?.step ?? -1,
    stepStartedAt: ours?.stepStartedAt ?? at,
    verdict: back.verdict ?? ours?.verdict ?? emptyState(),
    tagPrefix,
    candidate: back.bad,
    stable: back.stable,
    status: 'rolled-back',
    leaseUntil: at,
    cause: back.cause,
    why: back.why.slice(0, 1_000),
    traffic: trafficHash(traffic, tagPrefix),
    ...(ours?.sequence === undefined ? {} : { sequence: ours.sequence }),
    ...promotedBefore(before),
    ...identityOn(service, back.bad, before),
    at,
    run: back.run,
  };
}
