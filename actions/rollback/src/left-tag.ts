/** What a run that died before its candidate was ready leaves behind: no traffic, but a tag that is in everybody's way. */
import type { Service, Session } from '../../../lib/cloudrun';
import { readState, withdrawLeft } from '../../../lib/rollout';
import type { RolloutState } from '../../../lib/rollout';
import type { Runner } from '../../../lib/runner';
import type { Inputs } from './inputs';

/** Takes that tag away, where the caller cleans up after a run that is gone. @returns the service as it is then */
export async function withoutLeftTag(
  { log, clock }: Runner,
  inputs: Pick<Inputs, 'only' | 'run'>,
  { cloudRun, patience }: Session,
  service: Service,
): Promise<Service> {
  const state = readState(service.annotations);
  if (!state || !isLeftBehind(state, inputs, clock.now())) return service;
  const failed = await withdrawLeft(cloudRun, service, patience);
  if (failed === undefined) return service;
  log.warning(
    `${failed} never became ready, and its run is gone: took its tag away, so that Cloud Run routes anew.`,
  );
  return (await cloudRun.getService()) ?? service;
}

/** Nobody is at work on it any more. @param now Unix time in milliseconds */
function isLeftBehind(
  state: RolloutState,
  { only, run }: Pick<Inputs, 'only' | 'run'>,
  now: number,
): boolean {
  if (only === 'this-run') return run !== '' && state.run === run;
  return only === 'abandoned' && Date.parse(state.leaseUntil) < now;
}
