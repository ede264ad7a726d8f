/** Backups by pg_dump, compressed and streamed into a bucket, and read in full before they count. */
import { ABSENT } from '../../../../lib/objects';
import type { Bucket, Uploaded } from '../../../../lib/objects';
import { UserError } from '../../../../lib/runner';
import type { Identity } from '../model';
import type { BackupRecord, Backups, Place } from '../ports';
import { dumpOf, readThrough } from './archive';
import { originOf } from './depot';
import type { Depot, PgDumpSettings } from './depot';
import { drill } from './drill';
import { demandProgram } from './programs';
import { asBackup, dumpName, folderOf } from './record';
import type { DumpRecord } from './record';
import { restore } from './restore';
import { retain } from './retention';
import { newestOf } from './select';
import { ORIGIN, shelve } from './shelf';
import { backupSettings, withSnapshot } from './snapshot';

export function pgDumpBackups(place: Place, settings: PgDumpSettings): Backups {
  const depot: Depot = { ...settings, place };
  const { bucket, prefix } = settings;
  return {
    inWords: `pg_dump to gs://${bucket.name}/${prefix}, read in full as proof`,
    wayBack:
      'A restore (`command: restore`) fills a new database, verifies it and gives it the name of this one, which is kept under another name; what was written after the backup is lost from it, so it asks for an approval of its own.',
    take: (identity) => take(depot, identity),
    newest: async () => {
      const record = await newestOf(depot);
      return record && asBackup(bucket.name, record);
    },
    restore: (reference) => restore(depot, reference),
    drill: () => drill(depot),
  };
}

async function take(depot: Depot, identity: Identity): Promise<BackupRecord> {
  const { bucket, prefix, programs, retention, place } = depot;
  const { clock, log } = place.runner;
  const programVersion = await demandProgram(programs, 'pg_dump', identity.serverVersion);
  await demandProgram(programs, 'pg_restore', identity.serverVersion);
  const folder = folderOf(prefix, identity.database);
  const dumped = await dump(depot, identity, folder);
  await prove(depot, dumped);
  const record = { ...dumped, programVersion };
  await shelve(bucket, record);
  const scope = { folder, origin: record.origin };
  await retain(bucket, scope, retention, { now: clock.now(), log });
  return asBackup(bucket.name, record);
}

type Dumped = Omit<DumpRecord, 'programVersion'>;

/** The dump goes into the bucket while the same moment of the database is counted beside it. */
function dump({ bucket, programs, place }: Depot, identity: Identity, folder: string): Promise<Dumped> {
  const { target, runId, runner } = place;
  const takenAt = new Date(runner.clock.now()).toISOString();
  const origin = originOf(identity);
  const { database, serverVersion } = identity;
  return withSnapshot(target, runId, async (snapshot) => {
    const { id, lsn, databaseBytes } = snapshot;
    const settings = backupSettings(runId);
    const counted = snapshot.contents();
    counted.catch(() => undefined);
    const about = { database, [ORIGIN]: origin, 'taken-at': takenAt, lsn, run: runId };
    const numbers = { 'server-version': String(serverVersion), 'database-bytes': String(databaseBytes) };
    const uploaded: Uploaded = await bucket.upload(
      dumpName(folder, takenAt, runId),
      dumpOf(programs, { target, settings }, id),
      { ifGeneration: ABSENT, contentType: 'application/zstd', metadata: { ...about, ...numbers } },
    );
    const { name: object, generation, size: bytes, sha256 } = uploaded;
    const facts = {
      version: 1 as const,
      runId,
      takenAt,
      lsn,
      database,
      databaseBytes,
      origin,
      serverVersion,
    };
    return { ...facts, object, generation, bytes, sha256, ...(await counted) };
  });
}

/** Reads what is in the bucket now, all of it; what cannot be read goes away again. */
async function prove(
  { bucket, programs, place }: Depot,
  { object, generation, sha256 }: Dumped,
): Promise<void> {
  try {
    const reading = await bucket.open(object, { generation });
    if (reading === undefined) throw new Error(`gs://${bucket.name}/${object} has gone.`);
    const read = await readThrough(programs, reading.bytes);
    if (read !== sha256) throw new Error(`its SHA-256 is ${read}, and that of what was sent ${sha256}`);
  } catch (error) {
    await removeQuietly(bucket, { object, generation }, place);
    if (error instanceof UserError || place.runner.signal.aborted) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserError(`The backup could not be read back, so it is none: ${reason}`, {
      remedy: 'Run this again; nothing was changed in the database.',
      cause: error,
    });
  }
}

async function removeQuietly(
  bucket: Bucket,
  { object, generation }: { object: string; generation: string },
  { runner }: Place,
): Promise<void> {
  try {
    await bucket.remove(object, { ifGeneration: generation });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    runner.log.warning(`The unproved dump ${object} is left in gs://${bucket.name}: ${reason}`);
  }
}
