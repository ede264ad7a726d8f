/**
 * The second copy of a service's record, in a deployment of GitHub's: other tools can drop annotations (`gcloud run
 * services replace` does). Nothing of it can make a rollout fail.
 */
import { declaredTraffic } from '../cloudrun';
import type { CloudRun, Service } from '../cloudrun';
import type { ServiceReference } from '../places';
import type { GitHub } from '../github';
import { UserError } from '../runner';
import type { Runner } from '../runner';
import { lastingOf, noteOf, stateFrom } from './copy-text';
import { ownRun, recordOn } from './own-runs';
import { ANNOTATION, trafficHash, withState } from './state';
import type { RolloutState } from './state';

/** Where copies are kept. */
export interface CopySettings {
  /** Of GitHub; its deployments hold the copies. */
  environment: string;
  /** May read deployments, and write them where copies are to be kept. */
  token: string;
  /** Copies are read where a record is missing, and none is kept. */
  readOnly?: true;
}

const TRIES = 3;

export class SecondCopy {
  private readonly runner: Runner;
  private readonly at: ServiceReference;
  private readonly settings: CopySettings;
  private readonly signal: AbortSignal;
  /** The last record of this run's own that was seen on the service or written to it. */
  private last: RolloutState | undefined;
  private isBusy = false;
  private work = Promise.resolve();
  private kept: { id: number; lasting: string } | undefined;
  private connected: Promise<GitHub> | undefined;
  private found: Promise<RolloutState | undefined> | undefined;
  private isWarned = false;

  constructor(runner: Runner, at: ServiceReference, settings: CopySettings, signal: AbortSignal) {
    this.runner = runner;
    this.at = at;
    this.settings = settings;
    this.signal = signal;
  }

  /** Keeps a record of this run's, in the background; of several that come quickly, the last one. */
  note(state: RolloutState): void {
    const isOwn = state.run !== '' && state.run === this.runner.environment.runUrl;
    const isNews = this.last === undefined || Date.parse(state.at) > Date.parse(this.last.at);
    // Before the first step, and on a service's first revision, there is nothing to come back to.
    if (!isOwn || !isNews || state.step < 0 || state.stable === '') return;
    this.last = state;
    if (this.isBusy || this.settings.readOnly) return;
    this.isBusy = true;
    this.work = this.keepLast();
  }

  /** When everything is kept that can be. */
  async settled(): Promise<void> {
    await this.work;
  }

  /**
   * The service with its record put back where another tool has dropped it, and the traffic still is as it says. The next
   * write of whoever reads it makes that true.
   * @param options.ask look into the deployments, too, and not only at what this run has written
   */
  async mended(service: Service, cloudRun: CloudRun, { ask }: { ask: boolean }): Promise<Service> {
    if (service.annotations[ANNOTATION] !== undefined) return service;
    // Whatever we have left behind, a tag of ours is there.
    if (!service.traffic.some(({ tag }) => tag !== undefined)) return service;
    const record =
      fits(this.last, service) ?? (ask ? await this.fromDeployment(service, cloudRun) : undefined);
    if (!record) return service;
    return { ...service, annotations: withState(service.annotations, record) };
  }

  private async fromDeployment(service: Service, cloudRun: CloudRun): Promise<RolloutState | undefined> {
    this.found ??= this.read();
    const record = fits(await this.found, service);
    if (!record) return undefined;
    const names = [record.candidate, record.stable].filter((name) => name !== '');
    const revisions = await Promise.all(names.map((name) => cloudRun.getRevision(name)));
    if (revisions.includes(undefined)) return undefined;
    this.runner.log.notice(
      `${this.at.service} in ${this.at.region} has lost the record of its rollout; it was read from the deployments to ${this.settings.environment}.`,
    );
    return record;
  }

