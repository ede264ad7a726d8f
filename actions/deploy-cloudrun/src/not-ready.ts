import { advice } from '../../../lib/cloudrun';
import type { CloudRun, Service } from '../../../lib/cloudrun';
import { UserError } from '../../../lib/runner';

/** What to tell of a revision that did not become ready, with Cloud Run's reason and what to do about it. */
export async function notReady(cloudRun: CloudRun, candidate: string, service: Service): Promise<UserError> {
  const revision = await cloudRun.getRevision(candidate);
  const condition = revision?.conditions.find((each) => each.failed) ?? service.outcome;
  const log = revision?.logUri ? ` Its log: ${revision.logUri}` : '';
  return new UserError(
    `The revision ${candidate} did not become ready: ${advice(condition)}. It has no traffic.`,
    {
      remedy: `Correct that and deploy again.${log}`,
    },
  );
}
