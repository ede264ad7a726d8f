import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { runPost, runStep } from '../../runner/fake-runner';
import type { StepResult } from '../../runner/fake-runner';
import { PLACE } from './place';
import type { Scenario } from './scenarios';

export type ActionName = 'deploy-cloudrun' | 'rollback';

/** Real milliseconds after which an action counts as hanging. The longest run that is foreseen takes about six seconds. */
const DEADLINE = 60_000;

/** Where and how an action is run. */
export interface ActionOptions {
  /** The folder with the bundles, one folder an action. */
  bundles: string;
  environment: Readonly<Record<string, string>>;
  /** Gives a token of GitHub to a step that tells people. */
  token: () => string;
  /** Kills what runs. */
  signal: AbortSignal;
  /** Told of every process that is started. */
  onSpawn?: (child: ChildProcess) => void;
}

/** One step of a job: its main process, and the one of its post step, if there was one. */
export interface ActionRun {
  main: StepResult;
  post: StepResult | undefined;
  /** The main or the post step was still running when its time was over. */
  hung: boolean;
}

const INPUTS: Readonly<Record<ActionName, Readonly<Record<string, string>>>> = {
  'deploy-cloudrun': {
    ...PLACE,
    // Half of all requests may fail, so that eight pairs of probes are enough for a verdict.
    'error-budget': '50%',
    'probe-interval': '1s',
    rollout: '5%:30s 25%:30s 100%',
    // Where this machine has other things to do, fewer probes are sent in the same time.
    extension: '2h',
  },
  rollback: { ...PLACE },
};

/** Runs an action as GitHub does: main, then post whatever became of main, unless the runner itself was lost. */
export async function runAction(
  scenario: Scenario,
  options: ActionOptions,
  hasPost: () => boolean = () => true,
): Promise<ActionRun> {
  const deadline = AbortSignal.timeout(DEADLINE);
  const request = {
    entry: [join(options.bundles, scenario.action, 'index.js')],
    inputs: inputsOf(scenario, options),
    env: { ...options.environment, GITHUB_RUN_ID: scenario.run },
    signal: AbortSignal.any([options.signal, deadline]),
    ...(options.onSpawn ? { onSpawn: options.onSpawn } : {}),
  };
  const main = await runStep(request);
  const post = hasPost() ? await runPost(request, main) : undefined;
  return { main, post, hung: deadline.aborted };
}

const inputsOf = (
  { action, image, inputs, tells }: Scenario,
  { token }: ActionOptions,
): Readonly<Record<string, string>> => ({
  ...INPUTS[action],
  ...(action === 'rollback' ? {} : { image }),
  ...inputs,
  ...(tells ? { 'github-token': token() } : {}),
});
