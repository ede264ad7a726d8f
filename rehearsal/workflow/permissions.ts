import type { Fault } from './faults';
import type { Job, PermissionLevel, Permissions, Workflow } from './model';
import { entriesOf, literalText, type Template } from './template';

/** Every scope that GitHub's token has. */
const scopes = [
  'actions',
  'artifact-metadata',
  'attestations',
  'checks',
  'contents',
  'deployments',
  'discussions',
  'id-token',
  'issues',
  'models',
  'packages',
  'pages',
  'pull-requests',
  'repository-projects',
  'security-events',
  'statuses',
] as const;

/** What a repository with GitHub's recommended setting grants to a workflow that asks for nothing. */
export const restrictedPermissions: Permissions = { contents: 'read', packages: 'read', metadata: 'read' };

const rank: Readonly<Record<PermissionLevel, number>> = { none: 0, read: 1, write: 2 };

/** Reads `permissions:`; undefined when there is none, and everything not named is then decided elsewhere. */
export function readPermissions(template: Template | undefined): Permissions | undefined {
  if (template === undefined) return undefined;
  const shorthand = literalText(template);
  if (shorthand === 'read-all' || shorthand === 'write-all')
    return everyScope(shorthand === 'read-all' ? 'read' : 'write');
  return Object.fromEntries(entriesOf(template).map(({ key, value }) => [key, levelOf(literalText(value))]));
}

/** `id-token` knows no read, and `models` no write. */
function everyScope(level: PermissionLevel): Permissions {
  return Object.fromEntries(
    scopes.map((scope) => {
      if (scope === 'id-token' && level === 'read') return [scope, 'none'];
      return [scope, scope === 'models' ? 'read' : level];
    }),
  );
}

function levelOf(text: string | undefined): PermissionLevel {
  return text === 'read' || text === 'write' ? text : 'none';
}

/** What a job's token may do: its own grants, else its workflow's, else what the caller passes on. */
export function effectivePermissions(workflow: Workflow, job: Job, inherited: Permissions): Permissions {
  return job.permissions ?? workflow.permissions ?? inherited;
}

/**
 * The faults of a called workflow whose jobs ask for more than the calling job has. GitHub refuses such a run
 * before it starts: permissions can only be narrowed on the way down.
 */
export function excessPermissions(called: Workflow, ceiling: Permissions): Fault[] {
  return called.jobs.flatMap((job) => {
    const asked = job.permissions ?? called.permissions;
    if (!asked) return [];
    return Object.entries(asked)
      .filter(([scope, level]) => rank[level] > rank[ceiling[scope] ?? 'none'])
      .map(([scope, level]) => ({
        at: job.permissionsAt ?? job.at,
        message:
          `The job '${job.id}' of the called workflow asks for '${scope}: ${level}', ` +
          `but the calling job allows '${scope}: ${ceiling[scope] ?? 'none'}'.`,
      }));
  });
}
