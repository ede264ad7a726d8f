import type { Pool } from 'pg';
import { poolsOn } from '../postgres';
import type { Pools } from '../postgres';
import { postgresReads } from '../postgres-reads';
import type { Reads } from '../repository';
import { readsFromAReplica } from './crash-on-start';
import { readsWithAClosedConnection } from './errors';
import { readsWithAnEagerBackoff } from './slow';
import { troubleIn, troubledReads } from './store-trouble';

/** The versions to rehearse with; all but `good` carry a fault that a real release might. */
export const variants = ['good', 'errors', 'slow', 'crash-on-start'] as const;
export type Variant = (typeof variants)[number];

/** @throws Error when there is no such variant */
export function variantNamed(name: string): Variant {
  const variant = variants.find((known) => known === name);
  if (variant === undefined) throw new Error(`unknown variant "${name}"; there are ${variants.join(', ')}`);
  return variant;
}

interface Store {
  pool: Pool;
  pools: Pools;
  environment: NodeJS.ProcessEnv;
  random: () => number;
}

/** How a version reads: the only thing in which the versions differ. Trouble with the store all of them have alike. */
export function readsOf(variant: Variant, store: Store): Reads {
  return troubledReads(ownReadsOf(variant, store), troubleIn(store.environment));
}

function ownReadsOf(variant: Variant, store: Store): Reads {
  switch (variant) {
    case 'good':
      return postgresReads(store.pool);
    case 'errors':
      return readsWithAClosedConnection(store.pools, store.random);
    case 'slow':
      return readsWithAnEagerBackoff(postgresReads(store.pool));
    case 'crash-on-start':
      return readsFromAReplica(store.environment, (url) => postgresReads(poolsOn(url).open()));
  }
}
