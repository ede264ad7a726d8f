import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { demandUnlocked, startOperation } from './operations';
import type { Route } from './route';
import { NeonRefusal } from './state';
import type { BranchRecord, EndpointRecord, NeonState } from './state';

const createBody = z.object({
  branch: z
    .object({
      name: z.string().min(1).max(256).optional(),
      parent_id: z.string().optional(),
      parent_lsn: z.string().optional(),
    })
    .default({}),
  endpoints: z.array(z.object({ type: z.enum(['read_write', 'read_only']) })).default([]),
});

const restoreBody = z.object({
  source_branch_id: z.string(),
  source_lsn: z.string().optional(),
  source_timestamp: z.string().optional(),
  preserve_under_name: z.string().optional(),
});

export const freshId = (prefix: string): string => `${prefix}-quiet-sea-${randomBytes(4).toString('hex')}`;

export function branchOf({ branches }: NeonState, id: string): BranchRecord {
  const found = branches.get(id);
  if (found) return found;
  throw new NeonRefusal(404, '', 'branch not found');
}

const demandFreeName = ({ branches }: NeonState, name: string): void => {
  if ([...branches.values()].some((each) => each.name === name))
    throw new NeonRefusal(
      409,
      'BRANCH_ALREADY_EXISTS',
      `branch with the provided name already exists: ${name}`,
    );
};

export const listBranches: Route = ({ state }) => ({
  branches: [...state.branches.values()],
  pagination: {},
});

export const getBranch: Route = ({ state, params }) => ({ branch: branchOf(state, params['branch'] ?? '') });

export const createBranch: Route = ({ state, settings, body, faults }) => {
  const { branch: asked, endpoints } = createBody.parse(body);
  const main = [...state.branches.values()].find((each) => each.default);
  const parent = branchOf(state, asked.parent_id ?? main?.id ?? '');
  const name = asked.name ?? freshId('br');
  demandFreeName(state, name);
  const now = new Date(settings.clock.now()).toISOString();
  const made: BranchRecord = {
    ...{ id: freshId('br'), project_id: state.project, name, parent_id: parent.id },
    ...(asked.parent_lsn === undefined ? {} : { parent_lsn: asked.parent_lsn }),
    ...{ current_state: 'init', default: false, created_at: now, updated_at: now },
  };
  state.branches.set(made.id, made);
  const computes: EndpointRecord[] = endpoints.map(({ type }) => {
    const id = freshId('ep');
    return { id, branch_id: made.id, type, host: `${id}.eu-central-1.aws.neon.tech` };
  });
  state.endpoints.push(...computes);
  const apply = async (): Promise<void> => {
    await settings.onCreate?.(made);
    made.current_state = 'ready';
  };
  const work = { action: 'create_branch', branch: made.id, apply };
  return {
    ...{ branch: { ...made }, endpoints: computes, roles: [], databases: [] },
    operations: [startOperation(state, settings, work, faults)],
  };
};

export const deleteBranch: Route = ({ state, settings, params, faults }) => {
  const branch = branchOf(state, params['branch'] ?? '');
  if (branch.default || [...state.branches.values()].some((each) => each.parent_id === branch.id))
    throw new NeonRefusal(
      422,
      'BRANCH_HAS_CHILDREN',
      'cannot delete the default branch, or a branch that has children',
    );
  demandUnlocked(state, branch.id);
  const apply = async (): Promise<void> => {
    await settings.onDelete?.(branch);
    state.branches.delete(branch.id);
    state.endpoints = state.endpoints.filter((each) => each.branch_id !== branch.id);
  };
  const work = { action: 'delete_timeline', branch: branch.id, apply };
  return { branch: { ...branch }, operations: [startOperation(state, settings, work, faults)] };
};

/** The branch keeps its id, name and computes; what it held moves to a new branch, with all its children. */
export const restoreBranch: Route = ({ state, settings, params, body, faults }) => {
  const branch = branchOf(state, params['branch'] ?? '');
  const asked = restoreBody.parse(body);
  const source = branchOf(state, asked.source_branch_id);
  const children = [...state.branches.values()].filter((each) => each.parent_id === branch.id);
  const isItself = source.id === branch.id;
  if (isItself && asked.source_lsn === undefined && asked.source_timestamp === undefined)
    throw new NeonRefusal(400, '', 'source_timestamp or source_lsn is required when restoring to itself');
  if ((isItself || children.length > 0) && !asked.preserve_under_name)
    throw new NeonRefusal(400, '', 'preserve_under_name is required');
  demandUnlocked(state, branch.id);
  const now = new Date(settings.clock.now()).toISOString();
  if (asked.preserve_under_name) {
    demandFreeName(state, asked.preserve_under_name);
    const kept = { ...branch, id: freshId('br'), name: asked.preserve_under_name, default: false };
    state.branches.set(kept.id, kept);
    for (const child of children) child.parent_id = kept.id;
    branch.parent_id = isItself ? kept.id : source.id;
  }
  const apply = async (): Promise<void> => {
    await settings.onRestore?.(branch, asked.source_lsn ?? '');
  };
  Object.assign(branch, { last_reset_at: now, updated_at: now, parent_lsn: asked.source_lsn });
  const work = { action: 'create_timeline', branch: branch.id, apply };
  return { branch: { ...branch }, operations: [startOperation(state, settings, work, faults)] };
};
