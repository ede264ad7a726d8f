/** What has become of a service since our last write, judged from a read. Pure. */
import { declaredTraffic, isStranded, LATEST, pinned, shareOf, shares } from '../cloudrun';
import type { Service } from '../cloudrun';
import { parsePlan } from './plan';
import { trafficHash } from './state';
import type { RolloutState } from './state';

/**
 * How a service stands beside its record:
 * - `as-left`: the traffic is as our last write has declared it;
 * - `stranded`: it is, but Cloud Run gave that write up, and something else serves;
 * - `raised`: somebody gave the candidate more than we did, and all the rest is stable's;
 * - `moved`: somebody moved the traffic in any other way;
 * - `gone`: the service, the candidate or the record is not there any more;
 * - `taken`: another run, or another rollout, has written its own record over ours.
 */
export type Standing = 'as-left' | 'stranded' | 'raised' | 'moved' | 'gone' | 'taken';

/** @param state what we have written last */
export function standingOf(service: Service, state: RolloutState): Standing {
  const traffic = declaredTraffic(service);
  const isAsWritten = trafficHash(traffic, state.tagPrefix) === state.traffic;
  if (isAsWritten && !isFloatingElsewhere(service, state))
    return isStranded(service) ? 'stranded' : 'as-left';
  return isRaised(service, state) ? 'raised' : 'moved';
}

/** Requests go to LATEST, as somebody has declared it, and that means another revision by now. */
const isFloatingElsewhere = (service: Service, { candidate, raised }: RolloutState): boolean =>
  raised === true &&
  shareOf(declaredTraffic(service), LATEST) > 0 &&
  service.latestReadyRevision !== candidate;

function isRaised(service: Service, state: RolloutState): boolean {
  if (state.status === 'promoted' || state.status === 'rolled-back') return false;
  const traffic = declaredTraffic(service);
  const meant = pinned(traffic, service.latestReadyRevision ?? LATEST);
  const others = Object.keys(shares(meant)).filter(
    (name) => name !== state.candidate && name !== state.stable,
  );
  if (others.length > 0) return false;
  const [share, planned] = [shareOf(meant, state.candidate), plannedShare(state)];
  // At 100 % nobody can give more; but whoever declares LATEST has declared it anew.
  return share > planned || (share === 100 && shareOf(traffic, LATEST) > 0);
}

/** The percent that the record's step gives the candidate. */
function plannedShare({ plan, step }: RolloutState): number {
  const steps = plan === '' ? [] : parsePlan(plan);
  return Array.isArray(steps) ? (steps[step]?.percent ?? 0) : 0;
}
