/** The rooms that this action's bundle is made with. */
import type { Providers } from './ports';

export const PROVIDERS: Providers = {
  backups: { read: () => undefined },
  rehearsal: { read: () => undefined },
  // PostgreSQL's own parser is loaded when there is something to read, and not before.
  lint: async (plan) => (await import('./lint')).lintPlan(plan),
};
