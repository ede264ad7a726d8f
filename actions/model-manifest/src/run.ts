import { createPublicKey } from 'node:crypto';
import { openObjects } from '../../../lib/objects';
import { processesOf } from '../../../lib/processes';
import { readInputs, UserError } from '../../../lib/runner';
import type { Runner } from '../../../lib/runner';
import { commit, readServing } from './commit';
import type { CommitPorts, Committed, Serving } from './commit';
import { cloudStorageHome } from './home/cloud-storage';
import type { Home } from './home/home';
import { readModelInputs } from './inputs';
import type { Inputs, Task } from './inputs';
import { isSame, promoted, rolledBack } from './manifest/changes';
import type { ChangeContext } from './manifest/changes';
import type { Manifest } from './manifest/model';
import { prune } from './prune';
import { publish } from './publish';
import { report } from './report';
import type { Done } from './report';

/** The environment of the process, for the evaluation. */
export type Variables = Readonly<Record<string, string | undefined>>;

const TRIES = 6;

/** Publishes a model, moves a channel to another one, goes back, tells what there is, or tidies up. */
export async function run(runner: Runner, variables: Variables = process.env): Promise<void> {
  const inputs = readInputs(runner.inputs, readModelInputs);
  const home = await openHome(runner, inputs);
  const ports = commitPorts(runner, inputs, home);
  const done = await carryOut(runner, inputs, ports, variables);
  report(runner, inputs, home.place, done);
}

async function openHome(runner: Runner, { place, modelId }: Inputs): Promise<Home> {
  if (place.kind === 'bucket') return cloudStorageHome(openObjects(runner, place.bucket), place.folder);
  // GitHub's client is needed by this home alone.
  const { releaseHome } = await import('./home/release');
  return releaseHome(runner, place, modelId);
}

function commitPorts({ clock, random, signal }: Runner, inputs: Inputs, home: Home): CommitPorts {
  const own = inputs.signing.map(({ key }) => createPublicKey(key));
  return {
    home,
    signing: inputs.signing,
    trusted: [...own, ...inputs.trusted],
    patience: { clock, random, signal, tries: TRIES },
  };
}

async function carryOut(
  runner: Runner,
  inputs: Inputs,
  ports: CommitPorts,
  variables: Variables,
): Promise<Done> {
  const { task } = inputs;
  const context = contextOf(runner, inputs);
  switch (task.verb) {
    case 'publish': {
      const { workspace } = runner.environment;
      const place = {
        workspace,
        tell: (line: string) => {
          runner.log.info(line);
        },
      };
      const run = processesOf({ variables, folder: workspace, signal: runner.signal });
      const source = sourceOf(runner, variables);
      const published = await publish({ ...ports, ...place, run, source, context }, task);
      return { result: published.wrote ? 'published' : 'unchanged', ...published };
    }
    case 'prune': {
      const pruned = await prune(ports, task.keep, context);
      if (!pruned) throw noManifest(ports.home);
      return { result: pruned.wrote || pruned.removed.length > 0 ? 'pruned' : 'unchanged', ...pruned };
    }
    case 'status': {
      const serving = await readServing(ports);
      if (!serving) throw noManifest(ports.home);
      return { result: 'status', ...serving };
    }
    default:
      return changed(ports, task, context);
  }
}

type Moving = Extract<Task, { verb: 'promote' | 'rollback' }>;

async function changed(
  ports: CommitPorts,
  task: Moving,
  context: (serving: Serving | undefined) => ChangeContext,
): Promise<Done> {
  const committed = await commit(ports, (serving) => {
    if (!serving) throw noManifest(ports.home);
    const next = moved(serving.manifest, task, context(serving));
    return Promise.resolve(isSame(serving.manifest, next) ? undefined : next);
  });
  if (!committed) throw noManifest(ports.home);
  return { result: resultOf(task, committed), ...committed };
}

function resultOf({ verb }: Moving, { wrote }: Committed): Done['result'] {
  if (!wrote) return 'unchanged';
  return verb === 'promote' ? 'promoted' : 'rolled-back';
}

function moved(manifest: Manifest, task: Moving, context: ChangeContext): Manifest {
  if (task.verb === 'rollback') {
    const { channel, revoke, version } = task;
    return rolledBack(manifest, { channel, to: version, revoke }, context);
  }
  const { from, to, percent = 100 } = task;
  const salt = to === 'stable' ? (manifest.channels[from] ?? '') : manifest.rollout.salt;
  return promoted(manifest, { from, to }, { percent, salt }, context);
}

function contextOf(
  { clock }: Runner,
  { modelId, lifetime }: Inputs,
): (serving: Serving | undefined) => ChangeContext {
  return (serving) => {
    if (serving && serving.manifest.modelId !== modelId) throw otherModel(serving.manifest, modelId);
    return { modelId, now: clock.now(), lifetime, previousManifestSha256: serving?.sha256 ?? null };
  };
}

function sourceOf(
  { environment }: Runner,
  variables: Variables,
): { repository: string; commit: string; runId: string } {
  const { repository = '', sha: commit = '' } = environment;
  return { repository, commit, runId: variables['GITHUB_RUN_ID'] ?? '' };
}

function otherModel({ modelId }: Manifest, wanted: string): UserError {
  return new UserError(`The manifest there is of the model ${modelId}, not of ${wanted}.`, {
    remedy: 'Correct `model-id`, or give each model a folder of its own (`home`).',
  });
}

function noManifest({ place }: Home): UserError {
  return new UserError(`There is no manifest at ${place}.`, {
    remedy: 'Publish a model first, or correct `home`.',
  });
}
