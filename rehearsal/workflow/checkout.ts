import { cp } from 'node:fs/promises';
import path from 'node:path';
import type { Source } from './model';
import type { LocalAction } from './third-party';

/** What a checkout does not bring along. */
const leftOut: ReadonlySet<string> = new Set(['node_modules', '.rehearsal']);

/**
 * Stands in for `actions/checkout`: copies the caller's tree, or the suite's if `repository` names it, as it lies
 * on this disk. Installed packages are left out, as they would be; history comes along when the tree has any.
 */
export const checkout: LocalAction = {
  inputs: ['repository', 'ref', 'path', 'fetch-depth', 'persist-credentials', 'token', 'fetch-tags'],
  async run({ inputs, workspace, root, suite, log }) {
    const wanted = inputs.repository ?? root.repository;
    const source = [root, suite].find(({ repository }) => repository.toLowerCase() === wanted.toLowerCase());
    if (!source) throw new Error(`The rehearsal has no copy of the repository '${wanted}'.`);
    const commit = atCommit(source, inputs.ref);
    const target = path.resolve(workspace, inputs.path ?? '.');
    if (target !== workspace && !target.startsWith(workspace + path.sep))
      throw new Error(`The path '${inputs.path ?? ''}' leads out of the workspace.`);
    await cp(commit.folder, target, {
      recursive: true,
      verbatimSymlinks: true,
      filter: (from) => !leftOut.has(path.basename(from)),
    });
    log(`Copied ${commit.repository} at ${commit.sha}`);
    return { outputs: { commit: commit.sha, ref: commit.ref } };
  },
};

/** Branches and tags are where the source is; of other commits there are those that it brings along. */
function atCommit(source: Source, ref = ''): Source {
  if (!/^[0-9a-f]{40}$/.test(ref) || ref === source.sha) return source;
  const found = source.earlier?.find(({ sha }) => sha === ref);
  if (!found) throw new Error(`The rehearsal has no copy of ${source.repository} at ${ref}.`);
  return found;
}
