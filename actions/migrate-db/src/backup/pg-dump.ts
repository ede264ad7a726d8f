/** Backups by pg_dump, compressed and streamed into a bucket, and read in full before they count. */
import { identify } from '../database';
import type { Identity } from '../model';
import type { BackupRecord, Backups, Place } from '../ports';
import { originOf } from './depot';
import type { Depot, PgDumpSettings } from './depot';
import { drill } from './drill';
import { discard, takePart } from './parts';
import type { Written } from './parts';
import { dataPortions, SCHEMA } from './portions';
import type { Portion } from './portions';
import { demandProgram } from './programs';
import { asBackup, backupName, folderOf, partName, recordName } from './record';
import type { DumpRecord } from './record';
import { restore } from './restore';
import { retain } from './retention';
import { newestOf } from './select';
import { ORIGIN, shelve } from './shelf';
import { backupSettings, withSnapshot } from './snapshot';
import { together } from './together';

export function pgDumpBackups(place: Place, settings: PgDumpSettings): Backups {
  const depot: Depot = { ...settings, place };
  const { bucket, prefix } = settings;
  return {
    inWords: `pg_dump to gs://${bucket.name}/${prefix}, read in full as proof`,
    wayBack:
      'A restore (`command: restore`) fills a new database, verifies it and gives it the name of this one, which is kept under another name; what was written after the backup is lost from it, so it asks for an approval of its own.',
    take: (identity) => take(depot, identity),
    newest: async () => {
      const { identity } = await identify(place.target, place.runId);
      const newest = await newestOf(depot, identity);
      return newest && asBackup(bucket.name, newest);
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
  const takenAt = new Date(clock.now()).toISOString();
  const folder = folderOf(prefix, identity.database);
  const name = backupName(folder, takenAt, place.runId);
  const record = { ...(await dump(depot, identity, { name, takenAt })), programVersion };
  const shelved = await shelve(bucket, recordName(name), record);
  const scope = { folder, origin: record.origin };
  await retain(bucket, scope, retention, { now: clock.now(), log });
  return asBackup(bucket.name, shelved);
}

type Dumped = Omit<DumpRecord, 'programVersion'>;

/** Archives of one moment go into the bucket, each is read back, and the same moment is counted beside it. */
function dump(
  depot: Depot,
  identity: Identity,
  { name, takenAt }: { name: string; takenAt: string },
): Promise<Dumped> {
  const { target, runId } = depot.place;
  const origin = originOf(identity);
  const { database, serverVersion } = identity;
  return withSnapshot(target, runId, async (snapshot) => {
    const { lsn, databaseBytes } = snapshot;
    const about = { database, [ORIGIN]: origin, 'taken-at': takenAt, lsn, run: runId };
    const numbers = { 'server-version': String(serverVersion), 'database-bytes': String(databaseBytes) };
    const portions = [SCHEMA, ...dataPortions(await snapshot.tables(), depot.streams)];
    const counted = snapshot.contents();
    counted.catch(() => undefined);
    const parts = await takeParts(depot, { name, portions, snapshot: snapshot.id }, { ...about, ...numbers });
    const facts = { runId, takenAt, lsn, database, databaseBytes, origin, serverVersion };
    return { version: 1 as const, ...facts, ...parts, ...(await counted) };
  });
}

/** All archives at once; where one fails, none of them stays. */
async function takeParts(
  depot: Depot,
  { name, portions, snapshot }: { name: string; portions: readonly Portion[]; snapshot: string },
  metadata: Readonly<Record<string, string>>,
): Promise<Pick<DumpRecord, 'schema' | 'data'>> {
  const { target, runId } = depot.place;
  const login = { target, settings: backupSettings(runId) };
  const there: Written[] = [];
  const onObject = (written: Written): void => void there.push(written);
  const tasks = portions.map((portion, index) => (signal: AbortSignal) => {
    const object = partName(name, index);
    return takePart(depot, { login, portion, snapshot, object, metadata, signal, onObject });
  });
  try {
    const [schema, ...data] = await together(tasks);
    if (schema === undefined) throw new Error('A backup has at least its schema.');
    return { schema, data };
  } catch (error) {
    await discard(depot, there);
    throw error;
  }
}
