import { once } from 'node:events';
import type { Pool } from 'pg';
import type { Pools } from '../postgres';
import { pooledReads } from '../postgres-reads';
import type { Reads } from '../repository';

const poolSize = 5;
/** After so many reads a connection is opened anew, to shed the memory that it has gathered. */
const wornAfter = 8;

/**
 * Read connections with a fault in their keeping: worn ones are closed and opened anew, all but the last one, which stays
 * closed where it is. A fresh service passes every smoke test; a minute of traffic later one read in five fails, while
 * /health, which does not read through them, says that all is well.
 * @param random uniform in [0, 1)
 */
export function readsWithAClosedConnection(pools: Pools, random: () => number): Reads {
  const slots = Array.from({ length: poolSize }, () => ({ connection: pools.open(1), reads: 0 }));
  return pooledReads((): Pool => {
    const index = Math.floor(random() * poolSize);
    const slot = slots[index];
    if (slot === undefined) throw new Error('there are no connections');
    if (slot.reads === wornAfter) {
      void endOnceIdle(slot.connection);
      // The fault: the bound should be `index < poolSize`.
      if (index < poolSize - 1) Object.assign(slot, { connection: pools.open(1), reads: 0 });
    }
    slot.reads += 1;
    return slot.connection;
  });
}

/** Reads that wait for the connection have it first. */
async function endOnceIdle(connection: Pool): Promise<void> {
  while (connection.waitingCount > 0) await once(connection, 'release');
  if (!connection.ending) await connection.end();
}
