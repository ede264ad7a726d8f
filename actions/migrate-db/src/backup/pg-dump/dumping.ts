/** One moment of a database into a bucket: its schema, the rows of each large table, and an archive of everything else. */
import type { Identity } from '../../model';
import { originOf } from './depot';
import type { Depot } from './depot';
import { discard, takeArchive, takeRows } from './parts';
import type { PartRequest, Written } from './parts';
import { Places } from './places';
import { largeTables, othersThan, SCHEMA } from './portions';
import type { Portion } from './portions';
import type { Table } from '../contents';
import { partName } from './record';
import type { DumpRecord, Part } from './record';
import { ORIGIN } from './shelf';
import { withSnapshot } from './snapshot';
import { backupSettings } from '../contents';
import type { Snapshot } from './snapshot';
import type { Contents } from '../contents';
import { together } from './together';
import type { Task } from './together';

type Dumped = Omit<DumpRecord, 'programVersion'>;

/**
 * Parts of one moment go into the bucket, each is read back, and what none of them counts is counted beside them. Where
 * anything fails, none of them stays.
 */
export async function dump(
  depot: Depot,
  identity: Identity,
  { name, takenAt }: { name: string; takenAt: string },
): Promise<Dumped> {
  const { target, runId } = depot.place;
  const origin = originOf(identity);
  const { database, serverVersion } = identity;
  const there: Written[] = [];
  const onObject = (written: Written): void => void there.push(written);
  try {
    return await withSnapshot(target, runId, async (snapshot) => {
      const { lsn, databaseBytes, encoding } = snapshot;
      const about = { database, [ORIGIN]: origin, 'taken-at': takenAt, lsn, run: runId };
      const numbers = { 'server-version': String(serverVersion), 'database-bytes': String(databaseBytes) };
      const taking = { name, snapshot, metadata: { ...about, ...numbers }, onObject };
      const facts = { runId, takenAt, lsn, database, databaseBytes, encoding, origin, serverVersion };
      return { version: 1 as const, ...facts, ...(await takeParts(depot, taking)) };
    });
  } catch (error) {
    await discard(depot, there);
    throw error;
  }
}

interface Taking extends Pick<PartRequest, 'metadata' | 'onObject'> {
  /** Of the backup. */
  readonly name: string;
  readonly snapshot: Snapshot;
}

async function takeParts(
  depot: Depot,
  { name, snapshot, ...request }: Taking,
): Promise<Pick<DumpRecord, 'schema' | 'data'> & Contents> {
  const { target, runId } = depot.place;
  const from = { login: { target, settings: backupSettings(runId) }, snapshot: snapshot.id };
  const tables = largeTables(await snapshot.tables());
  const rows: Record<string, number> = {};
  const archive =
    (part: 'schema' | 'others', portion: Portion): Task<Part> =>
    (signal) =>
      takeArchive(depot, { ...request, object: partName(name, part), signal }, { ...from, portion });
  const alone =
    ({ name: table, quoted, copied }: Table, index: number): Task<Part> =>
    async (signal) => {
      const object = partName(name, index + 1);
      const what = { ...from, quoted, copied, encoding: snapshot.encoding };
      const taken = await takeRows(depot, { ...request, object, signal }, what);
      rows[table] = taken.rows;
      return { ...taken.part, table: { name: table, copied } };
    };
  const tasks = [archive('schema', SCHEMA), archive('others', othersThan(tables)), ...tables.map(alone)];
  const lanes = new Places(depot.streams);
  const inLane =
    (task: Task<Part>): Task<Part> =>
    (signal) =>
      lanes.with(1, signal, () => task(signal));
  const [contents, [schema, ...data]] = await together([
    () => snapshot.contents(tables.map((table) => table.name)),
    (signal: AbortSignal) => together(tasks.map(inLane), signal),
  ]);
  if (schema === undefined) throw new Error('A backup has at least its schema.');
  return { schema, data, ...contents, rows: { ...contents.rows, ...rows } };
}
