import type { Reads } from '../repository';

/** Needs a setting that its release forgot to add to the service: the process ends before it listens. */
export function readsFromAReplica(environment: NodeJS.ProcessEnv, open: (url: string) => Reads): Reads {
  const url = environment['REPLICA_URL'];
  if (url === undefined) throw new Error('mathapp cannot start: REPLICA_URL must be set');
  return open(url);
}
