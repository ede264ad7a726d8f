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
import type { Inputs, Workplace } from './inputs';
import { labelsOf } from './labels';
import { planLines } from './plan';
import { processesOf } from './processes';
import { publish, readVersions } from './publish';
import { report } from './report';
import { surroundingsOf } from './surroundings';
import type { Surroundings, Variables } from './surroundings';

/** Builds an image, pushes it, and says its digest. */
export async function run(runner: Runner, variables: Variables = process.env): Promise<void> {
  const { workspace } = runner.environment;
  const around = surroundingsOf(variables);
  const workplace: Workplace = { workspace, around, kindOf, mask: runner.secret };
  const inputs = readInputs(runner.inputs, (input) => readBuildInputs(input, workplace));
  for (const line of planLines(inputs)) runner.log.info(line);
  const registry = openRegistries({ ...runner, credentials: defaultCredentials(variables, runner.log) });
  try {
    await build(await workshopOf(runner, registry, { inputs, around, variables }), inputs, runner);
  } finally {
    await registry.close();
  }
}

async function workshopOf(
  runner: Runner,
  registry: RegistryClient,
  { inputs, around, variables }: { inputs: Inputs; around: Surroundings; variables: Variables },
): Promise<Workshop> {
  const folder = runner.environment.workspace;
  const run = processesOf({ variables, folder, signal: runner.signal });
  const created = await creationTime(around, run);
  return { runner, registry, run, around, created, labels: labelsOf(inputs, around, created) };
}

async function build(workshop: Workshop, inputs: Inputs, runner: Runner): Promise<void> {
  const { registry, labels } = workshop;
  const { repository, previousTag, tags } = inputs;
  const tagged = await readVersions(registry, repository, tags);
  const built = await builtBy(workshop, inputs);
  const { manifest } = built;
  // An image without a tag is known by its digest alone.
  const before = tags.length > 0 ? tagged : await readVersions(registry, repository, [manifest.digest]);
  const steps = await publish(registry, { repository, manifest, before, previousTag });
  report(runner, inputs, { built, steps, labels });
}

function builtBy(workshop: Workshop, inputs: Inputs): Promise<Built> {
  return inputs.backend === 'append' ? append(workshop, inputs) : buildWithDocker(workshop, inputs);
}

function kindOf(path: string): ReturnType<Workplace['kindOf']> {
  const status = statSync(path, { throwIfNoEntry: false });
  if (!status) return 'nothing';
  if (status.isDirectory()) return 'folder';
  return status.isFile() ? 'file' : 'other';
}
