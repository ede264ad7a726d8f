import { statSync } from 'node:fs';
import { defaultCredentials, openRegistries } from '../../../lib/registry';
import type { RegistryClient } from '../../../lib/registry';
import { readInputs } from '../../../lib/runner';
import type { Runner } from '../../../lib/runner';
import { append } from './append';
import type { Built, Workshop } from './build';
import { creationTime } from './created';
import { buildWithDocker } from './docker';
import { readBuildInputs } from './inputs';
import type { BuildInputs, Inputs } from './model';
import { labelsOf } from './labels';
import { nameImage } from './naming';
import { planLines } from './plan';
import { processesOf } from '../../../lib/processes';
import { publish, readFurther, readVersions } from './publish';
import { report } from './report';
import { retag } from './retag';
import { surroundingsOf } from './surroundings';
import type { Surroundings, Variables } from './surroundings';
import type { Workplace } from './workplace';

/** Builds an image, or takes one that is there, names it in the registry, and says its digest. */
export async function run(runner: Runner, variables: Variables = process.env): Promise<void> {
  const { workspace } = runner.environment;
  const around = surroundingsOf(variables);
  const workplace: Workplace = { workspace, around, kindOf, mask: runner.secret };
  const inputs = readInputs(runner.inputs, (input) => readBuildInputs(input, workplace));
  for (const line of planLines(inputs)) runner.log.info(line);
  const registry = openRegistries({ ...runner, credentials: defaultCredentials(variables, runner.log) });
  try {
    await carryOut({ runner, registry, around, variables }, inputs);
  } finally {
    await registry.close();
  }
}

/** Where the work is done. */
interface Place {
  readonly runner: Runner;
  readonly registry: RegistryClient;
  readonly around: Surroundings;
  readonly variables: Variables;
}

async function carryOut(place: Place, inputs: Inputs): Promise<void> {
  const { runner, registry, around } = place;
  const { repository, previousTag } = inputs;
  // Before the build, for Docker moves its tag itself.
  const tagged = await readVersions(registry, repository, inputs.tags);
  const { built, labels } = await make(place, inputs);
  const { manifest } = built;
  const named = await nameImage(registry, { inputs, around }, manifest.digest);
  if (named.reason !== undefined) runner.log.info(named.reason);
  // An image without a tag is known by its digest alone.
  const versions = named.inputs.tags.length > 0 ? named.inputs.tags : [manifest.digest];
  const before = await readFurther(registry, repository, { versions, known: tagged });
  const steps = await publish(registry, { repository, manifest, before, previousTag, fixed: named.fixed });
  report(runner, named, { built, steps, labels });
}

/** What the backend made, with the labels that it was given. */
async function make(place: Place, inputs: Inputs): Promise<{ built: Built; labels: Workshop['labels'] }> {
  if (inputs.backend === 'retag') return { built: await retag(place.registry, inputs), labels: {} };
  const workshop = await workshopOf(place, inputs);
  const { labels } = workshop;
  const built =
    inputs.backend === 'append' ? await append(workshop, inputs) : await buildWithDocker(workshop, inputs);
  return { built, labels };
}

async function workshopOf(
  { runner, registry, around, variables }: Place,
  inputs: BuildInputs,
): Promise<Workshop> {
  const folder = runner.environment.workspace;
  const run = processesOf({ variables, folder, signal: runner.signal });
  const created = await creationTime(around, run);
  return { runner, registry, run, around, created, labels: labelsOf(inputs, around, created) };
}

function kindOf(path: string): ReturnType<Workplace['kindOf']> {
  const status = statSync(path, { throwIfNoEntry: false });
  if (!status) return 'nothing';
  if (status.isDirectory()) return 'folder';
  return status.isFile() ? 'file' : 'other';
}
