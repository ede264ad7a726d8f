/** One moment of a database into a bucket: its schema, the rows of each large table, and an archive of everything else. */
import type { Identity } from '../model';
import { originOf } from './depot';
import type { Depot } from './depot';
import { discard, takeArchive, takeRows } from './parts';
import type { Written } from './parts';
import { Places } from './places';
import { largeTables, othersThan, SCHEMA } from './portions';
import type { Portion, Table } from './portions';
import { partName } from './record';
import type { DumpRecord, Part } from './record';
import { ORIGIN } from './shelf';
import { backupSettings, withSnapshot } from './snapshot';
import type { Snapshot } from './snapshot';
import { together } from './together';
import type { Task } from './together';

type Dumped = Omit<DumpRecord, 'programVersion'>;

/** Parts of one moment go into the bucket, each is read back, and what none of them counts is counted beside them. */
export function dump(
  depot: Depot,
  identity: Identity,
  { name, takenAt }: { name: string; takenAt: string },
): Promise<Dumped> {
  const { target, runId } = depot.place;
  const origin = originOf(identity);
  const { database, serverVersion } = identity;
  return withSnapshot(target, runId, async (snapshot) => {
    const { lsn, databaseBytes, encoding } = snapshot;
    const about = { database, [ORIGIN]: origin, 'taken-at': takenAt, lsn, run: runId };
    const numbers = { 'server-version': String(serverVersion), 'database-bytes': String(databaseBytes) };
    const tables = largeTables(await snapshot.tables());
    await snapshot.hold(tables);
    const counted = snapshot.contents(tables.map((table) => table.name));
    counted.catch(() => undefined);
    const metadata = { ...about, ...numbers };
    const { rows, ...parts } = await takeParts(depot, { name, tables, snapshot, metadata });
    const facts = { runId, takenAt, lsn, database, databaseBytes, encoding, origin, serverVersion };
    const contents = await counted;
    return { version: 1 as const, ...facts, ...parts, ...contents, rows: { ...contents.rows, ...rows } };
  });
}

interface Taking {
  /** Of the backup. */
  readonly name: string;
  /** Those whose rows have a part of their own. */
  readonly tables: readonly Table[];
  readonly snapshot: Snapshot;
  readonly metadata: Readonly<Record<string, string>>;
}

/** All parts side by side; where one fails, none of them stays. */
async function takeParts(
  depot: Depot,
  { name, tables, snapshot, metadata }: Taking,
): Promise<Pick<DumpRecord, 'schema' | 'data' | 'rows'>> {
  const { target, runId } = depot.place;
  const from = { login: { target, settings: backupSettings(runId) }, snapshot: snapshot.id };
  const there: Written[] = [];
  const onObject = (written: Written): void => void there.push(written);
  const rows: Record<string, number> = {};
  const archive =
    (part: 'schema' | 'others', portion: Portion): Task<Part> =>
    (signal) =>
      takeArchive(depot, { object: partName(name, part), metadata, signal, onObject }, { ...from, portion });
  const alone =
    (table: Table, index: number): Task<Part> =>
    async (signal) => {
      const { copied } = table;
      const request = { object: partName(name, index + 1), metadata, signal, onObject };
      const taken = await takeRows(depot, request, { ...from, copied, encoding: snapshot.encoding });
      rows[table.name] = taken.rows;
      return { ...taken.part, table: { name: table.name, copied } };
    };
  const tasks = [archive('schema', SCHEMA), archive('others', othersThan(tables)), ...tables.map(alone)];
  try {
    const lanes = new Places(depot.streams);
    const [schema, ...data] = await together(
      tasks.map((task) => (signal) => lanes.with(1, signal, () => task(signal))),
    );
    if (schema === undefined) throw new Error('A backup has at least its schema.');
    return { schema, data, rows };
  } catch (error) {
    await discard(depot, there);
    throw error;
  }
}
