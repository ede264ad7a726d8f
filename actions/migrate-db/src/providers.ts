/** The rooms that this action's bundle is made with. */
import type { Providers } from './ports';

export const PROVIDERS: Providers = {
  backups: { read: () => undefined },
  rehearsal: { read: () => undefined },
  // PostgreSQL's own parser is loaded when there is something to read, and not before.
  lint: async (plan, ask) => {
    const { lintPlan, TABLE_FACTS_SQL, tableFactsFrom } = await import('./lint');
    return lintPlan(plan, tableFactsFrom(await ask(TABLE_FACTS_SQL)));
  },
};
