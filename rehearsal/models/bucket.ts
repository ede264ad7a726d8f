/** The bucket of the models, which everybody may read, and what lies in it. */
import { generateKeyPairSync } from 'node:crypto';
import { readManifest } from '../../clients/typescript';
import type { Manifest } from '../../clients/typescript';
import type { Clock } from '../../emulators/clock';
import { startGcs } from '../../emulators/gcs';
import type { RunningGcs } from '../../emulators/gcs';
import type { Call } from '../../emulators/call';
import type { Stage } from '../stage';

export const BUCKET = 'acme-models';
const FOLDER = 'smile';

/** The key that signs, and its public half, which is built into the app. */
export interface ModelKeys {
  private: string;
  public: string;
}

export class ModelBucket {
  readonly keys: ModelKeys;
  private readonly gcs: RunningGcs;
  private readonly door: Door;

  private constructor(gcs: RunningGcs, keys: ModelKeys, door: Door) {
    this.gcs = gcs;
    this.keys = keys;
    this.door = door;
  }

  static async start(clock: Clock, permissionsOf: Stage['permissionsOf']): Promise<ModelBucket> {
    const door: Door = { open: false, atCommit: undefined };
    const gcs = await startGcs({
      clock,
      buckets: [{ name: BUCKET }],
      permissionsOf: (token) => (token === undefined && door.open ? 'all' : permissionsOf(token)),
      hooks: {
        onCall: async (call) => {
          if (isCommit(call)) await takeOnce(door)?.();
        },
      },
    });
    gcs.state.bucket(BUCKET).policy = {
      bindings: [{ role: 'roles/storage.objectViewer', members: ['allUsers'] }],
    };
    return new ModelBucket(gcs, newKeys(), door);
  }

  /** Where apps look. */
  get home(): string {
    return `${this.gcs.url}/${BUCKET}/${FOLDER}`;
  }

  get environment(): Readonly<Record<string, string>> {
    return { SLUICE_STORAGE_ENDPOINT: this.gcs.url };
  }

  /** What anybody can see. */
  async manifest(): Promise<Manifest> {
    const response = await fetch(`${this.home}/manifest.json`);
    if (!response.ok) throw new Error(`The manifest cannot be read: ${response.status}.`);
    const { payload } = (await response.json()) as { payload: string };
    return readManifest(JSON.parse(Buffer.from(payload, 'base64').toString()));
  }

  /** Names and generations of all objects. */
  contents(): string[] {
    return [...this.gcs.state.bucket(BUCKET).live].map(([name, { generation }]) => `${name}#${generation}`);
  }

  /** Sequences of all manifests that were ever written, in their order. */
  sequences(): number[] {
    const names = [...this.gcs.state.bucket(BUCKET).live.keys()];
    return names.flatMap((name) => /manifests\/(\d+)-/.exec(name)?.[1] ?? []).map(Number);
  }

  /** Lets somebody of the team in, who has a login of their own. */
  async asInsider<T>(work: () => Promise<T>): Promise<T> {
    this.door.open = true;
    try {
      return await work();
    } finally {
      this.door.open = false;
    }
  }

  /** Does something at the moment at which the next publisher is about to commit, and has read everything. */
  atNextCommit(work: () => Promise<void>): void {
    this.door.atCommit = work;
  }

  close(): Promise<void> {
    return this.gcs.close();
  }
}

interface Door {
  open: boolean;
  atCommit: (() => Promise<void>) | undefined;
}

/** Models and reports come by uploads; the first object that is written whole is the manifest for the history. */
const isCommit = ({ method }: Call): boolean => method === 'Objects.Insert';

function takeOnce(door: Door): Door['atCommit'] {
  const { atCommit } = door;
  door.atCommit = undefined;
  return atCommit;
}

function newKeys(): ModelKeys {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    private: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    public: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  };
}
