/** The rooms that this action's bundle is made with. */
import { backupProvider } from './backup';
import type { Providers } from './ports';
import { rehearsalProvider } from './rehearse';

export const PROVIDERS: Providers = {
  backups: backupProvider,
  rehearsal: rehearsalProvider,
  // PostgreSQL's own parser is loaded when there is something to read, and not before.
  lint: async (plan, ask) => {
    const { lintPlan, TABLE_FACTS_SQL, tableFactsFrom } = await import('./lint');
    return lintPlan(plan, tableFactsFrom(await ask(TABLE_FACTS_SQL)));
  },
};
