/** Plays one scenario: sets the stage, lets visitors in, runs the example's workflows, and looks at how it ended. */
import { once } from 'node:events';
import { BOUNDARIES } from './boundaries';
import { COMMIT, commitOf, REPOSITORY } from './caller';
import { PROJECTS } from './cloud-identities';
import { mathappImage } from './example';
import { noVisitors, startLoad } from './load';
import { inWords, pastRequests } from './past';
import type { Telling } from './picture';
import { seededRandom } from './random';
import { resultOf } from './result';
import type { RehearsalResult } from './result';
import { runExample } from './run-example';
import type { Scenario } from './scenarios';
import { PRIOR, REGION, SERVICE, setStage } from './stage';
import type { Stage } from './stage';
import type { RunEvent } from './workflow/events';
import type { Source } from './workflow/model';
import type { GateDecision, GateRequest, RunReport } from './workflow/options';

/** How a scenario is played. */
export interface RehearsalOptions {
  seed: number;
  /** How many times faster than real time. */
  scale: number;
  /** Visitors' requests in a real second. */
  perSecond: number;
  /** Folder below examples/ that holds the caller's repository. */
  example: string;
  /** Play only this workflow file of the example, such as ci.yml. */
  workflow?: string;
  telling: Telling;
  /** Asks a person at the gate; without it the scenario itself answers. */
  ask?: (gate: GateRequest) => Promise<'approved' | 'rejected'>;
  signal: AbortSignal;
}

/** @throws what the stage or a workflow file itself is at fault with; how the scenario ended is in the result */
export async function rehearse(scenario: Scenario, options: RehearsalOptions): Promise<RehearsalResult> {
  const random = seededRandom(options.seed);
  const { scale, seed } = options;
  const { late } = scenario;
  const stage = await setStage({ scale, seed, random, repository: REPOSITORY, commit: COMMIT, late });
  try {
    return await new Play(scenario, stage, options).play(random);
  } finally {
    await stage.close();
  }
}

/** One scenario under way, and what was seen of it so far. */
class Play {
  private readonly scenario: Scenario;
  private readonly stage: Stage;
  private readonly options: RehearsalOptions;
  private readonly reports: RunReport[] = [];
  private readonly faults: string[] = [];
  private readonly digests: Record<string, string> = {};
  /** The processes of the steps that run now, by step. */
  private readonly processes = new Map<string, number>();
  private failedAt: number | undefined;
  private base = '';

  constructor(scenario: Scenario, stage: Stage, options: RehearsalOptions) {
    this.scenario = scenario;
    this.stage = stage;
    this.options = options;
  }

  async play(random: () => number): Promise<RehearsalResult> {
    const { stage, options, scenario } = this;
    const { telling } = options;
    const uri = await this.preparePast(random);
    for (const split of stage.splits) telling.split(split);
    stage.onSplit((split) => {
      telling.split(split);
      this.mayKill(split.shares);
    });
    let servedByCandidate = 0;
    const ended = stage.front.onResponse((served) => {
      if (!served.service.includes(PROJECTS.production)) return;
      telling.served(served);
      if (served.revision !== PRIOR) servedByCandidate += 1;
    });
    const load = this.perSecond > 0 ? startLoad(uri, this.perSecond, random) : noVisitors;
    const startedAt = stage.clock.now();
    const root = await commitOf(options.example, scenario.candidate, COMMIT, stage.folder);
    const repeatedWrites = await this.carryOut(root);
    await load.stop();
    ended();
    const { reports, failedAt, digests, faults } = this;
    const { scale, splits, clock } = stage;
    const seen = { startedAt, endedAt: clock.now(), scale, reports, splits, visits: load.visits };
    const deployed = (options.workflow ?? 'deploy.yml') === 'deploy.yml';
    return resultOf(scenario, {
      ...{ ...seen, failedAt, digests, repeatedWrites, faults, deployed, servedByCandidate },
    });
  }

  private get perSecond(): number {
    return this.scenario.visitors ?? this.options.perSecond;
  }

