/**
 * Taking away the tag of a candidate that never became ready. Cloud Run routes nothing anew as long as an entry names a
 * revision that is not ready, so whoever moves traffic next would be held up by it.
 */
import { converge, declaredTraffic, revisionTagged, settle, tagged } from '../cloudrun';
import type { CloudRun, Service, ServiceChange } from '../cloudrun';
import type { Patience } from '../google';
import { readState, tagsOf, trafficHash, withState } from './state';

/** How long a revision whose run is gone is waited for, to see whether it becomes ready; in milliseconds. */
const STARTING_TIME = 300_000;

/**
 * The write that takes a candidate's tag away; undefined where the tag is gone, or leads elsewhere, or where this candidate
 * is past its beginning. All other entries stay. Pure.
 * @param candidate a revision of which Cloud Run says that it is not ready
 */
export function withdrawing(service: Service, candidate: string): ServiceChange | undefined {
  const state = readState(service.annotations);
  if (state?.candidate !== candidate || state.status !== 'candidate') return undefined;
  const tag = tagsOf(state.tagPrefix).candidate;
  const declared = declaredTraffic(service);
  if (revisionTagged(declared, tag) !== candidate) return undefined;
  const traffic = tagged(declared, tag, undefined);
  // What somebody has moved meanwhile must not look as if we had: the record then stays as it is.
  const isAsWeLeftIt = trafficHash(declared, state.tagPrefix) === state.traffic;
  const left = isAsWeLeftIt ? { ...state, traffic: trafficHash(traffic, state.tagPrefix) } : state;
  return { traffic, annotations: withState(service.annotations, left) };
}

/**
 * Takes away the tag of a candidate whose run is gone, where Cloud Run has given that candidate up. One that is still
 * starting is waited for; one that is ready, or cannot be told, keeps its tag.
 * @param from the service as it was read just now
 * @returns the candidate that has lost its tag; undefined where none has
 */
export async function withdrawLeft(
  cloudRun: CloudRun,
  from: Service,
  patience: Patience,
): Promise<string | undefined> {
  const candidate = readState(from.annotations)?.candidate;
  if (candidate === undefined || !withdrawing(from, candidate)) return undefined;
  const service = await settled(cloudRun, from, patience);
  const revision = await cloudRun.getRevision(candidate);
  const hasFailed = revision?.conditions.some(({ type, failed }) => type === 'Ready' && failed) === true;
  if (!hasFailed) return undefined;
  const change = (seen: Service): ServiceChange | undefined => withdrawing(seen, candidate);
  const { wrote } = await converge(cloudRun, change, { patience, from: service });
  return wrote ? candidate : undefined;
}

async function settled(cloudRun: CloudRun, from: Service, patience: Patience): Promise<Service> {
  if (from.settled) return from;
  const ended = await settle(cloudRun, (seen) => (seen.settled ? 'done' : 'pending'), {
    patience,
    within: STARTING_TIME,
  });
  return ended.service;
}
