import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { compile, httpClient, runChecks } from '../../../lib/checks';
import type { ChecksResult, HttpClient, Plan, StepResult, Surroundings } from '../../../lib/checks';
import { readInputs, UserError } from '../../../lib/runner';
import type { Runner } from '../../../lib/runner';
import { Masks } from '../../../lib/runner/masks';
import { ID_TOKEN, readSmokeTestInputs } from './inputs';
import type { Inputs } from './inputs';
import { report } from './report';
import { failureLines, inMillis, lineOf, nameOf } from './wording';

/** Tests: reads inputs and checks, asks nothing before all of it is right, runs the checks, reports. */
export async function run(runner: Runner): Promise<void> {
  const inputs = readInputs(runner.inputs, readSmokeTestInputs);
  const masks = new Masks(() => undefined);
  const secret = (value: string): void => {
    runner.secret(value);
    masks.add(value);
  };
  Object.values(inputs.secrets).forEach(secret);
  if (inputs.idToken !== undefined) secret(inputs.idToken);
  const plan = compile(await checksIn(runner, inputs), inputs.checks, surroundingsOf(inputs));
  const http = httpClient();
  try {
    const result = await carriedOut(plan, { runner, inputs, http, secret });
    await report(runner, inputs, result, (text) => masks.redact(text));
    conclude(runner, inputs, result);
  } finally {
    await http.close();
  }
}

async function checksIn({ environment }: Runner, { checks }: Inputs): Promise<string> {
  try {
    return await readFile(resolve(environment.workspace, checks), 'utf8');
  } catch (cause) {
    throw new UserError(`The checks file ${checks} cannot be read.`, {
      remedy:
        'Correct `checks`, a path in the checkout, and see that the job runs actions/checkout before this step.',
      cause,
    });
  }
}

function surroundingsOf({ url, hosts, variables, secrets, timeout, idToken }: Inputs): Surroundings {
  const shared = { target: url, hosts, variables, timeout };
  if (idToken === undefined) return { ...shared, secrets };
  return {
    ...shared,
    secrets: { ...secrets, [ID_TOKEN]: idToken },
    headers: { 'x-serverless-authorization': `Bearer \${${ID_TOKEN}}` },
  };
}

interface Undertaking {
  runner: Runner;
  inputs: Inputs;
  http: HttpClient;
  secret: (value: string) => void;
}

function carriedOut(plan: Plan, { runner, inputs, http, secret }: Undertaking): Promise<ChecksResult> {
  const { clock, random, signal, log } = runner;
  return runChecks(plan, {
    http,
    clock,
    random,
    signal,
    secret,
    tell: (result, body) => {
      tell(runner, result);
      if (inputs.showBodies && result.outcome === 'failed' && body !== undefined)
        log.foreign(body, { source: `body that answered ${nameOf(result)}` });
    },
    note: (sentence) => {
      log.info(sentence);
    },
  });
}

function tell({ log }: Runner, result: StepResult): void {
  log.info(lineOf(result));
  for (const line of failureLines(result)) log.info(`         ${line}`);
}

/** A failure fails the step beside the line of the checks file; a flaky pass is said aloud. */
function conclude(
  { log }: Runner,
  { checks: file }: Inputs,
  { result, steps, failed, coldStart }: ChecksResult,
): void {
  if (coldStart !== undefined) log.info(`First answer (cold start): ${inMillis(coldStart)}`);
  if (failed) {
    throw new UserError(`Smoke test failed: ${nameOf(failed)}: ${failed.failure?.message ?? 'it failed'}`, {
      remedy: 'The log shows a command that repeats the request.',
      file,
      line: failed.line,
    });
  }
  if (result === 'flaky') {
    const names = steps.filter(({ outcome }) => outcome === 'flaky').map(nameOf);
    log.warning(`Flaky: a connection failed once, and the same request then passed: ${names.join('; ')}`, {
      file,
    });
  }
  log.info(`All ${steps.length} steps passed.`);
}
