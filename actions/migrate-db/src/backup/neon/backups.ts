/** Backups as branches or snapshots of a Neon project: a name for a position of the log. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { formatDuration, UserError } from '../../../../../lib/runner';
import { identify, withSession } from '../../database';
import { acquireLock } from '../../lock';
import type { BackupRecord, Backups, Drilled, Place, Restored } from '../../ports';
import { Unapproved } from '../approval';
import type { Objectives } from '../objectives';
import { missedObjectives } from '../objectives';
import { backupSettings, contentsOf } from '../contents';
import { branchesOf, branchNamed, branchSchema, createBranch, withBranch } from './branches';
import type { Branch, Neon } from './branches';

export interface NeonSettings {
  readonly neon: Neon;
  readonly as: 'branch' | 'snapshot';
  readonly objectives: Objectives;
  readonly approved: string | undefined;
}

interface Archive extends NeonSettings {
  readonly place: Place;
}

/** A position of the log that is kept under a name. */
interface Mark {
  readonly record: BackupRecord & { readonly lsn: string };
  /** The branch on whose log it is: after a restore that is the one that was kept. */
  readonly parent: string;
}

/** Milliseconds that a migration which is under way gets to end. */
const LOCK_WAIT = 60_000;

export function neonBackups(place: Place, settings: NeonSettings): Backups {
  const archive = { ...settings, place };
  return {
    inWords: `a ${settings.as} of Neon at the present position of the log`,
    wayBack:
      "A restore (`command: restore`) puts the branch back to that position, and keeps what was there as a branch of its own; what was written since is lost from it, so it asks for an approval of its own. It goes as far back as the project's history is kept.",
    take: () => take(archive),
    restore: (reference) => restore(archive, reference),
    drill: () => drill(archive),
  };
}

const prefixOf = ({ branch }: Neon): string => `sluice-backup-${branch}-`;
const withDash = (lsn: string): string => lsn.replace('/', '-');

async function take(archive: Archive): Promise<BackupRecord> {
  const { neon, place } = archive;
  const lsn = await positionOf(place);
  const name = `${prefixOf(neon)}${withDash(lsn)}-${place.runId}`;
  if (archive.as === 'branch')
    await createBranch(neon.api, name, { parent: neon.branch, lsn }, { compute: false });
  else await createSnapshot(neon, name, lsn);
  const made = (await marksOf(archive)).find(({ record }) => record.proof.includes(name));
  if (made !== undefined) return made.record;
  throw new Error(`The ${archive.as} ${name} was made, and is not there.`);
}

/** As far as the log is safe: everything that was committed is before it. */
async function positionOf({ target, runId }: Place): Promise<string> {
  const [row] = await withSession(target, backupSettings(runId), (session) =>
    session.query<{ lsn: string }>('SELECT pg_current_wal_flush_lsn()::text AS lsn'),
  );
  if (row === undefined) throw new Error('The server does not tell the position of its log.');
  return row.lsn;
}

const snapshotSchema = z.object({
  id: z.string(),
  name: z.string(),
  source_branch_id: z.string().optional(),
  created_at: z.string(),
});

async function snapshotsOf({ api }: Neon): Promise<z.infer<typeof snapshotSchema>[]> {
  const answer = await api.read('/snapshots');
  return z.object({ snapshots: z.array(snapshotSchema).default([]) }).parse(answer ?? {}).snapshots;
}

async function createSnapshot(neon: Neon, name: string, lsn: string): Promise<void> {
  const query = new URLSearchParams({ lsn, name });
  await neon.api.change({
    what: `The snapshot ${name}`,
    method: 'POST',
    path: `/branches/${neon.branch}/snapshot?${query.toString()}`,
    isThere: async () => (await snapshotsOf(neon)).some((each) => each.name === name),
  });
}

