/** A story about models under way: what it may do, and what was seen of it so far. */
import type { ModelBucket } from './bucket';
import { BUCKET } from './bucket';
import { publishByHand } from './by-hand';
import type { MadeModel } from './by-hand';
import type { Phones, Use } from './phones';
import { RunLog } from '../report';
import { runExample } from '../run-example';
import type { RehearsalOptions, Setting } from '../setting';
import type { Stage } from '../stage';
import type { Source } from '../workflow/model';
import type { GateDecision, GateRequest, RunReport } from '../workflow/options';

/** What a story begins with. */
export interface ModelBeginning {
  scenario: Setting;
  stage: Stage;
  options: RehearsalOptions;
  bucket: ModelBucket;
  phones: Phones;
  /** Image that files are laid on. */
  base: string;
  /** The service's image that goes to production with the model. */
  image: string;
  /** The service's address in production. */
  service: string;
}

export class ModelPlay {
  readonly stage: Stage;
  readonly bucket: ModelBucket;
  readonly phones: Phones;
  readonly service: string;
  readonly log: RunLog;
  /** Every run that has ended, in that order. */
  readonly reports: RunReport[] = [];
  /** What went wrong, in sentences. */
  readonly faults: string[] = [];
  private readonly beginning: ModelBeginning;
  private begun = 0;

  constructor(beginning: ModelBeginning) {
    this.beginning = beginning;
    ({ stage: this.stage, bucket: this.bucket, phones: this.phones, service: this.service } = beginning);
    this.log = new RunLog(beginning.stage.clock);
  }

  /** Runs release.yml: the image gets a version, the model goes to the testers. */
  release(root: Source, modelVersion: string): Promise<Told> {
    return this.run(root, 'release.yml', modelVersion, () => Promise.resolve({ outcome: 'unprotected' }));
  }

  /** Runs deploy.yml: the service is rolled out, then the model is for everybody. @param atGate looks on before the answer */
  deploy(root: Source, modelVersion: string, atGate: (brief: string) => Promise<void>): Promise<Told> {
    const { scenario, options } = this.beginning;
    return this.run(root, 'deploy.yml', modelVersion, async (request) => {
      if (request.environment !== 'production') return { outcome: 'unprotected' };
      await atGate(request.brief);
      const outcome = (await options.ask?.(request)) ?? scenario.approval;
      return { outcome, by: 'release-manager' };
    });
  }

  /** A colleague publishes with the action alone. */
  byHand(made: MadeModel, inputs: Readonly<Record<string, string>>): Promise<string> {
    const { stage, bucket } = this;
    const environment = { ...stage.environment(), ...bucket.environment };
    return publishByHand({ bucket, environment, folder: stage.folder }, made, inputs);
  }

  /** Everybody starts the app so many times. @returns what they did the last time */
  async everybodyLaunches(times: number): Promise<Use[]> {
    let uses: Use[] = [];
    for (let time = 0; time < times; time += 1) uses = await this.phones.useAll();
    this.tell(`phones: ${inWords(uses)}`);
    return uses;
  }

  /** A line for whoever watches. */
  tell(text: string): void {
    this.log.note(text);
    this.beginning.options.telling.line(text);
  }

  /** Takes note of a fault unless this holds. */
  check(holds: boolean, otherwise: string): void {
    if (!holds && !this.beginning.options.signal.aborted) this.faults.push(otherwise);
  }

  private async run(
    root: Source,
    file: string,
    modelVersion: string,
    gate: (request: GateRequest) => Promise<GateDecision>,
  ): Promise<Told> {
    const { scenario, stage, options, bucket, base, image } = this.beginning;
    const lines: string[] = [];
    this.begun += 1;
    const run = this.begun;
    const report = await runExample({
      stage: {
        ...stage,
        environment: () => ({ ...stage.environment(), ...bucket.environment }),
      },
      ...{ root, base, gate, signal: options.signal, runNumber: run },
      file: `.github/workflows/${file}`,
      event: { name: 'workflow_dispatch', inputs: { image, 'model-version': modelVersion } },
      variables: { MODEL_BUCKET: BUCKET, MODEL_KEYS: bucket.keys.public, ...scenario.variables },
      on: (event) => {
        options.telling.event(event);
        this.log.take(run, event);
        if (event.type === 'output') lines.push(event.line);
      },
    });
    this.reports.push(report);
    return { report, lines };
  }
}

/** How a run ended, and what its steps have printed. */
export interface Told {
  report: RunReport;
  lines: readonly string[];
}

/** `20 of stable use 1.0.0, 3 of canary use 1.1.0` */
function inWords(uses: readonly Use[]): string {
  const counts = new Map<string, number>();
  for (const { channel, version } of uses) {
    const key = `of ${channel} use ${version}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].map(([key, count]) => `${count} ${key}`).join(', ');
}

/** What happens in a scenario about models. */
export type ModelStory = (play: ModelPlay) => Promise<void>;
