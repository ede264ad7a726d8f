/** What must hold of a service when everybody is gone. */
import { behaviourOf } from './images';
import { inWords, movesTraffic, servingIn, shareIn, viewOf } from './history';
import type { View, Write } from './history';
import { serviceName } from './place';
import type { World } from './world';

export function finalFaults({ cloudRun, platform, history }: World, region: string): string[] {
  const service = cloudRun.state.services.get(serviceName(region));
  if (!service) return [`the service is gone in ${region}`];
  const view = viewOf(service);
  const lastMove = history.in(region).findLast(movesTraffic);
  const imageOfRevision = (name: string): string =>
    service.revisions.get(name)?.template.containers?.[0]?.image ?? '';
  const faults = [
    ...servingIn(view)
      .filter((name) => service.revisions.get(name)?.phase !== 'ready')
      .map((name) => `${name} has traffic and is not ready`),
    ...unrouted(view, platform.routes.get(service.name) ?? []),
    ...(isUnfinished(view, lastMove) ? ['a rollout was left where it stood'] : []),
    ...(isFailedAndServing(view, lastMove) ? ['a candidate that was brought back has traffic'] : []),
    ...servingIn(view)
      .filter((name) => behaviourOf(imageOfRevision(name)) === 'bad' && !isUpToPeople(view, lastMove))
      .map((name) => `${name} answers with errors and has traffic`),
  ];
  return faults.map((fault) => `${region} ends badly: ${fault} (${inWords(view)})`);
}

function unrouted(view: View, routes: readonly { revision: string; percent: number }[]): string[] {
  const share = (name: string): number =>
    routes.reduce((sum, { revision, percent }) => sum + (revision === name ? percent : 0), 0);
  return servingIn(view)
    .filter((name) => share(name) !== shareIn(view, name))
    .map((name) => `${name} is meant to have ${shareIn(view, name)} % and has ${share(name)} %`);
}

/** Where somebody has moved the traffic, it stays as they want it. */
function isUnfinished(view: View, lastMove: Write | undefined): boolean {
  const { record } = view;
  if (record?.status !== 'rolling' && record?.status !== 'waiting') return false;
  return lastMove?.by.isOurs === true && shareIn(view, record.candidate) > 0;
}

function isFailedAndServing(view: View, lastMove: Write | undefined): boolean {
  const { record } = view;
  return (
    record?.status === 'rolled-back' && lastMove?.by.isOurs === true && shareIn(view, record.candidate) > 0
  );
}

/**
 * Somebody has put the traffic there by hand, or has taken the record of a rollout away. But what somebody gives to the
 * candidate of a rollout under way is still judged.
 */
function isUpToPeople({ record }: View, lastMove: Write | undefined): boolean {
  if (record === undefined) return true;
  if (!lastMove || lastMove.by.isOurs) return false;
  const { before, after } = lastMove;
  const isUnderWay = before.record?.status === 'rolling' || before.record?.status === 'waiting';
  if (!isUnderWay || !before.record) return true;
  const { candidate } = before.record;
  return shareIn(after, candidate) <= shareIn(before, candidate);
}
