/** After the traffic is back: the deployment's status, the incident, the message. None of it can make the rollback fail. */
import type { GitHub } from '../../../lib/github';
import type { Setback } from '../../../lib/notify';
import type { Runner } from '../../../lib/runner';
import type { Ending } from './bring-back';
import type { Inputs } from './inputs';
import { setbacksOf } from './setbacks';

const TRIES = 5;

/** Tells whoever the caller named. What cannot be told is a warning. */
export async function tell(runner: Runner, inputs: Inputs, endings: readonly Ending[]): Promise<void> {
  const { token, webhook } = inputs.telling;
  if (token === undefined && webhook === undefined) return;
  const setbacks = setbacksOf(endings, inputs, runner.clock.now());
  const github = token === undefined ? undefined : await connect(runner, token);
  for (const setback of setbacks) {
    const issue = github === undefined ? undefined : await openIncident(runner, github, setback);
    if (webhook) await send(runner, webhook, setback, issue);
  }
  if (github && inputs.telling.environment !== undefined)
    await reportDeployments(runner, github, inputs.telling.environment, endings);
}

/** Only a rollback that tells somebody needs GitHub's client; every other start is spared it. */
async function connect(runner: Runner, token: string): Promise<GitHub | undefined> {
  const { clock, random, signal, environment } = runner;
  const { connectGitHub } = await import('../../../lib/github');
  const repository = environment.repository ?? '';
  return warned(runner, () =>
    Promise.resolve(connectGitHub({ token, repository, patience: { clock, random, signal, tries: TRIES } })),
  );
}

async function openIncident(runner: Runner, github: GitHub, setback: Setback): Promise<string | undefined> {
  const [{ openOrUpdateIncident }, { incidentOf }] = await Promise.all([
    import('../../../lib/github'),
    import('../../../lib/notify'),
  ]);
  const issue = await warned(runner, () => openOrUpdateIncident(github, incidentOf(setback)));
  if (!issue) return undefined;
  runner.log.info(`Incident ${issue.outcome}: ${issue.url}`);
  runner.summary.link(`Incident #${issue.number}, ${issue.outcome}`, issue.url);
  return issue.url;
}

async function send(
  runner: Runner,
  webhook: URL,
  setback: Setback,
  issue: string | undefined,
): Promise<void> {
  const { clock, random, signal } = runner;
  const { deliver, messageOf } = await import('../../../lib/notify');
  const message = messageOf(setback, issue === undefined ? {} : { issue });
  await warned(runner, () => deliver(webhook, message, { clock, random, signal, tries: TRIES }));
}

/** The runs whose rollouts were brought back: their deployment is not what serves. */
async function reportDeployments(
  runner: Runner,
  github: GitHub,
  environment: string,
  endings: readonly Ending[],
): Promise<void> {
  const back = endings.filter(({ result }) => result === 'rolled-back');
  const runs = new Set(back.map(({ before }) => before?.run ?? '').filter((run) => run !== ''));
  for (const run of runs) await warned(runner, () => reportDeploymentOf(runner, github, environment, run));
}

async function reportDeploymentOf(
  { log, environment: { runUrl } }: Runner,
  github: GitHub,
  environment: string,
  run: string,
): Promise<void> {
  const { findDeploymentOfRun, reportDeployment } = await import('../../../lib/github');
  const found = await findDeploymentOfRun(github, environment, run);
  if (!found) {
    log.info(`There is no deployment to ${environment} by the run that was brought back.`);
    return;
  }
  // A deployment that had succeeded has not failed: it is simply not there any more.
  const state = found.state === 'success' ? 'inactive' : 'failure';
  await reportDeployment(github, found.id, {
    state,
    description: 'Brought back by a rollback.',
    ...(runUrl === undefined ? {} : { logUrl: runUrl }),
  });
  log.info(`The deployment ${found.id} to ${environment} is reported as ${state}.`);
}

/** What it returns, or undefined with a warning. */
async function warned<T>(runner: Runner, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    const remedy = error instanceof Error && 'remedy' in error ? ` ${String(error.remedy)}` : '';
    runner.log.warning(
      `The traffic is where it was brought; not everybody was told. ${wordsOf(error)}${remedy}`,
    );
    return undefined;
  }
}

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
