/** Whether what the traffic is back on really serves. */
import { Agent, request } from 'undici';
import { inWords, shareOf } from '../../../lib/cloudrun';
import type { Service } from '../../../lib/cloudrun';
import type { ServiceReference } from '../../../lib/places';
import { backoff } from '../../../lib/google';
import type { Patience } from '../../../lib/google';
import { UserError } from '../../../lib/runner';
import type { Runner } from '../../../lib/runner';

/** Real milliseconds for one answer; a cold start takes its time. */
const TIMEOUT = 20_000;
/** A new instance may refuse its first requests. */
const TRIES = 4;

/**
 * One request to the service's own address. A service that cannot be reached from here (internal ingress, no address) is
 * no fault: only an answer of 500 and above is, when it stays.
 * @throws UserError when the revision has no traffic, or answers with errors
 */
export async function checkServes(
  service: Service,
  good: string,
  at: ServiceReference,
  { runner, patience }: { runner: Runner; patience: Patience },
): Promise<void> {
  if (shareOf(service.serving, good) === 0) {
    throw new UserError(
      `${good} has no traffic of ${at.service} in ${at.region}: ${inWords(service.serving)}.`,
      {
        remedy: 'Somebody else has moved it meanwhile: look who, and run this again if it has to go back.',
      },
    );
  }
  const status = await lastStatus(service.uri, patience);
  if (status === undefined) {
    const where = service.uri === '' ? 'It has no address' : 'It cannot be reached from here';
    runner.log.notice(`${where}, so ${at.service} in ${at.region} was not asked whether it serves.`);
  } else if (status >= 500) {
    throw new UserError(
      `The traffic of ${at.service} in ${at.region} is back on ${good}, but it answers ${status}.`,
      {
        remedy:
          'The fault is not, or not only, in the revision: look at its log, its database and what it depends on.',
      },
    );
  }
}

/** The status of an answer below 500, or that of the last try; undefined where there is no answer at all. */
async function lastStatus(address: string, patience: Patience): Promise<number | undefined> {
  const url = URL.parse(address);
  if (url === null) return undefined;
  const agent = new Agent();
  try {
    for (let tried = 1; ; tried += 1) {
      const status = await statusOf(url, agent, patience.signal);
      if (status === undefined || status < 500 || tried >= TRIES) return status;
      await patience.clock.sleep(backoff(tried, patience.random), patience.signal);
    }
  } finally {
    await agent.close();
  }
}

async function statusOf(url: URL, agent: Agent, signal: AbortSignal): Promise<number | undefined> {
  try {
    const { statusCode, body } = await request(url, {
      dispatcher: agent,
      headers: { 'user-agent': 'sluice-rollback' },
      headersTimeout: TIMEOUT,
      bodyTimeout: TIMEOUT,
      signal,
    });
    await body.dump({ limit: 1_000_000 });
    return statusCode;
  } catch {
    // No answer is an outcome like any other, unless it was us who hung up.
    signal.throwIfAborted();
    return undefined;
  }
}
