import { Agent } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../clock';
import type {
  Platform,
  RevisionToRun,
  RouteEntry,
  StartResult,
  TaskEnd,
  TaskToRun,
} from '../cloudrun/platform';
import { Addresses } from './addresses';
import { forward, refuse } from './forward';
import type { Forwarded } from './forward';
import type { Instance } from './instance';
import type { Credentials } from './pull';
import { RunningRevision } from './revision';
import type { RevisionSettings } from './revision';
import { chooseRevision } from './split';
import { runTask } from './task';
import { TrafficLog } from './traffic-log';
import type { Counts, Served } from './traffic-log';

export interface FrontOptions {
  /** Dates the requests; latencies are real whatever its scale. */
  clock: Clock;
  /** The host's environment; a container sees PATH, HOME, TMPDIR and LANG of it. This process's when left out. */
  environment?: NodeJS.ProcessEnv;
  /** Decides which revision takes a request, uniform in [0, 1); Math.random when left out. */
  random?: () => number;
  /** What the platform's identity shows to registries that ask for it. */
  credentials?: Credentials;
  /** How long a container may take until it listens, in real milliseconds; 10,000 when left out. */
  startupTimeout?: number;
  /** From SIGTERM to SIGKILL of a stopped revision, in real milliseconds; 10,000 as on Cloud Run when left out. */
  grace?: number;
}

export interface ContainerLine {
  /** The revision's name; of a job's task its execution's. */
  revision: string;
  line: string;
}

export interface Front {
  platform: Platform;
  counts(): Counts;
  /** Tells of every request that was served. @returns a function that ends the subscription */
  onResponse(listener: (served: Served) => void): () => void;
  /** Tells every line that a container prints, and its end. @returns a function that ends the subscription */
  onLine(listener: (line: ContainerLine) => void): () => void;
  /**
   * Lets a share of the requests to a revision find no instance, as where a region is short of them.
   * @param revision its full name
   * @param share 0 to 1
   */
  starve(revision: string, share: number): void;
  /** Closes every URL and ends every container. */
  close(): Promise<void>;
}

const closingGrace = 1_000;

/**
 * Runs revisions as processes of this machine and splits requests among them: what is behind Cloud Run's control plane.
 * Each revision has one instance. The processes end with this one, however it ends.
 */
export function startFront(options: FrontOptions): Front {
  const lines = new Set<(line: ContainerLine) => void>();
  const data = new DataPlane(options, {
    environment: options.environment ?? process.env,
    startupTimeout: options.startupTimeout ?? 10_000,
    grace: options.grace ?? 10_000,
    ...(options.credentials ? { credentials: options.credentials } : {}),
    onLine: (line) => {
      for (const listener of lines) listener(line);
    },
  });
  return {
    platform: {
      start: (revision) => data.start(revision),
      stop: (revision) => data.stop(revision),
      runTask: (task, signal) => data.runTask(task, signal),
      route: (service) => data.route(service),
    },
    counts: () => data.traffic.counts(),
    onResponse: (listener) => data.traffic.subscribe(listener),
    onLine: (listener) => {
      lines.add(listener);
      return () => lines.delete(listener);
    },
    starve: (revision, share) => {
      data.starved.set(revision, share);
    },
    close: () => data.close(),
  };
}

class DataPlane implements Platform {
  readonly traffic = new TrafficLog();
  /** By full name of the revision: the share of its requests that find no instance. */
  readonly starved = new Map<string, number>();
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #settings: RevisionSettings;
  readonly #revisions = new Map<string, RunningRevision>();
  readonly #routes = new Map<string, readonly RouteEntry[]>();
  readonly #addresses = new Addresses((address, ...exchange) => this.#serve(address, ...exchange));
  readonly #agent = new Agent({ keepAlive: true });
  readonly #tasks = new Set<Promise<TaskEnd>>();
  readonly #closed = new AbortController();

  constructor({ clock, random = Math.random }: FrontOptions, settings: RevisionSettings) {
    this.#clock = clock;
    this.#random = random;
    this.#settings = settings;
  }

  async start(revision: RevisionToRun): Promise<StartResult> {
    const { project, location, service, name } = revision;
    const key = `projects/${project}/locations/${location}/services/${service}/revisions/${name}`;
    const running = new RunningRevision(revision, this.#settings);
    this.#revisions.set(key, running);
    const result = await running.start();
    if (!result.ready) await this.stop(key);
    return result;
  }

  async stop(name: string): Promise<void> {
    const revision = this.#revisions.get(name);
    this.#revisions.delete(name);
    await revision?.stop();
  }

  async runTask(task: TaskToRun, signal: AbortSignal): Promise<TaskEnd> {
    const ending = AbortSignal.any([signal, this.#closed.signal]);
    const run = runTask(task, this.#settings, ending);
    this.#tasks.add(run);
    return run.finally(() => this.#tasks.delete(run));
  }

  async route({ name, entries }: Parameters<Platform['route']>[0]): ReturnType<Platform['route']> {
    this.#routes.set(name, [...entries]);
    const tags = [...new Set(entries.flatMap(({ tag }) => (tag === undefined ? [] : [tag])))];
    const uri = await this.#addresses.urlOf(name, null);
    const tagUris = tags.map(async (tag) => [tag, await this.#addresses.urlOf(name, tag)] as const);
    return { uri, tagUris: Object.fromEntries(await Promise.all(tagUris)) };
  }

  async close(): Promise<void> {
    await this.#addresses.close();
    this.#closed.abort();
    await Promise.allSettled(this.#tasks);
    await Promise.all([...this.#revisions.values()].map((revision) => revision.stop(closingGrace)));
    this.#agent.destroy();
  }

  async #serve(
    address: { service: string; tag: string | null },
    incoming: IncomingMessage,
    outgoing: ServerResponse,
  ): Promise<void> {
    const started = performance.now();
    const revision = this.#revisionFor(address);
    const instance = await this.#instanceOf(address.service, revision);
    const { status, complete } = await this.#forward(revision, instance, incoming, outgoing);
    const { method = '', url: path = '', headers } = incoming;
    const failed = status >= 500 || !complete;
    const milliseconds = performance.now() - started;
    this.traffic.add({
      at: this.#clock.now(),
      ...address,
      revision,
      instance: instance?.id ?? null,
      method,
      path,
      host: headers.host ?? '',
      userAgent: headers['user-agent'] ?? null,
      status,
      failed,
      milliseconds,
    });
  }

  #revisionFor({ service, tag }: { service: string; tag: string | null }): string | null {
    const entries = this.#routes.get(service) ?? [];
    if (tag === null) return chooseRevision(entries, this.#random());
    return entries.find((entry) => entry.tag === tag)?.revision ?? null;
  }

  async #instanceOf(service: string, revision: string | null): Promise<Instance | null> {
    if (revision === null) return null;
    const name = `${service}/revisions/${revision}`;
    if (this.#random() < (this.starved.get(name) ?? 0)) return null;
    return (await this.#revisions.get(name)?.instance()) ?? null;
  }

  async #forward(
    revision: string | null,
    instance: Instance | null,
    incoming: IncomingMessage,
    outgoing: ServerResponse,
  ): Promise<Forwarded> {
    if (revision === null) return refuse(outgoing, 'No revision takes requests at this URL.');
    if (!instance)
      return refuse(outgoing, `Revision ${revision} has no instance that could take the request.`);
    return forward(incoming, outgoing, { port: instance.port, revision, agent: this.#agent });
  }
}
