import type { ChildProcess } from 'node:child_process';
import { image, judged, serving } from './deploy-cloudrun-bed';
import type { Bed, Options } from './deploy-cloudrun-bed';

export const [EUROPE, AMERICA, ASIA] = ['europe-west1', 'us-central1', 'asia-east1'] as const;
export const WAVES = `${EUROPE}, ${AMERICA} | ${ASIA}`;
export const REGIONS: readonly string[] = [EUROPE, AMERICA, ASIA];
/** A judged rollout through two waves. */
export const inWaves = { ...judged, image: image('1'), region: WAVES } as const;

/** Makes the service in every region, as somebody did long ago. */
export async function createAll(bed: Bed): Promise<void> {
  await Promise.all(REGIONS.map((region) => bed.create({}, {}, region)));
}

/** Who serves in which region. */
export async function servingIn(bed: Bed): Promise<Record<string, Record<string, number>>> {
  const services = await Promise.all(REGIONS.map((region) => bed.get(region)));
  return Object.fromEntries(services.map((service, index) => [REGIONS[index] ?? '', serving(service)]));
}

export const everywhere = (shares: Record<string, number>): Record<string, Record<string, number>> =>
  Object.fromEntries(REGIONS.map((region) => [region, shares]));

/** Does something once, when the step has printed a text. */
export function onceItSays(text: string, act: (child: ChildProcess) => void): Options {
  return {
    onSpawn: (child) => {
      let printed = '';
      const watch = (chunk: string): void => {
        printed += chunk;
        if (!printed.includes(text)) return;
        child.stdout?.off('data', watch);
        act(child);
      };
      child.stdout?.on('data', watch);
    },
  };
}
