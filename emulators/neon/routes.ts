import {
  branchOf,
  createBranch,
  deleteBranch,
  freshId,
  getBranch,
  listBranches,
  restoreBranch,
} from './branches';
import { startOperation } from './operations';
import type { Route } from './route';
import { NeonRefusal } from './state';

const getOperation: Route = ({ state, params }) => {
  const operation = state.operations.get(params['operation'] ?? '');
  if (operation) return { operation };
  throw new NeonRefusal(404, '', 'operation not found');
};

/** The newest first. */
const listOperations: Route = ({ state }) => ({
  operations: [...state.operations.values()].reverse(),
  pagination: {},
});

const connectionUri: Route = ({ state, settings, query }) => {
  const branch = branchOf(state, query.get('branch_id') ?? '');
  const [database, role] = [query.get('database_name'), query.get('role_name')];
  if (!database || !role) throw new NeonRefusal(400, '', 'database_name and role_name are required');
  if (!state.endpoints.some((each) => each.branch_id === branch.id && each.type === 'read_write'))
    throw new NeonRefusal(404, '', 'endpoint not found');
  return { uri: settings.uriOf?.(branch, database, role) ?? '' };
};

const createSnapshot: Route = ({ state, settings, params, query, faults }) => {
  const source = branchOf(state, params['branch'] ?? '');
  const lsn = query.get('lsn');
  const snapshot = {
    ...{ id: freshId('snap'), name: query.get('name') ?? 'snapshot', source_branch_id: source.id },
    ...(lsn === null ? {} : { lsn }),
    created_at: new Date(settings.clock.now()).toISOString(),
  };
  const work = {
    action: 'create_timeline',
    branch: snapshot.id,
    apply: () => {
      state.snapshots.push(snapshot);
    },
  };
  return { snapshot, operations: [startOperation(state, settings, work, faults)] };
};

const listSnapshots: Route = ({ state }) => ({ snapshots: state.snapshots });

/** Source: https://neon.com/docs/reference/api */
const ROUTES: readonly (readonly [name: string, verb: string, path: RegExp, route: Route])[] = [
  ['Branches.List', 'GET', /^\/branches$/, listBranches],
  ['Branches.Create', 'POST', /^\/branches$/, createBranch],
  ['Branches.Get', 'GET', /^\/branches\/(?<branch>[^/]+)$/, getBranch],
  ['Branches.Delete', 'DELETE', /^\/branches\/(?<branch>[^/]+)$/, deleteBranch],
  ['Branches.Restore', 'POST', /^\/branches\/(?<branch>[^/]+)\/restore$/, restoreBranch],
  ['Snapshots.Create', 'POST', /^\/branches\/(?<branch>[^/]+)\/snapshot$/, createSnapshot],
  ['Snapshots.List', 'GET', /^\/snapshots$/, listSnapshots],
  ['Operations.List', 'GET', /^\/operations$/, listOperations],
  ['Operations.Get', 'GET', /^\/operations\/(?<operation>[^/]+)$/, getOperation],
  ['Projects.GetConnectionUri', 'GET', /^\/connection_uri$/, connectionUri],
];

/** @param path below the project */
export function routeOf(
  verb: string,
  path: string,
): { name: string; route: Route; params: Record<string, string> } | undefined {
  for (const [name, method, pattern, route] of ROUTES) {
    const found = method === verb ? pattern.exec(path) : null;
    if (found) return { name, route, params: { ...found.groups } };
  }
  return undefined;
}
