/** Plays one scenario: sets the stage, lets visitors in, runs the shipped workflow, and looks at how it ended. */
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { startLoad } from './load';
import type { Visit } from './load';
import { seededRandom } from './random';
import type { RehearsalResult } from './result';
import type { Scenario } from './scenarios';
import { PLACE, setStage } from './stage';
import type { Shares, Stage } from './stage';
import { runWorkflow } from './workflow/run-workflow';
import type { RunEvent } from './workflow/events';
import type { RunReport } from './workflow/options';

const SUITE = join(import.meta.dirname, '..');
const REPOSITORY = {
  repository: 'acme/mathapp',
  sha: 'c0ffee1234567890c0ffee1234567890c0ffee12',
  ref: 'refs/heads/main',
};
const PRIOR = `${PLACE.service}-prior`;

/** How a scenario is played. */
export interface RehearsalOptions {
  seed: number;
  /** How many times faster than real time. */
  scale: number;
  /** Visitors' requests in a real second. */
  perSecond: number;
  /** A line for people. */
  tell: (line: string) => void;
  signal: AbortSignal;
}

/** @throws what the stage itself fails with; how the scenario ended is in the result */
export async function rehearse(scenario: Scenario, options: RehearsalOptions): Promise<RehearsalResult> {
  const random = seededRandom(options.seed);
  const stage = await setStage({ scale: options.scale, seed: options.seed, random });
  try {
    return await play(scenario, stage, random, options);
  } finally {
    await stage.close();
  }
}

async function play(
  scenario: Scenario,
  stage: Stage,
  random: () => number,
  options: RehearsalOptions,
): Promise<RehearsalResult> {
  const prior = await stage.push('1.0.0', 'good');
  const image = await stage.push('1.1.0', scenario.candidate);
  const uri = await stage.deployPrior(prior, scenario.prior);
  options.tell(`mathapp 1.0.0 serves at ${uri}; visitors ask ${options.perSecond} times a second`);
  stage.onSplit((split) => {
    options.tell(`traffic: ${sharesInWords(split.shares)}`);
  });
  const load = startLoad(uri, options.perSecond, random);
  const started = stage.clock.now();
  const deployed = await deploy(scenario, stage, image, options);
  const repeated = scenario.repeat ? await repeat(scenario, stage, image, options) : undefined;
  await load.stop();
  return resultOf(scenario, { stage, started, deployed, repeated, visits: load.visits });
}

/** What one run of the workflow left behind. */
interface Deployed {
  report: RunReport;
  /** Real and emulated moment at which the candidate was known to be bad. */
  failed?: { at: number };
}

async function deploy(
  scenario: Scenario,
  stage: Stage,
  image: string,
  options: RehearsalOptions,
): Promise<Deployed> {
  const { tell, signal } = options;
  const processes = new Map<string, number>();
  let failed: Deployed['failed'];
  if (scenario.killAtPercent !== undefined) {
    const share = scenario.killAtPercent;
    stage.onSplit(({ shares }) => {
      if (failed || !Object.entries(shares).some(([name, percent]) => name !== PRIOR && percent >= share))
        return;
      failed = { at: stage.clock.now() };
      tell(`the process that deploys is killed (SIGKILL)`);
      for (const pid of processes.values()) process.kill(pid, 'SIGKILL');
    });
  }
  const report = await runWorkflow({
    root: { folder: join(SUITE, 'examples', 'mathapp'), ...REPOSITORY },
    suite: { folder: SUITE, repository: 'sluice-actions/sluice', sha: REPOSITORY.sha, ref: 'refs/tags/v1' },
    file: '.github/workflows/deploy.yml',
    event: { name: 'workflow_dispatch', inputs: { image } },
    vars: { GOOGLE_CLOUD_PROJECT: PLACE.project },
    github: { actor: 'octocat', run_id: '1' },
    env: { PATH: process.env['PATH'] ?? '', ...stage.environment },
    signal,
    gate: ({ environment }) => {
      tell(`gate: ${environment} is approved by release-manager`);
      return Promise.resolve({ outcome: 'approved', by: 'release-manager' });
    },
    on: (event) => {
      if (event.type === 'output' && event.line.startsWith('bringing all traffic back'))
        failed = { at: stage.clock.now() };
      follow(event, processes, tell);
    },
  });
  return { report, ...(failed ? { failed } : {}) };
}