  /** The version before, in staging and in production, and the image that both were laid on. @returns production's URL */
  private async preparePast(random: () => number): Promise<string> {
    const { stage, scenario } = this;
    const old = await stage.push('mathapp', await mathappImage('1.0.0'), ['1.0.0']);
    const runtime = { files: {}, entrypoint: ['node'], labels: { 'org.opencontainers.image.title': 'node' } };
    this.base = await stage.push('node', runtime, ['24']);
    await stage.deployPrior({ project: PROJECTS.staging, image: old, traffic: 'pinned' });
    this.rememberVisitors(random);
    const environment = scenario.trouble ? { STORE_TROUBLE: inWords(scenario.trouble) } : {};
    return stage.deployPrior({
      ...{ project: PROJECTS.production, image: old, traffic: scenario.prior, environment },
    });
  }

  /** An hour of production before the rehearsal, with as many visitors as there will be. */
  private rememberVisitors(random: () => number): void {
    const { stage, scenario, perSecond } = this;
    const past = pastRequests({
      service: { project: PROJECTS.production, location: REGION, service: SERVICE, revision: PRIOR },
      perMinute: Math.round((perSecond * 60) / stage.scale),
      trouble: scenario.trouble,
      until: stage.clock.now(),
      random,
    });
    for (const request of past) stage.telemetry.record(request);
  }

  /** @returns how often the repeated deploy wrote; null where there was none */
  private async carryOut(root: Source): Promise<number | null> {
    const { scenario, options } = this;
    const chosen = options.workflow ?? (scenario.onlyProduction ? 'deploy.yml' : undefined);
    const plays = (file: string): boolean => chosen === undefined || chosen === file;
    if (options.workflow === 'watchdog.yml') return this.watch(root);
    const image = plays('ci.yml') ? await this.stageCommit(root) : await this.pushed();
    if (image === '') return null;
    if (plays('release.yml') && (scenario.release || options.workflow !== undefined))
      await this.release(root, image);
    if (!plays('deploy.yml')) return null;
    if (scenario.cancelled) await this.cancelEverywhere(root, image);
    else await this.deploy(root, image);
    return scenario.repeat ? this.repeat(root, image) : null;
  }

  /** Runs watchdog.yml as its schedule would; where nothing was left behind it brings nothing back. */
  private async watch(root: Source): Promise<null> {
    const report = await this.run(root, 'watchdog.yml', { name: 'schedule' });
    this.expect(report.conclusion === 'success', true, 'watchdog.yml', report);
    return null;
  }

  /** The image without its way through staging, where only a later workflow is played. */
  private async pushed(): Promise<string> {
    return this.stage.push('mathapp', await mathappImage('1.1.0', this.scenario.candidate), ['1.1.0']);
  }

  /** Runs ci.yml for a push. @returns the image as staging has run it, '' where there is none */
  private async stageCommit(root: Source): Promise<string> {
    const report = await this.run(root, 'ci.yml', { name: 'push' });
    const image = report.jobs.find(({ id }) => id === 'ci/image')?.outputs['image'] ?? '';
    this.expect(report.conclusion === 'success', !this.scenario.stagingFails, 'ci.yml', report);
    if (image === '') this.faults.push('ci.yml has made no image.');
    this.digests['staging'] = digestOf(image);
    return image;
  }

  private async release(root: Source, image: string): Promise<void> {
    const report = await this.run(root, 'release.yml', { name: 'workflow_dispatch', inputs: { image } });
    const outputs = report.jobs.find(({ id }) => id === 'release/release')?.outputs ?? {};
    this.expect(report.conclusion === 'success', true, 'release.yml', report);
    this.digests['release'] = digestOf(outputs['image'] ?? '');
    const tag = `v${outputs['version'] ?? ''}`;
    const released = this.stage.github.state.releases.some((each) => each.tag === tag);
    if (!released) this.faults.push(`There is no GitHub release ${tag}.`);
  }

  private async deploy(root: Source, image: string): Promise<RunReport> {
    const { ending, approval } = this.scenario;
    const report = await this.run(root, 'deploy.yml', { name: 'workflow_dispatch', inputs: { image } });
    const wanted = ending === 'candidate' && approval === 'approved';
    this.expect(report.conclusion === 'success', wanted, 'deploy.yml', report);
    this.digests['production'] = digestOf(image);
    return report;
  }

