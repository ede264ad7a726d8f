import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { processesOf } from '../../../lib/processes';
import { readInputs } from '../../../lib/runner';
import type { InputReader, Runner, Variables } from '../../../lib/runner';
import { apply, ENDED, planAnew, STARTED } from './apply';
import { backUp, drill, restore } from './backing-up';
import { refuseFaults } from './ending';
import { afterJob, isInJob, readJobInputs, runInJob } from './in-job';
import type { JobInputs } from './in-job';
import { readMigrateInputs } from './inputs';
import type { Inputs } from './inputs';
import { acquireLock } from './lock';
import { planLines } from './plan';
import { plan } from './planning';
import type { Place, Providers } from './ports';
import { reachDatabase } from './reach';
import { writeOutputs } from './report';
import { verify } from './verifying';
import { openWorkshop, survey } from './workshop';
import type { Workshop } from './workshop';

/** Carries out what `command` asks for. */
export async function run(
  runner: Runner,
  providers: Providers,
  variables: Variables = process.env,
): Promise<void> {
  const inputs = readInputs(runner.inputs, (input) => readEither(input, runner, providers));
  if ('image' in inputs) await runInJob({ runner, inputs, runId: runIdOf(variables) });
  else await at({ runner, inputs, variables }, (workshop) => verbs[inputs.verb](workshop, providers));
}

/** Whatever a step that died has left behind comes to its end here, and is told. */
export async function post(
  runner: Runner,
  providers: Providers,
  variables: Variables = process.env,
): Promise<void> {
  if (runner.state.get(STARTED) === '' || runner.state.get(ENDED) === 'true') return;
  const inputs = readInputs(runner.inputs, (input) => readEither(input, runner, providers));
  if ('image' in inputs) {
    await afterJob({ runner, inputs, runId: runIdOf(variables) });
    return;
  }
  await at({ runner, inputs, variables }, async (workshop) => {
    const { place, capabilities } = workshop;
    const lock = await acquireLock({ ...runner, ...place, capabilities, timeout: inputs.lockWait });
    try {
      for (const line of planLines(await planAnew(workshop, lock))) runner.log.info(line);
    } finally {
      await lock.release();
    }
  });
}

/** Whoever names an image wants a job that runs it. */
const readEither = (input: InputReader, { environment }: Runner, providers: Providers): Inputs | JobInputs =>
  isInJob(input) ? readJobInputs(input, environment) : readMigrateInputs(input, environment, providers);

const verbs: Readonly<Record<Inputs['verb'], (workshop: Workshop, providers: Providers) => Promise<void>>> = {
  plan,
  apply,
  verify: verifyOnly,
  backup: backUp,
  restore,
  drill,
};

async function verifyOnly(workshop: Workshop): Promise<void> {
  const { runner, target } = workshop.place;
  const found = await survey(workshop, workshop.toolOn(target, runner.signal));
  const verified = await verify(workshop, { now: found });
  for (const line of planLines(found)) runner.log.info(line);
  writeOutputs(runner, { result: verified.faults.length === 0 ? 'verified' : 'failed', plan: found });
  refuseFaults(runner, verified);
  runner.summary.heading(`Verified: ${found.identity.database}`).list(planLines(found));
}

interface Step {
  readonly runner: Runner;
  readonly inputs: Inputs;
  readonly variables: Variables;
}

/** Reaches the database, identifies it, works on it, and closes whatever was opened on the way. */
async function at(
  { runner, inputs, variables }: Step,
  work: (workshop: Workshop) => Promise<void>,
): Promise<void> {
  const temporary = variables['RUNNER_TEMP'] || tmpdir();
  const reached = await reachDatabase(runner, inputs, { temporary });
  try {
    const open = (folder: string, signal: AbortSignal): Place['run'] =>
      processesOf({ variables, folder, signal });
    const place: Place = {
      runner,
      variables,
      temporary,
      target: reached.target,
      runId: runIdOf(variables),
      run: open(inputs.folder, runner.signal),
    };
    await work(await openWorkshop(place, inputs, open));
  } finally {
    await reached.close();
  }
}

/** Tells this step from every other one, and leads to its page on GitHub. */
function runIdOf(variables: Variables): string {
  const run = variables['GITHUB_RUN_ID'] ?? 'local';
  return `${run}-${variables['GITHUB_RUN_ATTEMPT'] ?? '1'}-${randomBytes(4).toString('hex')}`;
}
