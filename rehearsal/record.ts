import { z } from 'zod';
import { PROJECTS } from './cloud-identities';
import type { SeenService } from './operator';
import type { Play } from './play';

/** What a story wants to know of the record that a rollout keeps on its service. */
const record = z.object({
  status: z.string(),
  candidate: z.string(),
  stable: z.string(),
  leaseUntil: z.iso.datetime(),
  at: z.iso.datetime(),
});

export type RolloutRecord = z.infer<typeof record>;

/** @throws Error where there is none */
export function recordOn({ annotations = {} }: SeenService): RolloutRecord {
  const text = annotations['sluice.dev/rollout'];
  if (text === undefined) throw new Error('There is no record of a rollout on the service.');
  return record.parse(JSON.parse(text));
}

/** Lets time go by until no run may be taken to be alive that rolls out in a region of production. */
export async function leaseOver({ stage }: Play, region: string): Promise<void> {
  const { leaseUntil } = recordOn(await stage.operator.see(PROJECTS.production, region));
  await stage.pass(Math.max(0, Date.parse(leaseUntil) - stage.clock.now()) + 1_000);
}
