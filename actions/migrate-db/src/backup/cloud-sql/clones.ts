/** Instances that are copies of another one. */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Clock, Log } from '../../../../../lib/runner';
import type { Instance, SqlAdmin } from './admin';

export interface CloneSettings {
  readonly admin: SqlAdmin;
  /** The same, and still at work when the job is cancelled: to delete what was made. */
  readonly cleaner: SqlAdmin;
  readonly source: Instance;
  readonly clock: Clock;
  readonly log: Log;
}

export type ClonePurpose = 'drill' | 'rehearsal' | 'restore';

const instanceSchema = z.object({
  name: z.string(),
  connectionName: z.string().default(''),
  state: z.string().default(''),
  createTime: z.string().default(''),
  settings: z.object({ deletionProtectionEnabled: z.boolean().default(false) }).prefault({}),
});
export type Clone = z.infer<typeof instanceSchema>;

/** Longer than any drill or rehearsal: what is older was left by a run that is no more. */
const ABANDONED = 12 * 3600_000;

const prefixOf = (purpose: ClonePurpose, { instance }: Instance): string =>
  // An instance's name, with its project, has at most 97 characters.
  `sluice-${purpose}-${instance.slice(0, 40)}-`;

const pathOf = ({ project }: Instance, name: string): string => `projects/${project}/instances/${name}`;

/** A name that no other clone has. */
export const cloneName = (purpose: ClonePurpose, source: Instance): string =>
  `${prefixOf(purpose, source)}${randomBytes(4).toString('hex')}`;

/**
 * Clones an instance as it is now, or as it was.
 * @param at ISO 8601; needs point-in-time recovery
 */
export async function clone(settings: CloneSettings, name: string, at?: string): Promise<Clone> {
  const { admin, source } = settings;
  const moment = at === undefined ? {} : { pointInTime: at };
  await admin.carryOut({
    what: `The clone ${name} of ${source.instance}${at === undefined ? '' : ` as of ${at}`}`,
    method: 'POST',
    path: `${pathOf(source, source.instance)}/clone`,
    body: { cloneContext: { destinationInstanceName: name, ...moment } },
    isThere: async () => (await find(settings, name)) !== undefined,
  });
  return waitFor(settings, name);
}

/** The operation's answer may have been lost while the instance is being made. */
async function waitFor(settings: CloneSettings, name: string): Promise<Clone> {
  for (;;) {
    const found = await find(settings, name);
    if (found?.state === 'RUNNABLE') return found;
    if (found === undefined || !['PENDING_CREATE', 'MAINTENANCE', ''].includes(found.state))
      throw new Error(`The clone ${name} is ${found?.state ?? 'gone'}, and should be RUNNABLE.`);
    await settings.clock.sleep(5_000);
  }
}

async function find(
  { admin, source }: Pick<CloneSettings, 'admin' | 'source'>,
  name: string,
): Promise<Clone | undefined> {
  const found = await admin.read(pathOf(source, name));
  return found === undefined ? undefined : instanceSchema.parse(found);
}

/** Clones, lets `work` have it, and deletes it whatever comes; what killed runs have left goes first. */
export async function withClone<Result>(
  settings: CloneSettings,
  { purpose, at }: { purpose: ClonePurpose; at?: string },
  work: (made: Clone) => Promise<Result>,
): Promise<Result> {
  await removeAbandoned(settings, purpose);
  const { cleaner, source } = settings;
  const name = cloneName(purpose, source);
  try {
    return await work(await clone(settings, name, at));
  } finally {
    const made = await find({ admin: cleaner, source }, name);
    if (made !== undefined) await remove(settings, made);
  }
}

async function remove({ cleaner, source }: CloneSettings, made: Clone): Promise<void> {
  const path = pathOf(source, made.name);
  // A clone is protected where its source is.
  if (made.settings.deletionProtectionEnabled)
    await cleaner.carryOut({
      what: `Lifting the protection of ${made.name}`,
      method: 'PATCH',
      path,
      body: { settings: { deletionProtectionEnabled: false } },
      isThere: () => Promise.resolve(false),
    });
  await cleaner.carryOut({
    what: `Deleting ${made.name}`,
    method: 'DELETE',
    path,
    isThere: async () => (await find({ admin: cleaner, source }, made.name)) === undefined,
  });
}

async function removeAbandoned(settings: CloneSettings, purpose: ClonePurpose): Promise<void> {
  const { admin, source, clock, log } = settings;
  const listed = z
    .object({ items: z.array(instanceSchema).default([]) })
    .parse((await admin.read(`projects/${source.project}/instances`)) ?? {});
  for (const each of listed.items) {
    const age = clock.now() - Date.parse(each.createTime);
    if (!each.name.startsWith(prefixOf(purpose, source)) || !(age > ABANDONED)) continue;
    await remove(settings, each);
    log.info(`Deleted ${each.name}, which a run that is no more had left behind.`);
  }
}
