/** Branches of a Neon project: copies on write, made in seconds whatever the size. */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { Refusal, UserError } from '../../../../../lib/runner';
import type { Runner } from '../../../../../lib/runner';
import { parseTarget } from '../../database';
import type { Target } from '../../database';
import type { NeonApi } from './api';

export interface Neon {
  readonly api: NeonApi;
  /** The same, and still at work when the job is cancelled. */
  readonly cleaner: NeonApi;
  readonly project: string;
  /** Id of the branch that production uses. */
  readonly branch: string;
}

export const branchSchema = z.object({
  id: z.string(),
  name: z.string(),
  parent_id: z.string().optional(),
  parent_lsn: z.string().optional(),
  created_at: z.string(),
  last_reset_at: z.string().optional(),
});
export type Branch = z.infer<typeof branchSchema>;

/** Longer than any drill or rehearsal: what is older was left by a run that is no more. */
const ABANDONED = 12 * 3600_000;

/** Every branch of the project. */
export async function branchesOf(api: NeonApi): Promise<Branch[]> {
  const page = z.object({
    branches: z.array(branchSchema),
    pagination: z.object({ next: z.string().optional() }).optional(),
  });
  const all: Branch[] = [];
  for (let cursor = ''; ;) {
    const more = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const answer = await api.read(`/branches?limit=1000${more}`);
    if (answer === undefined)
      throw new UserError('There is no such project of Neon.', { remedy: 'Correct `neon-project`.' });
    const { branches, pagination } = page.parse(answer);
    all.push(...branches);
    if (branches.length === 0 || !pagination?.next) return all;
    cursor = pagination.next;
  }
}

export const branchNamed = async (api: NeonApi, name: string): Promise<Branch | undefined> =>
  (await branchesOf(api)).find((each) => each.name === name);

export interface Origin {
  readonly parent: string;
  /** Its state at this position of the log; its present one where it is undefined. */
  readonly lsn?: string;
}

/** @param compute whether one can connect to it */
export async function createBranch(
  api: NeonApi,
  name: string,
  { parent, lsn }: Origin,
  { compute }: { compute: boolean },
): Promise<Branch> {
  const position = lsn === undefined ? {} : { parent_lsn: lsn };
  await api.change({
    what: `The branch ${name}`,
    method: 'POST',
    path: '/branches',
    body: {
      branch: { name, parent_id: parent, ...position },
      ...(compute ? { endpoints: [{ type: 'read_write' }] } : {}),
    },
    isThere: async () => (await branchNamed(api, name)) !== undefined,
  });
  const made = await branchNamed(api, name);
  if (made === undefined) throw new Error(`The branch ${name} was made, and is not there.`);
  return made;
}

export async function deleteBranch(api: NeonApi, { id, name }: Pick<Branch, 'id' | 'name'>): Promise<void> {
  await api.change({
    what: `Deleting the branch ${name}`,
    method: 'DELETE',
    path: `/branches/${id}`,
    isThere: async () => (await api.read(`/branches/${id}`)) === undefined,
  });
}

/** Makes a branch that can be connected to, lets `work` have it, and deletes it whatever comes. */
export async function withBranch<Result>(
  { neon, runner, original }: { neon: Neon; runner: Runner; original: Target },
  { purpose, from }: { purpose: 'drill' | 'rehearsal'; from: Origin },
  work: (target: Target) => Promise<Result>,
): Promise<Result> {
  const { api, cleaner } = neon;
  const prefix = `sluice-${purpose}-`;
  await deleteAbandoned(neon, prefix, runner);
  const name = `${prefix}${randomBytes(8).toString('hex')}`;
  try {
    const made = await createBranch(api, name, from, { compute: true });
    return await work(await targetOn(api, made, runner, original));
  } finally {
    const left = await branchNamed(cleaner, name);
    if (left !== undefined) await deleteBranch(cleaner, left);
  }
}

async function deleteAbandoned({ cleaner }: Neon, prefix: string, { clock, log }: Runner): Promise<void> {
  for (const each of await branchesOf(cleaner)) {
    const age = clock.now() - Date.parse(each.created_at);
    if (!each.name.startsWith(prefix) || !(age > ABANDONED)) continue;
    await deleteBranch(cleaner, each);
    log.info(`Deleted the branch ${each.name}, which a run that is no more had left behind.`);
  }
}

/** The same database and role, on a branch; masked before anything is tried with it. */
async function targetOn(
  api: NeonApi,
  { id, name }: Branch,
  runner: Runner,
  { database, user }: Target,
): Promise<Target> {
  const query = new URLSearchParams({
    branch_id: id,
    database_name: database,
    role_name: user,
    pooled: 'false',
  });
  const answer = await api.read(`/connection_uri?${query.toString()}`);
  const { uri } = z.object({ uri: z.string() }).parse(answer ?? {});
  runner.secret(uri);
  const target = parseTarget(uri);
  if (target instanceof Refusal)
    throw new Error(`Neon's address of the branch ${name} cannot be used: ${target.message}`);
  if (target.password !== undefined) runner.secret(target.password);
  return target;
}
