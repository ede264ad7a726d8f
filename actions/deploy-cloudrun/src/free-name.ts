import { isNameTaken, nextAttempt } from '../../../lib/cloudrun';
import type { Template } from '../../../lib/cloudrun';

/** How many names are tried for one revision. */
const MOST_NAMES = 20;

/** A plan that makes a revision of this name. */
interface Making {
  candidate: string;
  template: Template;
}

/**
 * Writes a new revision under its name, or under that of the next attempt as long as another revision has the name
 * already. The same name would be refused for ever, so it is never sent twice.
 * @returns the plan that was written
 */
export async function underFreeName<Plan extends Making>(
  plan: Plan,
  write: (plan: Plan) => Promise<void>,
): Promise<Plan> {
  let next = plan;
  for (let tried = 1; ; tried += 1) {
    try {
      await write(next);
      return next;
    } catch (error) {
      if (!isNameTaken(error) || tried >= MOST_NAMES) throw error;
      next = renamed(next);
    }
  }
}

function renamed<Plan extends Making>(plan: Plan): Plan {
  const candidate = nextAttempt(plan.candidate);
  return { ...plan, candidate, template: { ...plan.template, revision: candidate } };
}
