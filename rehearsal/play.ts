/** One scenario under way: what a story may do on the stage, and what was seen of it so far. */
import { once } from 'node:events';
import { mathappImage } from './example';
import type { MathappVariant } from './example';
import { PRIOR } from './places';
import { RunLog } from './report';
import { runExample } from './run-example';
import type { RehearsalOptions, Setting } from './setting';
import type { Shares } from './splits';
import type { Stage } from './stage';
import type { RunEvent } from './workflow/events';
import type { Source, WorkflowEvent } from './workflow/model';
import type { GateDecision, GateRequest, RunReport } from './workflow/options';

/** Holds on a run, for a story that does something to it. */
export interface RunControl {
  /** Cancels it, as somebody does on GitHub. */
  cancel?: AbortSignal;
  /** Ends it by force. */
  forceCancel?: AbortSignal;
  /** Takes the machines of its jobs away. */
  machineLoss?: AbortSignal;
  on?: (event: RunEvent) => void;
  /** The caller's repository, where it is not the one of the scenario's commit. */
  root?: Source;
  /** Variables of the repository, over those of the scenario. */
  variables?: Readonly<Record<string, string>>;
}

/** What a play begins with. */
export interface Beginning {
  scenario: Setting;
  stage: Stage;
  options: RehearsalOptions;
  /** The caller's repository at the commit that is carried to production. */
  root: Source;
  /** Image that files are laid on. */
  base: string;
}

/** The story cannot go on, for what it was waiting for never came. */
export class StoryBroken extends Error {}

export class Play {
  readonly scenario: Setting;
  readonly stage: Stage;
  readonly options: RehearsalOptions;
  readonly root: Source;
  /** Every run that has ended, in that order. */
  readonly reports: RunReport[] = [];
  /** What went wrong, in sentences. */
  readonly faults: string[] = [];
  readonly digests: Record<string, string> = {};
  /** How often the repeated deploy wrote; null where there was none. */
  repeatedWrites: number | null = null;
  /** What happened in the runs, for the report. */
  readonly log: RunLog;
  /** When the candidate was known to be bad or its run died, on the stage's clock, and how that was said. */
  failure: { at: number; why: string } | undefined;
  private readonly base: string;
  /** The processes of the steps that run now, by step. */
  private readonly processes = new Map<string, number>();
  private begun = 0;
  /** Whoever waits for something that can only come while a run goes on. */
  private readonly waiting = new Set<() => void>();

  constructor({ scenario, stage, options, root, base }: Beginning) {
    this.scenario = scenario;
    this.stage = stage;
    this.options = options;
    this.root = root;
    this.base = base;
    this.log = new RunLog(stage.clock);
  }

  get failedAt(): number | undefined {
    return this.failure?.at;
  }

  /** Runs one of the example's workflows. */
  async run(file: string, event: WorkflowEvent, control: RunControl = {}): Promise<RunReport> {
    const { stage, options, base } = this;
    const { cancel, forceCancel, machineLoss, root = this.root } = control;
    this.begun += 1;
    const runNumber = this.begun;
    const report = await runExample({
      ...{ stage, root, event, base, variables: { ...this.scenario.variables, ...control.variables } },
      file: `.github/workflows/${file}`,
      runNumber,
      gate: (request) => this.decide(request),
      on: (seen) => {
        this.follow(runNumber, seen);
        control.on?.(seen);
      },
      signal: cancel ? AbortSignal.any([options.signal, cancel]) : options.signal,
      ...(forceCancel ? { forceCancel } : {}),
      ...(machineLoss ? { machineLoss } : {}),
    });
    this.reports.push(report);
    for (const giveUp of this.waiting) giveUp();
    this.waiting.clear();
    return report;
  }

  /** Runs deploy.yml with an image. */
  async deploy(image: string, control: RunControl = {}): Promise<RunReport> {
    this.digests['production'] ??= digestOf(image);
    return this.run('deploy.yml', { name: 'workflow_dispatch', inputs: { image } }, control);
  }

  /** Runs watchdog.yml as its schedule would. */
  async watch(): Promise<RunReport> {
    return this.run('watchdog.yml', { name: 'schedule' });
  }

  /** An image of the example, without its way through staging. */
  async pushed(variant: MathappVariant = this.scenario.candidate, version = '1.1.0'): Promise<string> {
    return this.stage.push('mathapp', await mathappImage(version, variant), [version]);
  }

  /**
   * Resolves when the candidate has come to have this share of the traffic, in that region or in any.
   * @throws StoryBroken when a run ends before that
   */
  async whenCandidateHas(percent: number, region?: string): Promise<Shares> {
    return new Promise((resolve, reject) => {
      const stop = this.stage.onSplit((split) => {
        if (region !== undefined && split.region !== region) return;
        if (!Object.entries(split.shares).some(([name, has]) => name !== PRIOR && has >= percent)) return;
        stop();
        this.waiting.delete(giveUp);
        resolve(split);
      });
      const giveUp = (): void => {
        stop();
        const where = region === undefined ? '' : ` in ${region}`;
        reject(new StoryBroken(`The candidate never came to have ${percent} %${where}.`));
      };
      this.waiting.add(giveUp);
    });
  }

  /** From here on the way back is timed: the candidate is known to be bad, or whoever rolled it out is gone. */
  markFailed(why = 'the rollout was cut off'): void {
    this.failure ??= { at: this.stage.clock.now(), why };
  }

  /** Kills the processes of all steps that run now. They hear no signal. */
  killProcesses(): void {
    for (const pid of this.processes.values()) process.kill(pid, 'SIGKILL');
  }

  /** A line for whoever watches. */
  tell(text: string): void {
    this.options.telling.line(text);
    this.log.note(text);
  }

  /** Takes note of a fault unless this holds. */
  check(holds: boolean, otherwise: string): void {
    if (!holds && !this.options.signal.aborted) this.faults.push(otherwise);
  }

  /** Takes note of a fault unless a run ended as it had to. */
  expect(report: RunReport, file: string, succeeds: boolean): void {
    const failed = report.jobs.filter(({ result }) => result === 'failure').map(({ name }) => name);
    this.check(
      (report.conclusion === 'success') === succeeds,
      `${file} ended with ${report.conclusion}${failed.length > 0 ? ` (${failed.join(', ')})` : ''}.`,
    );
  }

  private async decide(request: GateRequest): Promise<GateDecision> {
    if (request.environment !== 'production') return { outcome: 'unprotected' };
    if (this.scenario.cancelled && request.signal.aborted) await once(request.signal, 'abort');
    const outcome = (await this.options.ask?.(request)) ?? this.scenario.approval;
    return { outcome, by: 'release-manager' };
  }

  private follow(run: number, event: RunEvent): void {
    this.options.telling.event(event);
    this.log.take(run, event);
    if (event.type === 'process-started') this.processes.set(event.step, event.pid);
    if (event.type === 'step-finished') this.processes.delete(event.step);
    if (event.type !== 'output') return;
    const back = /^bringing all traffic back to [^:]+: (.*)/.exec(event.line);
    if (back) this.markFailed(back[1]);
  }
}

export const digestOf = (image: string): string => image.slice(image.indexOf('@') + 1);
