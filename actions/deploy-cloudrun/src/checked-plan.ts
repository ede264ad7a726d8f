/** The last look at the revisions of a plan, before anything is written. Pure. */
import { nextAttempt } from '../../../lib/cloudrun';
import type { Revision, Service } from '../../../lib/cloudrun';
import { readState } from '../../../lib/rollout';
import { UserError } from '../../../lib/runner';
import type { Inputs } from './inputs';
import type { DeployPlan } from './plan';

/**
 * Looks at the two revisions before anything is written.
 * @param candidate as Cloud Run has it; undefined where it does not exist yet
 * @returns the plan, with another name for a candidate that has failed to become ready; one that is gone is made again
 */
export function checkedPlan(
  plan: DeployPlan,
  {
    stable,
    candidate,
    service,
    inputs,
  }: { stable?: Revision | undefined; candidate?: Revision | undefined; service: Service; inputs: Inputs },
): DeployPlan {
  if (plan.do === 'create' || plan.do === 'nothing') return plan;
  if (!stable?.ready) {
    throw new UserError(
      `The revision that serves, ${plan.stable}, is not ready: nothing could be brought back to it.`,
      {
        remedy:
          'Repair the service first: give the traffic to a revision that is ready; then run this again.',
      },
    );
  }
  if (plan.do === 'start' && plan.template) return plan;
  if ('revision' in inputs.wanted) return ready(plan, candidate);
  const hasTraffic = (readState(service.annotations)?.step ?? -1) >= 0;
  if (plan.do === 'resume' && hasTraffic) return plan;
  const failed =
    candidate?.conditions.some((condition) => condition.type === 'Ready' && condition.failed) ?? false;
  if (candidate && !failed) return plan;
  const revision = candidate ? nextAttempt(plan.candidate) : plan.candidate;
  return {
    do: 'start',
    stable: plan.stable,
    candidate: revision,
    template: { ...service.template, revision },
  };
}

function ready(plan: DeployPlan, candidate: Revision | undefined): DeployPlan {
  if (candidate?.ready) return plan;
  throw new UserError(
    candidate
      ? `The revision ${plan.candidate} is not ready.`
      : `The service has no revision ${plan.candidate}.`,
    { remedy: 'Name a revision that is ready (gcloud run revisions list --service SERVICE).' },
  );
}
