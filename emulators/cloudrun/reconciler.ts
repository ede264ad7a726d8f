import type { Clock } from '../clock';
import type { Platform, RevisionToRun, StartResult } from './platform';
import { notReady } from './conditions';
import { carryOut } from './jobs/carry-out';
import type { ExecutionRecord, JobRecord } from './jobs/model';
import type { OperationResult } from './operations';
import type { Failure, RevisionRecord, ServiceRecord } from './state';
import { codeOf } from '../proto/status';
import { servingContainer } from './template';
import { resolve, routeEntries, trafficStatuses } from './traffic';
import { serviceView } from './views';

/** Times in emulated milliseconds. */
export interface ReconcilerOptions {
  clock: Clock;
  platform: Platform;
  /** How long a revision takes to be started at the least. */
  readyAfterMs: number;
  /** How long it takes until a change of traffic is in force. */
  settleMs: number;
}

/** An error that an operation was told to end in. */
export interface InjectedError {
  code: number;
  message: string;
}

/** Brings services to what is wanted of them, in the background, as Cloud Run's control plane does. */
export class Reconciler {
  readonly #options: ReconcilerOptions;
  readonly #stopped = new AbortController();
  readonly #work = new Set<Promise<unknown>>();
  readonly #executions = new WeakMap<ExecutionRecord, Promise<void>>();

  constructor(options: ReconcilerOptions) {
    this.#options = options;
  }

  /** Now, in RFC 3339. */
  timestamp(): string {
    return new Date(this.#options.clock.now()).toISOString();
  }

  /** Starts a revision; its phase says what became of it. */
  start(service: ServiceRecord, revision: RevisionRecord, injected?: InjectedError): void {
    revision.settled = this.#track(
      (injected
        ? Promise.resolve(failed('INTERNAL', injected.message))
        : this.#started(service, revision)
      ).then((result) => {
        this.#settle(service, revision, result);
      }),
    );
  }

