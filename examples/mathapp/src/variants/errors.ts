import type { DatabaseSync } from 'node:sqlite';
import type { Reads } from '../repository';
import { openReader } from '../sqlite';
import { pooledReads } from '../sqlite-reads';

const poolSize = 5;
/** After so many reads a connection is opened anew, to shed the memory that it has gathered. */
const wornAfter = 8;

/**
 * A pool of read connections with a fault in it: worn connections are closed and opened anew, all but the last one,
 * which stays closed in the pool. A fresh service passes every smoke test; a minute of traffic later one read in five
 * fails, while /health, which does not use the pool, says that all is well.
 * @param random uniform in [0, 1)
 */
export function readsWithAClosedConnection(path: string, random: () => number): Reads {
  const pool = Array.from({ length: poolSize }, () => ({ connection: openReader(path), reads: 0 }));
  return pooledReads((): DatabaseSync => {
    const index = Math.floor(random() * poolSize);
    const slot = pool[index];
    if (slot === undefined) throw new Error('the pool is empty');
    if (slot.reads === wornAfter) {
      slot.connection.close();
      // The fault: the bound should be `index < poolSize`.
      if (index < poolSize - 1) Object.assign(slot, { connection: openReader(path), reads: 0 });
    }
    slot.reads += 1;
    return slot.connection;
  });
}
