import type { Job, Source, UsesStep, Workflow } from '../workflow/model';
import type { Finding } from './findings';

/** A hung job costs six hours and holds its concurrency group; a job that calls a workflow cannot say when to end. */
export function checkTimeout(job: Job): Finding[] {
  if (job.kind === 'call' || job.timeoutMinutes) return [];
  return [
    {
      at: job.at,
      message: `The job '${job.id}' has no 'timeout-minutes', so it may hang for six hours.`,
      remedy: 'Add the longest time that it may take.',
    },
  ];
}

/** Without a word the token may do what the repository's settings say, which nobody sees who reads the file. */
export function checkPermissions(workflow: Workflow, job: Job): Finding[] {
  if (job.permissions ?? workflow.permissions) return [];
  return [
    {
      at: job.at,
      message: `Neither the job '${job.id}' nor its workflow has 'permissions'.`,
      remedy: "Add 'permissions: {}' to the workflow, and to the job what it needs.",
    },
  ];
}

/** What is granted to a whole workflow is granted to the job that runs somebody's tests, too. */
export function checkWorkflowGrants(workflow: Workflow, at: Finding['at']): Finding[] {
  return Object.entries(workflow.permissions ?? {})
    .filter(([, level]) => level === 'write')
    .map(([scope]) => ({
      at,
      message: `The workflow grants '${scope}: write' to each of its jobs.`,
      remedy: 'Grant it to the job that needs it.',
    }));
}

/** What somebody uses: a step its action, a job its workflow. */
export type Use = Pick<UsesStep, 'uses' | 'usesAt'>;

/**
 * Tags and branches of others can be moved to other code (tj-actions, CVE-2025-30066); a commit cannot.
 * @param text of the file, for the comment
 */
export function checkPin({ uses, usesAt }: Use, suite: Source, text: string): Finding[] {
  if (isOurs(uses, suite)) return [];
  if (uses.startsWith('docker://'))
    return /@sha256:[0-9a-f]{64}$/.test(uses)
      ? []
      : [{ at: usesAt, message: `'${uses}' is not pinned.`, remedy: 'Pin it to its digest, @sha256:...' }];
  if (!/@[0-9a-f]{40}$/.test(uses))
    return [
      {
        at: usesAt,
        message: `'${uses}' is not pinned to a commit.`,
        remedy: 'Pin it to the full SHA of the commit, with its version in a comment.',
      },
    ];
  const line = text.split('\n')[usesAt.line - 1] ?? '';
  if (/\s#\s*v?\d+(\.\d+)*/.test(line.slice(usesAt.column - 1))) return [];
  return [
    {
      at: usesAt,
      message: `Nothing says which version '${uses}' is.`,
      remedy: "Add it behind, as a comment such as '# v6.0.2'.",
    },
  ];
}

function isOurs(uses: string, suite: Source): boolean {
  const own = suite.repository.toLowerCase();
  const named = uses.toLowerCase();
  return /^[.$]\//.test(uses) || named.startsWith(`${own}/`) || named.startsWith(`${own}@`);
}
