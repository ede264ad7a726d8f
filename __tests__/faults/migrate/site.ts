/** Where a case is played: a database of its own, with nothing beside it, or with backups and a rehearsal on a copy. */
import { dirname } from 'node:path';
import { scaledClock } from '../../../emulators/clock';
import { startGcs } from '../../../emulators/gcs';
import type { RunningGcs } from '../../../emulators/gcs';
import type { Call } from '../../../emulators/call';
import { queryOn } from './query';
import type { Query } from './query';
import type { Stage } from './stage';

/** A call of the bucket, as it comes and as it has taken effect. */
export interface BucketWatch {
  onCall(call: Call): void;
  onEffect(call: Call): void;
}

export interface Site {
  /** As whoever migrates. */
  readonly url: string;
  /** As the superuser. */
  readonly query: Query;
  /** Whoever migrates, where that is nobody else. */
  readonly role: string | undefined;
  readonly inputs: Readonly<Record<string, string>>;
  readonly environment: Readonly<Record<string, string>>;
  readonly bucket: RunningGcs | undefined;
  /** Looks on from now on, in the place of whoever did before. */
  watch(watch: Partial<BucketWatch>): void;
  close(): Promise<void>;
}

export const BUCKET = 'backups';

/** A database alone. */
export async function openPlain(stage: Stage): Promise<Site> {
  const { url } = await stage.server.newDatabase();
  return {
    ...{ url, query: queryOn(stage, url), role: undefined, inputs: {}, environment: {}, bucket: undefined },
    watch: () => undefined,
    close: () => Promise.resolve(),
  };
}

/** Whether the server's installation has the programs that backups and copies take. */
export const mayGuard = ({ server }: Stage): boolean =>
  ['pg_dump', 'pg_restore'].every((name) => server.program(name) !== undefined);

/**
 * A database that is backed up into a bucket and rehearsed on a copy before anything is applied, by a role that owns it
 * and may not do more: what other cases leave on the server is not its own.
 */
export async function openGuarded(stage: Stage): Promise<Site> {
  const { server } = stage;
  let watching: Partial<BucketWatch> = {};
  const hooks = {
    onCall: (call: Call) => watching.onCall?.(call),
    onEffect: (call: Call) => watching.onEffect?.(call),
  };
  const buckets = [{ name: BUCKET }];
  const [database, role, bucket] = await Promise.all([
    server.newDatabase(),
    server.newRole({}, 'CREATEDB'),
    startGcs({ clock: scaledClock(1), hooks, buckets, writeIntervalMs: 0 }),
  ]);
  await server.query(`ALTER DATABASE ${database.name} OWNER TO ${role.name}`);
  return {
    url: database.urlFor(role),
    query: queryOn(stage, database.url),
    role: role.name,
    inputs: {
      backup: 'pg_dump',
      'backup-bucket': `gs://${BUCKET}`,
      'backup-programs': dirname(server.program('pg_dump') ?? ''),
      rehearse: 'copy',
    },
    environment: { SLUICE_STORAGE_ENDPOINT: bucket.url },
    bucket,
    watch: (watch) => {
      watching = watch;
    },
    close: () => bucket.close(),
  };
}
