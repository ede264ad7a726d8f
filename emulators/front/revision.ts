import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RevisionToRun, StartResult } from '../cloudrun/platform';
import { commandOf } from './command';
import type { ContainerCommand } from './command';
import { ImageProblem } from './image';
import { launch } from './instance';
import type { Instance } from './instance';
import { pullImage } from './pull';
import type { Credentials } from './pull';
import { unpack } from './unpack';

export interface RevisionSettings {
  /** The host's environment, of which a container sees PATH, HOME, TMPDIR and LANG. */
  environment: NodeJS.ProcessEnv;
  credentials?: Credentials;
  /** How long a container may take until it listens, in real milliseconds. */
  startupTimeout: number;
  /** From SIGTERM to SIGKILL, in real milliseconds. */
  grace: number;
  /** Receives what the containers print, and what becomes of them. */
  onLine: (line: { revision: string; line: string }) => void;
}

const linesKept = 10;

/** A revision with at most one instance, which comes back with the next request after it crashed. */
export class RunningRevision {
  readonly #revision: RevisionToRun;
  readonly #settings: RevisionSettings;
  readonly #lastLines: string[] = [];
  #root: string | undefined;
  #command: ContainerCommand | undefined;
  #instance: Promise<Instance | null> | undefined;
  #starting: Promise<StartResult> | undefined;
  #stopped = false;
  /** Why the last launch failed. */
  #failure = '';

  constructor(revision: RevisionToRun, settings: RevisionSettings) {
    this.#revision = revision;
    this.#settings = settings;
  }

  /** Pulls and unpacks the image, starts the first instance and waits until it listens. */
  start(): Promise<StartResult> {
    this.#starting = this.#prepare();
    return this.#starting;
  }

  /** The instance that takes requests, started if there is none; null when it does not start. */
  instance(): Promise<Instance | null> {
    this.#instance ??= this.#launch();
    return this.#instance;
  }

  /** Stops the instance and removes the unpacked image. */
  async stop(grace = this.#settings.grace): Promise<void> {
    this.#stopped = true;
    // What is still being pulled or launched must be there before it can be taken away.
    await this.#starting?.catch(() => undefined);
    const instance = await this.#instance;
    await instance?.child.stop(grace);
    if (this.#root !== undefined) await rm(this.#root, { recursive: true, force: true });
  }

  async #prepare(): Promise<StartResult> {
    try {
      const image = await pullImage(this.#revision.image, this.#settings.credentials);
      this.#root = await mkdtemp(join(tmpdir(), 'revision-'));
      await unpack(image.layers, this.#root);
      const { environment } = this.#settings;
      const command = commandOf(this.#revision, image.config, { root: this.#root, host: environment });
      this.#command = { ...command, env: (own) => command.env({ ...own, ...this.#knative() }) };
    } catch (error) {
      if (!(error instanceof ImageProblem)) throw error;
      return { ready: false, reason: error.reason, message: error.message };
    }
    return (await this.instance()) ? { ready: true } : this.#unhealthy();
  }

  /** Who it is, in the names that Knative gave them. */
  #knative(): Record<string, string> {
    const { service, name } = this.#revision;
    return { K_SERVICE: service, K_REVISION: name, K_CONFIGURATION: service };
  }

  async #launch(): Promise<Instance | null> {
    if (!this.#command || this.#stopped) return null;
    const launched = await launch(
      this.#command,
      (line) => {
        this.#tell(line);
      },
      this.#settings.startupTimeout,
    );
    if ('failure' in launched) {
      this.#failure = launched.failure;
      this.#tell(launched.failure);
      this.#instance = undefined;
      return null;
    }
    void launched.instance.child.ended.then((code) => {
      this.#instance = undefined;
      if (!this.#stopped) this.#tell(`Container called exit(${code}).`);
    });
    return launched.instance;
  }

  #tell(line: string): void {
    this.#lastLines.push(line);
    if (this.#lastLines.length > linesKept) this.#lastLines.shift();
    this.#settings.onLine({ revision: this.#revision.name, line });
  }

  /** In the words of Cloud Run, with what it would only say in the logs. */
  #unhealthy(): StartResult {
    const message =
      'The user-provided container failed to start and listen on the port defined provided by the ' +
      `PORT=${this.#revision.containerPort ?? 8080} environment variable within the allocated timeout. ` +
      `${this.#failure} Last log lines:\n${this.#lastLines.join('\n')}`;
    return { ready: false, reason: 'HEALTH_CHECK_CONTAINER_ERROR', message };
  }
}
