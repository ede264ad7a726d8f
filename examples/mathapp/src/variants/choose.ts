import type { DatabaseSync } from 'node:sqlite';
import type { Reads } from '../repository';
import { openReader } from '../sqlite';
import { sqliteReads } from '../sqlite-reads';
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
  database: DatabaseSync;
  path: string;
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
      return sqliteReads(store.database);
    case 'errors':
      return readsWithAClosedConnection(store.path, store.random);
    case 'slow':
      return readsWithAnEagerBackoff(sqliteReads(store.database));
    case 'crash-on-start':
      return readsFromAReplica(store.environment, (path) => sqliteReads(openReader(path)));
  }
}