/** What is kept of our branch, the newest first. */
async function marksOf({ neon, as }: Archive): Promise<Mark[]> {
  const found =
    as === 'branch'
      ? (await branchesOf(neon.api)).map((each) => ({ ...each, parent: each.parent_id }))
      : (await snapshotsOf(neon)).map((each) => ({ ...each, parent: each.source_branch_id }));
  return found
    .filter(({ name }) => name.startsWith(prefixOf(neon)))
    .sort((a, b) => b.created_at.localeCompare(a.created_at))
    .flatMap(({ id, name, created_at, parent }) => {
      const [, high, low] = /^([0-9A-F]+)-([0-9A-F]+)-/.exec(name.slice(prefixOf(neon).length)) ?? [];
      if (high === undefined || low === undefined) return [];
      const record = {
        reference: `projects/${neon.project}/${as === 'branch' ? 'branches' : 'snapshots'}/${id}`,
        kind: 'neon',
        takenAt: new Date(created_at).toISOString(),
        lsn: `${high}/${low}`,
        proof: `kept by Neon as the ${as} ${name}`,
      };
      return [{ record, parent: parent ?? neon.branch }];
    });
}

async function choose(archive: Archive, reference: string | undefined): Promise<Mark> {
  const { neon, as } = archive;
  const marks = await marksOf(archive);
  const found =
    reference === undefined ? marks[0] : marks.find((each) => each.record.reference === reference);
  if (found !== undefined) return found;
  throw new UserError(
    `The branch ${neon.branch} has ${reference === undefined ? `no ${as} of ours` : `no backup ${reference}`}.`,
    { remedy: 'Take one (`command: backup`), or correct `neon-backup-as` or `restore-from`.' },
  );
}

async function restore(archive: Archive, reference: string | undefined): Promise<Restored> {
  const { neon, place } = archive;
  const { target, runId, runner } = place;
  const mark = await choose(archive, reference);
  const branch = await productionOf(neon);
  demandApproval(archive, mark, branch);
  const { capabilities } = await identify(target, runId);
  const lock = await acquireLock({ ...runner, target, runId, capabilities, timeout: LOCK_WAIT });
  // A restore breaks every session off, that of the lock included: nobody migrates now, and that is what counts.
  await lock.release();
  const began = runner.clock.now();
  const kept = `${branch.name.slice(0, 200)}-before-${new Date(began).toISOString().replaceAll(/[-:]|\.\d+/g, '')}`;
  await neon.api.change({
    what: `The restore of ${branch.name} to ${mark.record.lsn}`,
    method: 'POST',
    path: `/branches/${branch.id}/restore`,
    body: { source_branch_id: mark.parent, source_lsn: mark.record.lsn, preserve_under_name: kept },
    isThere: async () => (await branchNamed(neon.api, kept)) !== undefined,
  });
  await withSession(target, backupSettings(runId), contentsOf);
  return { backup: mark.record, database: target.database, kept, took: runner.clock.now() - began };
}

async function productionOf({ api, branch }: Neon): Promise<Branch> {
  const answer = await api.read(`/branches/${branch}`);
  if (answer !== undefined) return z.object({ branch: branchSchema }).parse(answer).branch;
  throw new UserError(`There is no branch ${branch}.`, {
    remedy: 'Give its id (br-...) as `neon-branch`.',
  });
}

/** Stands for one position in the place of the branch as it is: after a restore it is another one. */
function demandApproval({ approved, place }: Archive, { record }: Mark, branch: Branch): void {
  const parts = [record.reference, record.lsn, branch.id, branch.last_reset_at ?? ''];
  const approval = createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 16);
  if (approved === approval) return;
  const age = formatDuration(Math.max(0, place.runner.clock.now() - Date.parse(record.takenAt)));
  const was = approved === undefined ? '' : ` The approval ${approved} is for another restore.`;
  throw new Unapproved(
    `A restore puts the branch ${branch.name} back to ${record.lsn} of ${record.takenAt} (${age} ago); what was written since is lost from it.${was} Nothing was touched.`,
    approval,
  );
}

/** Every table of a branch at that position is read in full. */
async function drill(archive: Archive): Promise<Drilled> {
  const { neon, place, objectives } = archive;
  const { runner, target: original, runId } = place;
  const { record, parent } = await choose(archive, undefined);
  const began = runner.clock.now();
  const age = Math.max(0, began - Date.parse(record.takenAt));
  const request = { purpose: 'drill', from: { parent, lsn: record.lsn } } as const;
  const took = await withBranch({ neon, runner, original }, request, async (target) => {
    await withSession(target, backupSettings(runId), contentsOf);
    return runner.clock.now() - began;
  });
  return { backup: record, took, age, missed: missedObjectives({ took, age }, objectives) };
}
