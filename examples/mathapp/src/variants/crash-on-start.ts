import type { Reads } from '../repository';

/** Needs a setting that its release forgot to add to the service: the process ends before it listens. */
export function readsFromAReplica(environment: NodeJS.ProcessEnv, open: (path: string) => Reads): Reads {
  const path = environment['REPLICA_PATH'];
  if (path === undefined) throw new Error('mathapp cannot start: REPLICA_PATH must be set');
  return open(path);
}
