import type { KeyObject } from 'node:crypto';
import { pinnedKey } from './envelope';
import { modelFile } from './files';
import { unmet } from './installation';
import type { Installation } from './installation';
import { Memory } from './memory';
import { DEFAULT_LIMITS } from './ports';
import type { AddressOf, Clock, Fetch, Limits, ModelRuntime, Storage } from './ports';
import type { Held, State } from './state';
import { closed, failed, healthy, heldIn, inUse, launched } from './trial';
import { update } from './update';
import type { Ended } from './update';

/** What is built into the app, and the ports through which it touches the world. */
export interface ClientOptions {
  modelId: string;
  /** Public keys in PEM: the one that signs now, and the one that will. */
  keys: readonly string[];
  /** The model that the app has with it, for when there is no other. */
  bundled: { version: string; sha256: string };
  installation: Installation;
  addressOf: AddressOf;
  storage: Storage;
  runtime: ModelRuntime;
  clock: Clock;
  fetch: Fetch;
  limits?: Partial<Limits>;
}

/** The model to load. */
export type Present =
  | { source: 'bundled'; version: string }
  /** `file` is its name in the storage. */
  | { source: 'stored'; version: string; file: string; onTrial: boolean };

/** `fault`: the state could not be written, so the model on trial was left aside. */
export type Launch = Present & { fault?: unknown };

/** How an update ended. `replacement`: what is loaded was revoked, and this is to be used instead, at once. */
export type Updated = Ended & { replacement?: Present };

/** One model of one installation. Only one client at a time may have the storage. */
export class ModelClient {
  private readonly options: ClientOptions;
  private readonly keys: readonly KeyObject[];
  private readonly memory: Memory;
  /** What this process was told to load; undefined before that. */
  private loaded: Held | null | undefined;
  private updating: Promise<Updated> | undefined;

  private constructor(options: ClientOptions, memory: Memory) {
    this.options = options;
    this.keys = options.keys.map(pinnedKey);
    this.memory = memory;
  }

  /** @throws Error where a pinned key is none, or the storage cannot be read */
  static async open(options: ClientOptions): Promise<ModelClient> {
    return new ModelClient(options, await Memory.open(options.storage));
  }

  /**
   * The model of this launch. Asks no server, so the start of the app never waits for one; to be called once, before
   * `update`. Where the disk is full the model on trial is left aside, since its crash could not be noticed.
   */
  async launch(): Promise<Launch> {
    const usable = await this.usable();
    try {
      await this.memory.change((state) => launched(state, usable));
    } catch (fault) {
      return { ...this.tell(besidesTheTrial(this.memory.state, usable)), fault };
    }
    return this.tell(inUse(this.memory.state));
  }

  /** The app works with its model: say so once a launch, after the first results. */
  async healthy(): Promise<void> {
    const { healthyLaunches } = this.limits;
    const sha256 = this.loaded?.sha256;
    if (sha256 !== undefined) await this.memory.change((state) => healthy(state, sha256, healthyLaunches));
  }

  /** The app ends in good order, perhaps before it could say anything of its model. */
  async closed(): Promise<void> {
    const sha256 = this.loaded?.sha256;
    if (sha256 !== undefined) await this.memory.change((state) => closed(state, sha256));
  }

  /** The model of this launch cannot be loaded. @returns the one to load instead */
  async unusable(): Promise<Present> {
    const sha256 = this.loaded?.sha256;
    if (sha256 !== undefined) await this.memory.change((state) => failed(state, sha256));
    return this.tell(inUse(this.memory.state));
  }

  /** Looks for another model, and gets it ready for the next launch. Never rejects; two at once are one. */
  update(): Promise<Updated> {
    this.updating ??= this.updateOnce().finally(() => {
      this.updating = undefined;
    });
    return this.updating;
  }

  private get limits(): Limits {
    return { ...DEFAULT_LIMITS, ...this.options.limits };
  }

  private async updateOnce(): Promise<Updated> {
    const { modelId, bundled } = this.options;
    const { withdrawn, ...ended } = await update({
      ...this.options,
      memory: this.memory,
      limits: this.limits,
      trust: { modelId, keys: this.keys },
      bundled: bundled.sha256,
      loaded: this.loaded?.sha256,
    });
    return withdrawn ? { ...ended, replacement: this.tell(inUse(this.memory.state)) } : ended;
  }

  private tell(model: Held | null): Present {
    this.loaded = model;
    if (!model) return { source: 'bundled', version: this.options.bundled.version };
    const { version, sha256 } = model;
    const onTrial = this.memory.state.trial?.model.sha256 === sha256;
    return { source: 'stored', version, file: modelFile(sha256), onTrial };
  }

  /** Hashes of the models that are there in full, and that this version of the app can use. */
  private async usable(): Promise<Set<string>> {
    const { storage, installation } = this.options;
    const there = new Set<string>();
    for (const { sha256, size, requires } of heldIn(this.memory.state)) {
      const isSuitable = unmet(requires, installation) === undefined;
      if (isSuitable && (await storage.size(modelFile(sha256))) === size) there.add(sha256);
    }
    return there;
  }
}

const besidesTheTrial = ({ current, previous }: State, usable: ReadonlySet<string>): Held | null =>
  [current, previous].find((model) => model && usable.has(model.sha256)) ?? null;