/** Turns what happens in the workflow into lines, and keeps account of the processes of its steps. */
function follow(event: RunEvent, processes: Map<string, number>, tell: (line: string) => void): void {
  switch (event.type) {
    case 'process-started':
      processes.set(event.step, event.pid);
      break;
    case 'job-started':
      tell(`job ${event.name}`);
      break;
    case 'step-finished':
      processes.delete(event.step);
      tell(`  ${event.conclusion === 'success' ? 'done' : event.conclusion}: ${event.step}`);
      break;
    case 'output':
      if (event.line.trim() !== '' && !event.line.startsWith('::')) tell(`    ${event.line}`);
      break;
    case 'annotation':
      tell(`    ${event.annotation.level}: ${event.annotation.message}`);
      break;
    case 'job-finished':
      tell(`job ${event.name}: ${event.result}`);
      break;
    default:
  }
}

async function repeat(
  scenario: Scenario,
  stage: Stage,
  image: string,
  options: RehearsalOptions,
): Promise<number> {
  options.tell('the same deploy once more');
  const before = stage.cloudRun.calls.length;
  await deploy(scenario, stage, image, options);
  return stage.cloudRun.calls.slice(before).filter((call) => call.write).length;
}

interface Played {
  stage: Stage;
  started: number;
  deployed: Deployed;
  repeated: number | undefined;
  visits: readonly Visit[];
}

function resultOf(
  scenario: Scenario,
  { stage, started, deployed, repeated, visits }: Played,
): RehearsalResult {
  const { splits, clock } = stage;
  const serving = splits.at(-1)?.shares ?? {};
  const restored =
    deployed.failed &&
    splits.find((split) => split.at >= (deployed.failed?.at ?? 0) && split.shares[PRIOR] === 100);
  const requests = {
    total: visits.length,
    failed: visits.filter((visit) => visit.failed).length,
    failedAfterRollback: restored
      ? visits.filter((visit) => visit.failed && visit.sentAt > restored.real).length
      : 0,
  };
  const steps = deployed.report.jobs.flatMap((job) =>
    job.steps.map((step) => ({
      name: `${job.name}: ${step.name}`,
      result: step.conclusion,
      seconds: step.seconds * stage.scale,
    })),
  );
  const verdicts = deployed.report.jobs.flatMap((job) =>
    job.steps.flatMap((step) => step.outputs['verdict'] ?? []),
  );
  const result = {
    scenario: scenario.name,
    seconds: (clock.now() - started) / 1000,
    steps,
    traffic: splits.map(({ at, shares }) => ({ at: new Date(at).toISOString(), shares })),
    requests,
    verdict: parsed(verdicts.filter((text) => text !== '').at(-1)),
    rollback: deployed.failed && restored ? rollbackOf(deployed.failed.at, restored) : null,
    serving,
    repeatedWrites: repeated ?? null,
  };
  const faults = faultsOf(scenario, result);
  return { ...result, ok: faults.length === 0, faults };
}

const parsed = (text: string | undefined): unknown => (text === undefined ? null : JSON.parse(text));

const rollbackOf = (failedAt: number, restored: Shares): NonNullable<RehearsalResult['rollback']> => ({
  failedAt: new Date(failedAt).toISOString(),
  restoredAt: new Date(restored.at).toISOString(),
  seconds: (restored.at - failedAt) / 1000,
});

/** Everything about the end of a scenario that is not as it should be. */
function faultsOf(scenario: Scenario, result: Omit<RehearsalResult, 'ok' | 'faults'>): string[] {
  const faults: string[] = [];
  const winner = Object.entries(result.serving).find(([, percent]) => percent === 100)?.[0];
  const candidateWon = winner !== undefined && winner !== PRIOR;
  if (winner === undefined) faults.push(`The traffic is split at the end: ${sharesInWords(result.serving)}.`);
  else if (candidateWon !== (scenario.ending === 'candidate'))
    faults.push(`At the end ${winner} has all the traffic.`);
  if (scenario.ending === 'stable' && !result.traffic.some(({ shares }) => Object.keys(shares).length > 1)) {
    faults.push('The candidate never had any traffic.');
  }
  if (scenario.ending === 'stable' && !result.rollback) faults.push('Nothing was brought back.');
  if (result.requests.failedAfterRollback > 0) {
    faults.push(`${result.requests.failedAfterRollback} requests failed after the traffic was back.`);
  }
  if (scenario.candidate === 'good' && result.requests.failed > 0) {
    faults.push(`${result.requests.failed} requests failed although both versions are good.`);
  }
  if ((result.repeatedWrites ?? 0) > 0)
    faults.push(`The repeated deploy wrote ${result.repeatedWrites ?? 0} times.`);
  return faults;
}

/** `mathapp-prior 95 %, mathapp-c0ffee1-1a2b3c4d 5 %` */
export function sharesInWords(shares: Record<string, number>): string {
  const lines = Object.entries(shares).sort(([, a], [, b]) => b - a);
  return lines.map(([name, percent]) => `${name} ${percent} %`).join(', ') || 'nobody';
}

/** Real milliseconds since `since`, for people. */
export const elapsed = (since: number): string => `${((performance.now() - since) / 1000).toFixed(1)} s`;
