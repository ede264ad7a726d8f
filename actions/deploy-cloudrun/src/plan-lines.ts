import { planInWords } from '../../../lib/rollout';
import type { Inputs } from './inputs';
import type { DeployPlan } from './plan';

/**
 * The plan for people, a line a step.
 * @param pinned the secrets of a new revision, a line each
 */
export function planLines(plan: DeployPlan, inputs: Inputs, pinned: readonly string[] = []): string[] {
  const steps = planInWords(inputs.policy.steps);
  switch (plan.do) {
    case 'create':
      return [
        `There is no revision that serves yet, so ${plan.candidate} gets all the traffic at once; the steps of the rollout do not apply.`,
        ...pinned,
      ];
    case 'nothing':
      return [
        `${plan.candidate} has all the traffic already, with this image and these variables: nothing to do.`,
      ];
    case 'resume':
      return [
        `${plan.candidate} stands at ${plan.percent} % beside ${plan.stable}; ${steps === '0%' ? 'it is left there' : `the rollout goes on from there: ${steps}`}.`,
      ];
    case 'start':
      return [
        plan.template
          ? `Create ${plan.candidate} at 0 %, beside ${plan.stable} at 100 %.`
          : `Tag ${plan.candidate}, which exists, at 0 %, beside ${plan.stable} at 100 %.`,
        ...(plan.template ? pinned : []),
        steps === '0%' ? 'Give it no traffic.' : `Give it traffic step by step: ${steps}.`,
      ];
  }
}
