import { afterEach, beforeEach, expect } from '@jest/globals';
import { createHash, generateKeyPairSync } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { published } from '../../actions/model-manifest/src/manifest/changes';
import { readSigningKey, sealed } from '../../actions/model-manifest/src/manifest/envelope';
import type { SigningKey } from '../../actions/model-manifest/src/manifest/envelope';
import type { Manifest, PublishedVersion } from '../../actions/model-manifest/src/manifest/model';
import { ModelClient, inFolder } from '../../clients/typescript';
import type { Clock, ClientOptions, LoadedModel, ModelRuntime, Storage } from '../../clients/typescript';
import { fileStorage } from '../../clients/typescript/node/file-storage';
import { versionOf } from '../unit/model-versions';
import { startModelServer } from './model-client-server';
import type { ModelServer } from './model-client-server';

export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const DAY = 86_400_000;
const BEGIN = Date.UTC(2026, 10, 21);

/** Time passes when a test says so. */
export class ManualClock implements Clock {
  private time = BEGIN;
  private readonly sleepers = new Set<{ until: number; wake: () => void }>();

  now(): number {
    return this.time;
  }

  sleep(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const sleeper = { until: this.time + ms, wake: resolve };
      this.sleepers.add(sleeper);
      signal.addEventListener('abort', () => {
        this.sleepers.delete(sleeper);
        reject(new Error('woken'));
      });
    });
  }

  pass(ms: number): void {
    this.time += ms;
    for (const { until, wake } of this.sleepers) if (until <= this.time) wake();
  }
}

/** A model that multiplies by its factor; long enough to come in several pieces. */
export const modelOf = (factor: number): Buffer =>
  Buffer.from(JSON.stringify({ factor, padding: '.'.repeat(200_000) }));

const TENSORS = {
  inputs: [{ name: 'x', shape: [1, 2], dtype: 'float32' }],
  outputs: [{ name: 'y', shape: [1, 2], dtype: 'float32' }],
};

/** Runs such models from a storage. */
export function multiplying(storage: Storage): ModelRuntime {
  return {
    load: async (file): Promise<LoadedModel> => {
      const { factor } = JSON.parse(Buffer.from((await storage.read(file)) ?? []).toString()) as {
        factor: number;
      };
      const run: LoadedModel['run'] = (inputs) =>
        Promise.resolve(inputs.map((row) => row.map((value) => value * factor)));
      return { ...TENSORS, run, close: () => Promise.resolve() };
    },
  };
}

export const bundled = { version: '0.1.0', sha256: sha256Of(Buffer.from('bundled')) };

/** Everything of a client but its storage. */
export function optionsFor(
  server: Pick<ModelServer, 'url'>,
  clock: Clock,
  keys: readonly string[],
): Omit<ClientOptions, 'storage' | 'runtime'> {
  return {
    ...{ modelId: 'smile', keys, bundled, clock, fetch },
    installation: {
      id: 'an installation',
      channel: 'stable',
      appVersion: '1.0.0',
      runtimeVersion: '2.16.0',
      preprocessing: [],
      formats: ['tflite'],
    },
    addressOf: inFolder(server.url),
    limits: { healthyLaunches: 1 },
  };
}

/** Signs as the action does. */
export class Publisher {
  readonly pem: string;
  private readonly key: SigningKey;
  /** The one that a next publishing begins with. */
  manifest: Manifest | undefined;

  constructor() {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    this.key = readSigningKey(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
    this.pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  }

  sign(manifest: Manifest): Buffer {
    return sealed(manifest, [this.key]);
  }

  /** A version more on stable. @returns the manifest's object; `objects` gets the blobs */
  publish(
    objects: Map<string, Buffer>,
    version: string,
    model: Buffer,
    over: Partial<PublishedVersion> = {},
  ): Buffer {
    const sha256 = sha256Of(model);
    const path = `blobs/sha256/${sha256}`;
    objects.set(path, model);
    const blob = { path, sha256, size: model.length, crc32c: 'AAAAAA==' };
    this.manifest = published(
      this.manifest,
      versionOf(version, { blob, ...over }),
      'stable',
      { percent: 100, salt: version },
      { modelId: 'smile', now: BEGIN, lifetime: 90 * DAY, previousManifestSha256: null },
    );
    return this.sign(this.manifest);
  }
}

/** A phone whose present model is 1.0.0, and a server that has the newer 1.1.0. */
export interface ClientBed {
  server: ModelServer;
  clock: ManualClock;
  publisher: Publisher;
  /** What the server gave until now. */
  old: { manifest: Manifest; object: Buffer };
  folder: string;
  /** The model that is published as 1.1.0. */
  newer: { bytes: Buffer; path: string };
  /** A process of the app; each has the same disk. */
  open: (over?: Partial<ClientOptions>) => Promise<ModelClient>;
  close: () => Promise<void>;
}

export async function openClientBed(): Promise<ClientBed> {
  const [server, folder] = await Promise.all([startModelServer(), mkdtemp(join(tmpdir(), 'model-client-'))]);
  const [clock, publisher] = [new ManualClock(), new Publisher()];
  const open: ClientBed['open'] = async (over = {}) => {
    const storage = over.storage ?? (await fileStorage(folder));
    const options = optionsFor(server, clock, [publisher.pem, new Publisher().pem]);
    return ModelClient.open({ ...options, storage, runtime: multiplying(storage), ...over });
  };
  const object = publisher.publish(server.objects, '1.0.0', modelOf(2));
  server.objects.set('manifest.json', object);
  await settle(open);
  const manifest = publisher.manifest;
  if (!manifest) throw new Error('nothing was published');
  const bytes = modelOf(3);
  server.objects.set('manifest.json', publisher.publish(server.objects, '1.1.0', bytes));
  server.requests.length = 0;
  return {
    ...{ server, clock, publisher, folder, open },
    old: { manifest, object },
    newer: { bytes, path: `blobs/sha256/${sha256Of(bytes)}` },
    close: async () => {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Gets what is published, and uses it until it is the current model. */
export async function settle(open: ClientBed['open']): Promise<void> {
  await (await open()).update();
  const client = await open();
  await client.launch();
  await client.healthy();
}

/** A bed of its own for every test of a file. */
export function bedForEachTest(opened: (bed: ClientBed) => void): void {
  let bed: ClientBed;
  beforeEach(async () => {
    bed = await openClientBed();
    opened(bed);
  });
  afterEach(() => bed.close());
}

/** As {@link bedForEachTest}; whatever a test did, the app starts with the model that it had, whose file is what it was. */
export function bedThatKeepsItsModel(opened: (bed: ClientBed) => void): void {
  let bed: ClientBed;
  afterEach(async () => {
    const present = await (await bed.open()).launch();
    expect(present).toMatchObject({ source: 'stored', version: '1.0.0', onTrial: false });
    const file = await readFile(join(bed.folder, 'file' in present ? present.file : ''));
    expect(sha256Of(file)).toBe(sha256Of(modelOf(2)));
  });
  // Hooks run in the order in which they are given: the phone is looked at before it is closed.
  bedForEachTest((each) => {
    bed = each;
    opened(bed);
  });
}

/** One update against the server as it is now. */
export async function updated(bed: ClientBed): Promise<unknown> {
  const client = await bed.open();
  await client.launch();
  return client.update();
}
