import type { Cast } from './cast';
import { watch } from './performances';
import type { Schedule } from './schedule';
import type { World } from './world';

/** What the last watchdogs did, when every lease was over. */
export interface Settled {
  /** How many writes there had been before the last of them came. */
  writesBefore: number;
}

/** Tenths of a minute after which no lease lasts: more than a day. */
const LEASES_ARE_OVER = 15_600;

/** When everybody is gone, the watchdog comes by twice: the second time there must be nothing left to do. */
export async function settle(world: World, cast: Cast, { waves }: Schedule): Promise<Settled> {
  await cast.after(LEASES_ARE_OVER);
  await watch(cast, waves, { name: 'last watchdog' });
  await cast.after(LEASES_ARE_OVER);
  const writesBefore = world.history.writes.length;
  await watch(cast, waves, { name: 'very last watchdog' });
  return { writesBefore };
}
