import type { Plan, Step } from './model';
import { referencesIn } from './templates';

/**
 * The steps that may serve as probe pairs of a canary: GET requests to the target that change nothing and need nothing
 * that another step captures.
 */
export function probeSteps({ target, journeys, bindings }: Plan): Step[] {
  const steps = journeys.flatMap((journey) => journey.steps);
  return steps.filter(
    (step) =>
      step.method === 'GET' &&
      !step.mutates &&
      step.origin === target.origin &&
      textsOf(step).every((text) => referencesIn(text).names.every((name) => bindings.has(name))),
  );
}

function textsOf({ path, headers, auth = {}, expect }: Step): string[] {
  return [path, ...Object.values(headers), JSON.stringify(auth), JSON.stringify(expect)];
}
