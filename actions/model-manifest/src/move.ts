/** The verbs that change what channels have, or for how long it holds, and bring no new model. */
import { commit, noManifest, readServing } from './commit';
import type { CommitPorts, Serving } from './commit';
import type { Task } from './inputs';
import { isSame, promoted, renewed, rolledBack } from './manifest/changes';
import type { ChangeContext } from './manifest/changes';
import type { Manifest } from './manifest/model';
import type { Done } from './report';

type Moving = Extract<Task, { verb: 'promote' | 'rollback' | 'renew' }>;

const RESULTS = { promote: 'promoted', rollback: 'rolled-back', renew: 'renewed' } as const;

/** @throws UserError where there is no manifest, or it cannot become what is asked for */
export async function move(
  ports: CommitPorts,
  task: Moving,
  context: (serving: Serving | undefined) => ChangeContext,
): Promise<Done> {
  const change = (serving: Serving): Manifest | undefined => moved(serving.manifest, task, context(serving));
  if (task.dryRun) return planned(await present(ports), change);
  const committed = await commit(ports, (serving) => {
    if (!serving) throw noManifest(ports.home);
    return Promise.resolve(change(serving));
  });
  if (!committed) throw noManifest(ports.home);
  return { result: committed.wrote ? RESULTS[task.verb] : 'unchanged', ...committed };
}

async function present(ports: CommitPorts): Promise<Serving> {
  const serving = await readServing(ports);
  if (!serving) throw noManifest(ports.home);
  return serving;
}

/** What would be done; the serving manifest stays what it is. */
function planned(serving: Serving, change: (serving: Serving) => Manifest | undefined): Done {
  const plan = change(serving);
  return plan ? { result: 'planned', ...serving, plan } : { result: 'unchanged', ...serving };
}

/** @returns undefined where everything is so already */
function moved(manifest: Manifest, task: Moving, context: ChangeContext): Manifest | undefined {
  if (task.verb === 'renew') return renewed(manifest, task.before, context);
  const next =
    task.verb === 'promote' ? promotion(manifest, task, context) : goingBack(manifest, task, context);
  return isSame(manifest, next) ? undefined : next;
}

function promotion(
  manifest: Manifest,
  { from, to, version, percent = 100 }: Extract<Moving, { verb: 'promote' }>,
  context: ChangeContext,
): Manifest {
  // A version draws its own lots on stable: nobody is always among the first.
  const salt = to === 'stable' ? (version ?? manifest.channels[from] ?? '') : manifest.rollout.salt;
  return promoted(manifest, { from, to, only: version }, { percent, salt }, context);
}

function goingBack(
  manifest: Manifest,
  { channel, version: to, revoke }: Extract<Moving, { verb: 'rollback' }>,
  context: ChangeContext,
): Manifest {
  return rolledBack(manifest, { channel, to, revoke }, context);
}
