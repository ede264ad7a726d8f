/** A backup in the place of the database; the database is kept beside it. */
import { createHash } from 'node:crypto';
import { formatDuration } from '../../../../../lib/runner';
import { identify, withSession } from '../../database';
import { acquireLock } from '../../lock';
import type { Restored } from '../../ports';
import { Unapproved } from '../approval';
import type { Depot } from './depot';
import { propertiesOf } from '../properties';
import { asBackup, digestOf, referenceOf } from './record';
import { demandFit, refill } from './refill';
import { withScratch } from '../scratch';
import { choose } from './select';
import type { Chosen } from './select';
import { backupSettings, contentsOf } from '../contents';
import type { Contents } from '../contents';
import { swapNames } from './swap';

/** Milliseconds that a migration which is under way gets to end. */
const LOCK_WAIT = 60_000;

export async function restore(depot: Depot, reference: string | undefined): Promise<Restored> {
  const { place, approved } = depot;
  const { target, runner, runId } = place;
  const { identity, capabilities } = await identify(target, runId);
  const chosen = await choose(depot, identity, reference);
  await demandFit(depot, chosen, identity.serverVersion);
  const approval = await approvalFor(depot, chosen);
  if (approval !== approved) throw await unapproved(depot, chosen, approval);
  const lock = await acquireLock({ ...runner, target, runId, capabilities, timeout: LOCK_WAIT });
  const began = runner.clock.now();
  try {
    const keptAs = keptName(identity.database, began);
    const request = {
      original: target,
      purpose: 'restore',
      runId,
      log: runner.log,
      from: 'nothing',
    } as const;
    await withScratch(request, async ({ target: replacement, maintenance }) => {
      await refill(depot, chosen, { target: replacement, serverVersion: identity.serverVersion });
      // The session that holds the lock is in the database that is put aside.
      await lock.release();
      const names = { original: target, replacement: replacement.database, keptAs };
      await swapNames(maintenance, { ...names, runId, clock: runner.clock });
    });
    const backup = asBackup(chosen.bucket.name, chosen);
    return { backup, database: identity.database, kept: keptAs, took: runner.clock.now() - began };
  } finally {
    await lock.release();
  }
}

/** What the database is called from now on: the server cuts names of more than 63 bytes. */
function keptName(database: string, now: number): string {
  const suffix = `_before_${new Date(now).toISOString().replaceAll(/[-:]|\.\d+/g, '')}`;
  const room = 63 - suffix.length;
  let name = database;
  while (Buffer.byteLength(name) > room) name = name.slice(0, -1);
  return `${name}${suffix}`;
}

/** Stands for this backup in the place of this very database: after a swap it is another one. */
async function approvalFor({ place }: Depot, chosen: Chosen): Promise<string> {
  const { target, runId } = place;
  const { identity } = await identify(target, runId);
  const oid = await withSession(
    target,
    backupSettings(runId),
    async (session) => (await propertiesOf(session, identity.database)).oid,
  );
  const parts = [
    referenceOf(chosen.bucket.name, chosen),
    digestOf(chosen.record),
    identity.systemIdentifier,
    identity.database,
    oid,
  ];
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 16);
}

/** Says what would be lost, and what to give. */
async function unapproved({ place, approved }: Depot, chosen: Chosen, approval: string): Promise<Unapproved> {
  const { target, runId, runner } = place;
  const { record, bucket } = chosen;
  const now = await withSession(target, backupSettings(runId), contentsOf);
  const age = formatDuration(Math.max(0, runner.clock.now() - Date.parse(record.takenAt)));
  const was = approved === undefined ? '' : ` The approval ${approved} is for another restore.`;
  return new Unapproved(
    [
      `A restore puts ${target.database} back to ${record.takenAt} (${age} ago); what was written since is lost from it.${was} Nothing was touched.`,
      `Backup: ${referenceOf(bucket.name, chosen)}, SHA-256 ${digestOf(record)}.`,
      ...changes(record, now).map((line) => `- ${line}`),
    ].join('\n'),
    approval,
  );
}

/** How the database has moved on, as far as numbers of rows tell. Pure. */
export function changes(then: Contents, now: Contents): string[] {
  const tables = new Set([...Object.keys(then.rows), ...Object.keys(now.rows)]);
  const rows = [...tables]
    .sort()
    .filter((table) => then.rows[table] !== now.rows[table])
    .map((table) => {
      const inWords = (count: number | undefined): string =>
        count === undefined ? 'not there' : `${count} rows`;
      return `${table}: ${inWords(then.rows[table])} then, ${inWords(now.rows[table])} now.`;
    });
  return then.fingerprint === now.fingerprint ? rows : ['The schema has changed since.', ...rows];
}
