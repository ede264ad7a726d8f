/** What the configuration of a service does to a rollout, where it is other than one would think. Pure. */
import type { Template } from '../../../lib/cloudrun';
import type { DeployPlan } from './plan';

/** Warnings about a rollout that splits traffic. */
export function caveatsOf(plan: DeployPlan, template: Template): string[] {
  if (plan.do !== 'start' && plan.do !== 'resume') return [];
  return [...affinity(template), ...idleInstances(template)];
}

function affinity({ sessionAffinity }: Template): string[] {
  if (sessionAffinity !== true) return [];
  return [
    'The service has session affinity, which outranks the split: a visitor who was on one revision stays there, so the shares are those of new visitors, and after a rollback some stay with the candidate for a while.',
  ];
}

/** A tag keeps its revision's own minimum running, and billed; the minimum of the whole service is not multiplied. */
function idleInstances({ scaling }: Template): string[] {
  const least = scaling?.minInstanceCount ?? 0;
  if (least === 0) return [];
  return [
    `Each revision keeps ${least} ${least === 1 ? 'instance' : 'instances'} running, and so do the revisions that have a tag of ours; set the minimum on the service instead, to pay for it once.`,
  ];
}