  /** Carries out one write; resolves with the result of its operation and never rejects. */
  reconcile(
    service: ServiceRecord,
    revision: RevisionRecord | undefined,
    injected?: InjectedError,
  ): Promise<OperationResult> {
    const { generation } = service;
    service.pending += 1;
    service.transitionTime = this.timestamp();
    const work = this.#carryOut(service, revision, injected).catch((error: unknown): Failure => {
      return { reason: 'INTERNAL', message: `The platform failed: ${String(error)}` };
    });
    return this.#track(work.then((failure) => this.#finish(service, generation, failure, injected)));
  }

  /** Runs an execution to its end; never rejects for what a task did. */
  execute(job: JobRecord, execution: ExecutionRecord): Promise<void> {
    const { clock, platform } = this.#options;
    const running = this.#track(carryOut(job, execution, { clock, platform, halted: this.#stopped.signal }));
    this.#executions.set(execution, running);
    return running;
  }

  /** Resolves when an execution has ended. */
  executed(execution: ExecutionRecord): Promise<void> {
    return this.#executions.get(execution) ?? Promise.resolve();
  }

  /** Takes a service off the platform. */
  remove(service: ServiceRecord): Promise<void> {
    return this.#track(
      this.#inTurn(service, async () => {
        await this.#options.platform.route({ name: service.name, entries: [] });
        await Promise.all([...service.revisions.values()].map((revision) => this.stop(revision)));
      }),
    );
  }

  /** Stops a revision, once it has started or failed to. */
  async stop(revision: RevisionRecord): Promise<void> {
    await revision.settled;
    if (revision.phase === 'ready') await this.#options.platform.stop(revision.name);
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    while (this.#work.size > 0) await Promise.allSettled(this.#work);
  }

  /** Gives up every wait; what is under way ends at its next step without changing anything. */
  halt(): void {
    this.#stopped.abort();
  }

  #track<Result>(work: Promise<Result>): Promise<Result> {
    const tracked = work.finally(() => this.#work.delete(tracked));
    this.#work.add(tracked);
    return tracked;
  }

  async #started(service: ServiceRecord, revision: RevisionRecord): Promise<StartResult> {
    try {
      await this.#options.clock.sleep(this.#options.readyAfterMs, this.#stopped.signal);
      return await Promise.race([
        this.#options.platform.start(revisionToRun(service, revision)),
        this.#halted(revision),
      ]);
    } catch (error) {
      return failed('INTERNAL', `The platform could not start it: ${String(error)}`);
    }
  }

  /** Stops a revision that is still starting when everything is given up. */
  async #halted({ name }: RevisionRecord): Promise<StartResult> {
    const { signal } = this.#stopped;
    await new Promise<void>((resolve) => {
      signal.addEventListener('abort', () => {
        resolve();
      });
    });
    await this.#options.platform.stop(name);
    return failed('INTERNAL', 'The emulator was stopped.');
  }

  #settle(service: ServiceRecord, revision: RevisionRecord, result: StartResult): void {
    revision.updateTime = this.timestamp();
    if (!result.ready) {
      revision.phase = 'failed';
      revision.failure = { reason: result.reason, message: result.message };
      return;
    }
    revision.phase = 'ready';
    const latest = service.revisions.get(service.latestReady ?? '');
    // A revision that took longer than a later one does not become the latest.
    if (!latest || latest.sequence < revision.sequence) service.latestReady = revision.id;
  }

  async #carryOut(
    service: ServiceRecord,
    revision: RevisionRecord | undefined,
    injected: InjectedError | undefined,
  ): Promise<Failure | undefined> {
    await revision?.settled;
    if (injected) return { reason: 'INTERNAL', message: injected.message };
    await this.#targetsSettled(service);
    await this.#inTurn(service, () => this.#route(service));
    if (revision?.failure) return notReady(revision.id, revision.failure);
    return service.routesFailure;
  }

  /** Waits for the revisions that traffic is to go to; what is wanted may change meanwhile. */
  async #targetsSettled(service: ServiceRecord): Promise<void> {
    for (;;) {
      const starting = targets(service).filter(({ phase }) => phase === 'starting');
      if (starting.length === 0) return;
      await Promise.all(starting.map(({ settled }) => settled));
    }
  }

  #inTurn(service: ServiceRecord, step: () => Promise<void>): Promise<void> {
    const turn = service.routing.then(step);
    // The next in turn must go on whatever became of this one; its own caller is told by `turn`.
    service.routing = turn.catch(() => undefined);
    return turn;
  }

  /** Routes as is wanted now, or leaves what serves alone when a revision that is named cannot serve. */
  async #route(service: ServiceRecord): Promise<void> {
    const { traffic = [] } = service.spec;
    const wanted = targets(service);
    if (wanted.some(({ phase }) => phase === 'starting')) return;
    const broken = wanted.find(({ phase }) => phase === 'failed');
    service.routesFailure = broken?.failure && notReady(broken.id, broken.failure);
    if (service.routesFailure) return;

    const { latestReady } = service;
    await this.#options.clock.sleep(this.#options.settleMs, this.#stopped.signal);
    const entries = routeEntries(traffic, latestReady);
    const { uri, tagUris } = await this.#options.platform.route({ name: service.name, entries });
    service.routed = entries;
    service.uri = uri;
    service.trafficStatuses = trafficStatuses(traffic, tagUris);
  }

  #finish(
    service: ServiceRecord,
    generation: number,
    failure: Failure | undefined,
    injected: InjectedError | undefined,
  ): OperationResult {
    service.pending -= 1;
    service.transitionTime = this.timestamp();
    if (failure) {
      service.routesFailure ??= injected ? failure : undefined;
      return { error: { code: injected?.code ?? operationCode(failure.reason), message: failure.message } };
    }
    service.observedGeneration = Math.max(service.observedGeneration, generation);
    return { response: serviceView(service) };
  }
}

function failed(reason: string, message: string): StartResult {
  return { ready: false, reason, message };
}

/** The revisions that traffic leads to; before any was Ready, LATEST waits for the newest. */
function targets({ spec, revisions, latestReady, latestCreated }: ServiceRecord): RevisionRecord[] {
  return (spec.traffic ?? []).flatMap((target) => {
    return revisions.get(resolve(target, latestReady ?? latestCreated) ?? '') ?? [];
  });
}

function revisionToRun(service: ServiceRecord, revision: RevisionRecord): RevisionToRun {
  const container = servingContainer(revision.template.containers ?? []) ?? {};
  const { image = '', command = [], args = [], env = [], ports = [] } = container;
  const variables = env.flatMap(({ name, value }) =>
    name !== undefined && value !== undefined ? [[name, value]] : [],
  );
  const port = ports[0]?.containerPort;
  return {
    project: service.project,
    location: service.location,
    service: service.id,
    name: revision.id,
    image,
    command,
    args,
    env: Object.fromEntries(variables) as Record<string, string>,
    ...(port === undefined ? {} : { containerPort: port }),
  };
}

/** The `google.rpc.Code` that an operation ends with for a reason. */
function operationCode(reason: string): number {
  if (reason === 'CONTAINER_MISSING') return codeOf('NOT_FOUND');
  if (/PERMISSION_DENIED|UNAUTHORIZED|SECRETS_ACCESS/.test(reason)) return codeOf('PERMISSION_DENIED');
  if (reason === 'PROGRESS_DEADLINE_EXCEEDED') return codeOf('DEADLINE_EXCEEDED');
  if (reason === 'INTERNAL' || reason === 'UNKNOWN') return codeOf('INTERNAL');
  return codeOf('FAILED_PRECONDITION');
}
