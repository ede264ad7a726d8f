/** Phones with the app: each one launches, uses its model, and looks for another one, as the client contract says. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Clock } from '../../emulators/clock';
import { ModelClient } from '../../clients/typescript';
import { fileStorage } from '../../clients/typescript/node/file-storage';
import { Classifier } from '../../examples/smilesage/src/classifier';
import { clientOptions, modelFile } from '../../examples/smilesage/src/installation';
import type { Installation } from '../../examples/smilesage/src/installation';
import { pictures } from '../../examples/smilesage/src/pictures';
import type { ModelBucket } from './bucket';

/** What a phone did in one launch. */
export interface Use {
  channel: Installation['channel'];
  /** Of the model that it has used. */
  version: string;
  /** How its look for another one ended: `ready`, or the reason why there is none. */
  looked: string;
}

const SAMPLE = pictures(4, 11);

export class Phones {
  private readonly installations: readonly Installation[];

  private constructor(installations: readonly Installation[]) {
    this.installations = installations;
  }

  /** Phones of so many people, some of them testers. */
  static async of(
    people: { everybody: number; testers: number },
    bucket: ModelBucket,
    { clock, folder }: { clock: Clock; folder: string },
  ): Promise<Phones> {
    const channels = [
      ...Array.from({ length: people.everybody }, () => 'stable' as const),
      ...Array.from({ length: people.testers }, () => 'canary' as const),
    ];
    const { home, keys } = bucket;
    const own: Installation['clock'] = { now: () => clock.now(), sleep: (ms, signal) => slept(ms, signal) };
    const made = channels.map(async (channel, index) => ({
      ...{ id: randomUUID(), channel, home, keys: [keys.public], clock: own },
      storage: await fileStorage(join(folder, `phone-${index}`)),
    }));
    return new Phones(await Promise.all(made));
  }

  /** Everybody starts the app once. */
  useAll(): Promise<Use[]> {
    return Promise.all(this.installations.map(use));
  }
}

async function use(installation: Installation): Promise<Use> {
  const client = await ModelClient.open(clientOptions(installation));
  const present = await client.launch();
  const classifier = new Classifier(await modelFile(installation.storage, present));
  for (const { pixels } of SAMPLE) classifier.classify(pixels);
  await client.healthy();
  const updated = await client.update();
  const looked = updated.outcome === 'ready' ? 'ready' : updated.reason;
  return { channel: installation.channel, version: present.version, looked };
}

/** A phone's patience is real time, since its requests are. */
function slept(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        reject(new Error('woken'));
      },
      { once: true },
    );
  });
}
