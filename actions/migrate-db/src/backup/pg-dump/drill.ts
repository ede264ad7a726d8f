/** Shows on a database of its own that the newest backup can be restored, and how long that takes. */
import type { Identity } from '../../model';
import type { Drilled } from '../../ports';
import { missedObjectives } from '../objectives';
import type { Depot } from './depot';
import { asBackup } from './record';
import { demandFit, refill } from './refill';
import { withScratch } from '../scratch';
import { choose } from './select';

export async function drill(depot: Depot, identity: Identity): Promise<Drilled> {
  const { place, objectives } = depot;
  const { target, runner, runId } = place;
  const chosen = await choose(depot, identity, undefined);
  const age = Math.max(0, runner.clock.now() - Date.parse(chosen.record.takenAt));
  await demandFit(depot, chosen, identity.serverVersion);
  const request = { original: target, purpose: 'drill', runId, log: runner.log, from: 'nothing' } as const;
  const took = await withScratch(request, ({ target: scratch }) =>
    refill(depot, chosen, { target: scratch, serverVersion: identity.serverVersion }),
  );
  const backup = asBackup(chosen.bucket.name, chosen);
  return { backup, took, age, missed: missedObjectives({ took, age }, objectives) };
}
