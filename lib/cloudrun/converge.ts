import { backoff, isConflict, isTransient, withRetryAfter } from '../google';
import type { Patience } from '../google';
import type { CloudRun } from './client';
import { isNameTaken } from './name-taken';
import type { Service, ServiceChange } from './model';

/** What {@link converge} did: the service as it was read last, and whether anything was written. */
export interface Converged {
  service: Service;
  wrote: boolean;
}

/**
 * Makes one change of a service, so that it holds whatever happens on the way. A write whose answer was lost, or that
 * somebody else's write overtook, is never sent again blindly: the service is read afresh and the question is asked anew.
 * @param change what has to be written, judged from a fresh read; undefined where there is nothing (any more) to write
 * @param from a read that was made just now, to save the first one
 * @throws the last error when the tries are used up, and every error that is neither transient nor a conflict
 */
export async function converge(
  cloudRun: CloudRun,
  change: (service: Service) => ServiceChange | undefined,
  { patience, from }: { patience: Patience; from?: Service },
): Promise<Converged> {
  let service = from ?? (await existing(cloudRun));
  let wrote = false;
  for (let tried = 1; ; tried += 1) {
    const wanted = change(service);
    if (!wanted) return { service, wrote };
    const { etag } = service;
    const answer = await withRetryAfter(() => cloudRun.updateService(etag, wanted));
    if ('value' in answer) return { service, wrote: true };
    const { error } = answer;
    const mayPass = isTransient(error) || (isConflict(error) && !isNameTaken(error));
    if (!mayPass || tried >= patience.tries) throw answer.error;
    // The write may have taken effect all the same, but for a conflict; then the fresh read finds nothing left to write.
    wrote ||= isTransient(answer.error);
    await patience.clock.sleep(backoff(tried, patience.random, answer.retryAfterSeconds), patience.signal);
    service = await existing(cloudRun);
  }
}

async function existing(cloudRun: CloudRun): Promise<Service> {
  const service = await cloudRun.getService();
  if (!service)
    throw new Error(`The service ${cloudRun.at.service} was deleted while it was being worked on.`);
  return service;
}

/** How a change ended: carried out by Cloud Run, refused by it, or not finished in the time given. */
export interface Settled {
  result: 'done' | 'failed' | 'late';
  service: Service;
}

const FIRST_LOOK = 1_000;
const LONGEST_LOOK = 10_000;

/**
 * Waits until Cloud Run has carried out a change. That it has stopped working on the service does not mean that it
 * succeeded, and a read may be older than the write: so `outcome` has to see the change itself.
 * @param outcome judges one read
 * @param within milliseconds to wait at most
 */
export async function settle(
  cloudRun: CloudRun,
  outcome: (service: Service) => 'done' | 'failed' | 'pending',
  { patience, within }: { patience: Patience; within: number },
): Promise<Settled> {
  const deadline = patience.clock.now() + within;
  for (let pause = FIRST_LOOK; ; pause = Math.min(LONGEST_LOOK, pause * 1.5)) {
    const service = await existing(cloudRun);
    const result = outcome(service);
    if (result !== 'pending') return { result, service };
    if (patience.clock.now() >= deadline) return { result: 'late', service };
    await patience.clock.sleep(pause, patience.signal);
  }
}