  /** Text from outside: undefined where it is no record. */
  private async read(): Promise<RolloutState | undefined> {
    try {
      const { findRecord } = await import('../github');
      const found = await findRecord(await this.github(), this.key());
      const state = found && stateFrom(lastingIn(found.payload), found.note ?? '');
      return state && { ...state, run: ownRun(state.run, this.runner.environment.runUrl) };
    } catch (error) {
      this.warn('could not be read', error);
      return undefined;
    }
  }

  private async keepLast(): Promise<void> {
    for (let written: RolloutState | undefined; written !== this.last;) {
      written = this.last;
      try {
        if (written) await this.keep(written);
      } catch (error) {
        this.warn('could not be kept', error);
      }
    }
    this.isBusy = false;
  }

  private async keep(state: RolloutState): Promise<void> {
    const { reportDeployment } = await import('../github');
    const github = await this.github();
    const id = await this.deploymentFor(github, state);
    const description = noteOf(state);
    await reportDeployment(github, id, { state: STATES[state.status], description, aside: true });
  }

  /** The deployment that has what stays of this record in its payload: the one before, or a new one. */
  private async deploymentFor(github: GitHub, state: RolloutState): Promise<number> {
    const { findRecord, startRecord } = await import('../github');
    const lasting = lastingOf(state);
    const text = sortedJson(lasting);
    if (this.kept?.lasting === text) return this.kept.id;
    const found = await findRecord(github, this.key());
    const isSame = found !== undefined && sortedJson(lastingIn(found.payload)) === text;
    const id = isSame
      ? found.id
      : await startRecord(github, {
          ...this.key(),
          sha: this.runner.environment.sha ?? '',
          description: `The record of a rollout of ${this.at.service} in ${this.at.region}`,
          payload: { sluice: lasting },
        });
    this.kept = { id, lasting: text };
    return id;
  }

  private key(): { environment: string; task: string } {
    const { project, region, service } = this.at;
    return { environment: this.settings.environment, task: `sluice:${project}/${region}/${service}` };
  }

  private github(): Promise<GitHub> {
    this.connected ??= this.connect();
    return this.connected;
  }

  private async connect(): Promise<GitHub> {
    const { connectGitHub } = await import('../github');
    const { clock, random, environment } = this.runner;
    return connectGitHub({
      token: this.settings.token,
      repository: environment.repository ?? '',
      patience: { clock, random, signal: this.signal, tries: TRIES },
    });
  }

  private warn(what: string, error: unknown): void {
    if (this.isWarned || this.signal.aborted) return;
    this.isWarned = true;
    const words = error instanceof Error ? error.message : String(error);
    const remedy = error instanceof UserError ? ` ${error.remedy}` : '';
    this.runner.log.warning(
      `The second copy of the record of ${this.at.service} in ${this.at.region} ${what}; the rollout goes on without it. ${words}${remedy}`,
    );
  }
}

/** A record is no deployment that could be active beside the job's own: once it is over, it is inactive. */
const STATES = {
  candidate: 'in_progress',
  rolling: 'in_progress',
  waiting: 'in_progress',
  held: 'in_progress',
  promoted: 'inactive',
  'rolled-back': 'failure',
} as const;

/** The record is about the traffic that there is. */
function fits(state: RolloutState | undefined, service: Service): RolloutState | undefined {
  if (!state) return undefined;
  return trafficHash(declaredTraffic(service), state.tagPrefix) === state.traffic ? state : undefined;
}

/** GitHub gives a payload back as it was sent, or as the text of it. */
function lastingIn(payload: unknown): unknown {
  if (typeof payload === 'string') {
    try {
      return lastingIn(JSON.parse(payload) as object);
    } catch {
      return undefined;
    }
  }
  return typeof payload === 'object' && payload !== null && 'sluice' in payload ? payload.sluice : undefined;
}

function sortedJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

/** The record of a read or a write, for {@link SecondCopy.note}. */
export const noted = (copy: SecondCopy, annotations: Readonly<Record<string, string>>): void => {
  const state = recordOn({ annotations: { ...annotations } });
  if (state) copy.note(state);
};
