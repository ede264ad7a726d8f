import { createPublicKey } from 'node:crypto';
import { openObjects } from '../../../lib/objects';
import { processesOf } from '../../../lib/processes';
import { readInputs, UserError } from '../../../lib/runner';
import type { Runner } from '../../../lib/runner';
import { noManifest, readServing } from './commit';
import type { CommitPorts, Serving } from './commit';
import { cloudStorageHome } from './home/cloud-storage';
import type { Home } from './home/home';
import { readModelInputs } from './inputs';
import type { Inputs } from './inputs';
import { signingKeys } from './keys';
import type { ChangeContext } from './manifest/changes';
import type { Manifest } from './manifest/model';
import { move } from './move';
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
  const ports = await commitPorts(runner, inputs, home);
  const done = await carryOut(runner, inputs, ports, variables);
  report(runner, inputs, home.place, done);
}

async function openHome(runner: Runner, { place, modelId, task }: Inputs): Promise<Home> {
  if (place.kind === 'bucket') return cloudStorageHome(openObjects(runner, place.bucket), place.folder);
  // GitHub's client is needed by this home alone.
  const { releaseHome } = await import('./home/release');
  return releaseHome(runner, place, { modelId, create: task.verb === 'publish' });
}

async function commitPorts(runner: Runner, inputs: Inputs, home: Home): Promise<CommitPorts> {
  const { clock, random, signal } = runner;
  const signing = await signingKeys(runner, inputs.signing);
  const own = signing.map(({ key }) => createPublicKey(key));
  const patience = { clock, random, signal, tries: TRIES };
  return { home, signing, trusted: [...own, ...inputs.trusted], patience };
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
      return move(ports, task, context);
  }
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
