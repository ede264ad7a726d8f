import type { Reads } from '../repository';
import { openReader } from '../sqlite';
import { pooledReads } from '../sqlite-reads';

const poolSize = 5;

/**
 * A pool of read connections with a fault in it: the idle sweep closes the last connection but leaves it in the pool.
 * One read in five lands on it and fails, while /health, which does not use the pool, says that all is well.
 * @param random uniform in [0, 1)
 */
export function readsWithAClosedConnection(path: string, random: () => number): Reads {
  const pool = Array.from({ length: poolSize }, () => openReader(path));
  pool.at(-1)?.close();
  return pooledReads(() => {
    const connection = pool[Math.floor(random() * poolSize)];
    if (connection === undefined) throw new Error('the pool is empty');
    return connection;
  });
}
