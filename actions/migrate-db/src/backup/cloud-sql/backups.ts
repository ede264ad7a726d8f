/** Backups that Cloud SQL takes of a whole instance. */
import { z } from 'zod';
import { UserError } from '../../../../../lib/runner';
import { withSession } from '../../database';
import type { Target } from '../../database';
import type { BackupRecord, Backups, Drilled, Place, Restored } from '../../ports';
import type { Objectives } from '../objectives';
import { missedObjectives } from '../objectives';
import { backupSettings, contentsOf } from '../contents';
import type { Instance, SqlAdmin } from './admin';
import { clone, cloneName, withClone } from './clones';
import type { Clone, CloneSettings } from './clones';

export interface CloudSqlSettings {
  readonly admin: SqlAdmin;
  /** The same, and still at work when the job is cancelled. */
  readonly cleaner: SqlAdmin;
  readonly source: Instance;
  readonly objectives: Objectives;
  /** Opens a way to a clone, and closes it afterwards. */
  readonly reach: ReachClone;
}

export type ReachClone = <Result>(made: Clone, work: (target: Target) => Promise<Result>) => Promise<Result>;

const runSchema = z.object({
  id: z.string(),
  status: z.string(),
  startTime: z.string().default(''),
  endTime: z.string().default(''),
  description: z.string().default(''),
  error: z.object({ code: z.string().default(''), message: z.string().default('') }).optional(),
});
type BackupRun = z.infer<typeof runSchema>;

/** Milliseconds between two looks at a backup whose operation is not known. */
const POLL = 5_000;

interface Vault extends CloudSqlSettings {
  readonly place: Place;
}

export function cloudSqlBackups(place: Place, settings: CloudSqlSettings): Backups {
  const vault = { ...settings, place };
  const { instance } = settings.source;
  return {
    inWords: `Cloud SQL's own, of the instance ${instance}`,
    wayBack: `A restore (\`command: restore\`) clones ${instance} as it was at that time into a new instance, to which the application is then pointed; ${instance} itself is left as it is. What was written after the backup is not in the clone.`,
    take: () => take(vault),
    restore: (reference) => restore(vault, reference),
    drill: () => drill(vault),
  };
}

const pathOf = ({ project, instance }: Instance): string =>
  `projects/${project}/instances/${instance}/backupRuns`;
const descriptionOf = ({ runId }: Place): string => `sluice ${runId}`;

async function take(vault: Vault): Promise<BackupRecord> {
  const { admin, source, place } = vault;
  const description = descriptionOf(place);
  const ours = async (): Promise<BackupRun | undefined> =>
    (await runsOf(vault)).find((run) => run.description === description);
  await admin.carryOut({
    what: `The backup of the instance ${source.instance}`,
    method: 'POST',
    path: pathOf(source),
    body: { description },
    isThere: async () => (await ours()) !== undefined,
  });
  const run = await ended(vault, ours);
  return { ...recordOf(source, run), lsn: await lsnOf(place) };
}

/** Where the answer with the operation was lost, the backup itself says how it goes. */
async function ended(
  { source, place }: Vault,
  look: () => Promise<BackupRun | undefined>,
): Promise<BackupRun> {
  for (;;) {
    const run = await look();
    if (run?.status === 'SUCCESSFUL') return run;
    const goesOn = run !== undefined && ['ENQUEUED', 'RUNNING', 'OVERDUE'].includes(run.status);
    if (!goesOn)
      throw new UserError(
        `The backup of the instance ${source.instance} is ${run?.status ?? 'not there'}: ${run?.error?.message ?? 'Cloud SQL gives no reason'}.`,
        { remedy: 'Look at the backups of the instance in the console, and run this again.' },
      );
    await place.runner.clock.sleep(POLL, place.runner.signal);
  }
}

/** Where the log of writes stands before anything is applied. */
async function lsnOf({ target, runId }: Place): Promise<string> {
  const [row] = await withSession(target, backupSettings(runId), (session) =>
    session.query<{ lsn: string }>('SELECT pg_current_wal_lsn()::text AS lsn'),
  );
  return row?.lsn ?? '';
}

/** The newest first. */
async function runsOf({ admin, source }: Vault): Promise<BackupRun[]> {
  const answer = await admin.read(`${pathOf(source)}?maxResults=100`);
  const { items } = z.object({ items: z.array(runSchema).default([]) }).parse(answer ?? {});
  return items.sort((a, b) => b.startTime.localeCompare(a.startTime));
}

const recordOf = (source: Instance, run: BackupRun): BackupRecord => ({
  reference: `${pathOf(source)}/${run.id}`,
  kind: 'cloud-sql',
  takenAt: new Date(run.startTime || run.endTime).toISOString(),
  proof: 'Cloud SQL reports it as SUCCESSFUL',
});

async function choose(vault: Vault, reference: string | undefined): Promise<BackupRecord> {
  const { source } = vault;
  const records = (await runsOf(vault))
    .filter(({ status }) => status === 'SUCCESSFUL')
    .map((run) => recordOf(source, run));
  const found = reference === undefined ? records[0] : records.find((each) => each.reference === reference);
  if (found !== undefined) return found;
  const which = reference === undefined ? 'no backup' : `no backup ${reference}`;
  throw new UserError(`The instance ${source.instance} has ${which}.`, {
    remedy: `Take one (\`command: backup\`), or give a reference such as ${pathOf(source)}/1234567890123.`,
  });
}

function cloning({ admin, cleaner, source, place }: Vault): CloneSettings {
  const { clock, log } = place.runner;
  return { admin, cleaner, source, clock, log };
}

/** Nothing is overwritten, so nothing is lost by it: the application is pointed to the clone by whoever decides that. */
async function restore(vault: Vault, reference: string | undefined): Promise<Restored> {
  const { clock } = vault.place.runner;
  const began = clock.now();
  const backup = await choose(vault, reference);
  const made = await clone(cloning(vault), cloneName('restore', vault.source), backup.takenAt);
  return {
    backup,
    database: `${made.connectionName}/${vault.place.target.database}`,
    kept: vault.source.instance,
    took: clock.now() - began,
  };
}

/** Every table of the clone is read in full: an instance that starts may still miss pages. */
async function drill(vault: Vault): Promise<Drilled> {
  const { place, objectives } = vault;
  const { clock } = place.runner;
  const backup = await choose(vault, undefined);
  const began = clock.now();
  const age = Math.max(0, began - Date.parse(backup.takenAt));
  const took = await withClone(cloning(vault), { purpose: 'drill', at: backup.takenAt }, async (made) => {
    await vault.reach(made, (target) => withSession(target, backupSettings(place.runId), contentsOf));
    return clock.now() - began;
  });
  return { backup, took, age, missed: missedObjectives({ took, age }, objectives) };
}
