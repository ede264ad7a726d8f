/** Backups by pg_dump, compressed and streamed into a bucket, and read in full before they count. */
import type { Identity } from '../../model';
import type { BackupRecord, Backups, Place } from '../../ports';
import type { Depot, PgDumpSettings } from './depot';
import { drill } from './drill';
import { dump } from './dumping';
import { demandProgram } from './programs';
import { asBackup, backupName, folderOf, recordName } from './record';
import { restore } from './restore';
import { retain } from './retention';
import { shelve } from './shelf';

export function pgDumpBackups(place: Place, settings: PgDumpSettings): Backups {
  const depot: Depot = { ...settings, place };
  const { bucket, prefix } = settings;
  return {
    inWords: `pg_dump to gs://${bucket.name}/${prefix}, read in full as proof`,
    wayBack:
      'A restore (`command: restore`) fills a new database, verifies it and gives it the name of this one, which is kept under another name; what was written after the backup is lost from it, so it asks for an approval of its own.',
    take: (identity) => take(depot, identity),
    restore: (reference) => restore(depot, reference),
    drill: (identity) => drill(depot, identity),
  };
}

async function take(depot: Depot, identity: Identity): Promise<BackupRecord> {
  const { bucket, prefix, programs, retention, place } = depot;
  const { clock, log } = place.runner;
  const programVersion = await demandProgram(programs, 'pg_dump', identity.serverVersion);
  for (const name of ['pg_restore', 'psql'] as const)
    await demandProgram(programs, name, identity.serverVersion);
  const takenAt = new Date(clock.now()).toISOString();
  const folder = folderOf(prefix, identity.database);
  const name = backupName(folder, takenAt, place.runId);
  const record = { ...(await dump(depot, identity, { name, takenAt })), programVersion };
  const shelved = await shelve(bucket, recordName(name), record);
  const scope = { folder, origin: record.origin };
  await retain(bucket, scope, retention, { now: clock.now(), log });
  return asBackup(bucket.name, shelved);
}
