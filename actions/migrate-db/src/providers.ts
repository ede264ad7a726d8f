/** The rooms that this action's bundle is made with. */
import { backupProvider } from './backup';
import type { Providers } from './ports';
import { rehearsalProvider } from './rehearse';

export const PROVIDERS: Providers = {
  backups: backupProvider,
  rehearsal: rehearsalProvider,
  // PostgreSQL's own parser is loaded when there is something to read, and not before.
  lint: async (plan, ask, { rules, tableSizes, serving }) => {
    const { contractPlanFindings, lintPlan, TABLE_FACTS_SQL, tableFactsFrom, withoutSizes } =
      await import('./lint');
    const tooEarly = serving === undefined ? [] : await contractPlanFindings(plan, serving);
    if (!rules) return tooEarly;
    const facts = tableFactsFrom(await ask(TABLE_FACTS_SQL));
    return [...(await lintPlan(plan, tableSizes === 'measured' ? facts : withoutSizes(facts))), ...tooEarly];
  },
};