  private async repeat(root: Source, image: string): Promise<number> {
    this.options.telling.line('the same deploy once more');
    const before = this.stage.cloudRun.calls.length;
    await this.deploy(root, image);
    return this.stage.cloudRun.calls.slice(before).filter((call) => call.write).length;
  }

  /** Cancels a deploy at each boundary in turn; after each, one good revision has to have everything. */
  private async cancelEverywhere(root: Source, image: string): Promise<void> {
    const { stage, options } = this;
    for (const boundary of BOUNDARIES) {
      options.telling.line(`cancelled ${boundary.name}`);
      const cancel = new AbortController();
      if (boundary.percent !== undefined) {
        stage.onSplit(({ shares }) => {
          const exposed = Object.entries(shares).some(
            ([name, percent]) => name !== PRIOR && percent === boundary.percent,
          );
          if (!exposed || cancel.signal.aborted) return;
          this.failedAt ??= stage.clock.now();
          cancel.abort();
        });
      }
      const watch = (event: RunEvent): void => {
        if (boundary.when(event)) cancel.abort();
      };
      const report = await this.run(
        root,
        'deploy.yml',
        { name: 'workflow_dispatch', inputs: { image } },
        { cancel, watch },
      );
      if (!cancel.signal.aborted) this.faults.push(`The deploy never came to the point ${boundary.name}.`);
      if (report.conclusion === 'success')
        this.faults.push(`Cancelled ${boundary.name}, the deploy succeeded.`);
      const shares = stage.splits.at(-1)?.shares ?? {};
      if (shares[PRIOR] !== 100)
        this.faults.push(`Cancelled ${boundary.name}: ${JSON.stringify(shares)} serve.`);
    }
  }

  private async run(
    root: Source,
    file: string,
    event: { name: string; inputs?: Record<string, string> },
    cancellation?: { cancel: AbortController; watch: (event: RunEvent) => void },
  ): Promise<RunReport> {
    const { stage, options, base } = this;
    const signals = [options.signal, ...(cancellation ? [cancellation.cancel.signal] : [])];
    const report = await runExample({
      ...{ stage, root, event, base, variables: this.scenario.variables },
      file: `.github/workflows/${file}`,
      runNumber: this.reports.length + 1,
      gate: (request) => this.decide(request),
      on: (seen) => {
        this.follow(seen);
        cancellation?.watch(seen);
      },
      signal: AbortSignal.any(signals),
    });
    this.reports.push(report);
    return report;
  }

  private async decide(request: GateRequest): Promise<GateDecision> {
    if (request.environment !== 'production') return { outcome: 'unprotected' };
    if (this.scenario.cancelled && request.signal.aborted) await once(request.signal, 'abort');
    const outcome = (await this.options.ask?.(request)) ?? this.scenario.approval;
    return { outcome, by: 'release-manager' };
  }

  private follow(event: RunEvent): void {
    this.options.telling.event(event);
    if (event.type === 'process-started') this.processes.set(event.step, event.pid);
    if (event.type === 'step-finished') this.processes.delete(event.step);
    const isBack = event.type === 'output' && event.line.startsWith('bringing all traffic back');
    if (isBack) this.failedAt ??= this.stage.clock.now();
  }

  private mayKill(shares: Readonly<Record<string, number>>): void {
    const { killAtPercent } = this.scenario;
    if (killAtPercent === undefined || this.failedAt !== undefined) return;
    if (!Object.entries(shares).some(([name, percent]) => name !== PRIOR && percent >= killAtPercent)) return;
    this.failedAt = this.stage.clock.now();
    this.options.telling.line('the process that deploys is killed (SIGKILL)');
    for (const pid of this.processes.values()) process.kill(pid, 'SIGKILL');
  }

  private expect(succeeded: boolean, wanted: boolean, file: string, report: RunReport): void {
    if (succeeded === wanted || this.options.signal.aborted) return;
    const failed = report.jobs.filter(({ result }) => result === 'failure').map(({ name }) => name);
    this.faults.push(
      `${file} ended with ${report.conclusion}${failed.length > 0 ? ` (${failed.join(', ')})` : ''}.`,
    );
  }
}

const digestOf = (image: string): string => image.slice(image.indexOf('@') + 1);
