/** A backup in a new database, verified against what was dumped. */
import { UserError } from '../../../../../lib/runner';
import { withSession } from '../../database';
import type { Target } from '../../database';
import type { Depot } from './depot';
import { load } from './load';
import { demandProgram } from './programs';
import { referenceOf } from './record';
import type { Part } from './record';
import type { Chosen } from './select';
import { backupSettings, contentsOf, differences } from '../contents';

/**
 * Fills an empty database and looks whether everything is there.
 * @param serverVersion of the server that is restored to
 * @returns milliseconds that it took
 * @throws UserError that says what is missing
 */
export async function refill(
  { programs, streams, place }: Depot,
  chosen: Chosen,
  { target, serverVersion }: { target: Target; serverVersion: number },
): Promise<number> {
  const began = place.runner.clock.now();
  const { record } = chosen;
  const login = { target, settings: loadingSettings(place.runId) };
  const loading = { programs, login, streams, temporary: place.temporary };
  const { changed, rows } = await load(loading, record, (part) => bytesOf(chosen, part));
  // What the server said when it took them need not be counted again.
  const other = await withSession(target, backupSettings(place.runId), (session) =>
    contentsOf(session, Object.keys(rows)),
  );
  const found = { ...other, rows: { ...other.rows, ...rows } };
  // Another major version writes the very same schema differently.
  const schema = major(record.serverVersion) === major(serverVersion);
  const faults = [
    ...changed.map(({ object }) => `The bytes of ${object} are not those that were written.`),
    ...differences(record, found, { schema }),
  ];
  if (faults.length === 0) return place.runner.clock.now() - began;
  throw new UserError(
    [`${referenceOf(chosen.bucket.name, chosen)} did not come out as it was dumped:`, ...faults].join('\n- '),
    { remedy: 'Restore another backup, and find out what changed this one.' },
  );
}

async function bytesOf({ bucket }: Chosen, { object, generation }: Part): Promise<AsyncIterable<Buffer>> {
  const reading = await bucket.open(object, { generation });
  if (reading !== undefined) return reading.bytes;
  throw new UserError(`gs://${bucket.name}/${object} has gone.`, {
    remedy: 'Give another backup; somebody has removed a part of this one.',
  });
}

const major = (version: number): number => Math.floor(version / 10_000);

/** @throws UserError where the programs or the server are older than what made the backup */
export async function demandFit(
  { programs }: Depot,
  { record }: Chosen,
  serverVersion: number,
): Promise<void> {
  await demandProgram(programs, 'psql', serverVersion);
  const version = await demandProgram(programs, 'pg_restore', serverVersion);
  if (version < record.programVersion)
    throw new UserError(
      `The backup was written by pg_dump ${record.programVersion}, and pg_restore is of version ${version}. Nothing was touched.`,
      { remedy: `Install postgresql-client-${record.programVersion} in a step before.` },
    );
  if (major(record.serverVersion) <= major(serverVersion)) return;
  throw new UserError(
    `The backup is of PostgreSQL ${major(record.serverVersion)}, and this server of ${major(serverVersion)}. Nothing was touched.`,
    { remedy: 'Restore it to a server that is no older than the one it comes from.' },
  );
}

/** A session that fills a database which nobody uses yet. */
const loadingSettings = (runId: string): ReturnType<typeof backupSettings> => {
  const settings = backupSettings(runId);
  return { ...settings, parameters: { ...settings.parameters, synchronous_commit: 'off' } };
};
