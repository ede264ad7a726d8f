import path from 'node:path';
import type { Source } from './model';

/** Where `uses:` of a calling job leads. */
export type WorkflowReference = { source: Source; file: string } | { unknown: string };

/**
 * Resolves the workflow that a job calls. `./` and `$/` both lead to the repository of the file that says so, at
 * its commit; our own suite is also known by its name, whatever the ref, since this is the copy to rehearse.
 */
export function resolveWorkflow(uses: string, from: Source, suite: Source): WorkflowReference {
  const own = /^(?:\.|\$)\/(.+)$/.exec(uses)?.[1];
  if (own !== undefined) return { source: from, file: own };
  const remote = parseRemote(uses);
  if (!remote) return { unknown: `'${uses}' is not of the form owner/name/.github/workflows/file.yml@ref.` };
  if (!sameRepository(remote.repository, suite))
    return { unknown: `The rehearsal has no copy of '${uses}'.` };
  return { source: suite, file: remote.path };
}

/** Where `uses:` of a step leads. */
export type ActionReference =
  | { kind: 'folder'; folder: string; source: Source }
  /** In the workspace, and so known only when the step runs. */
  | { kind: 'workspace'; path: string }
  | { kind: 'third-party'; name: string; ref: string }
  | { kind: 'unknown'; why: string };

/** Resolves the action that a step uses; `from` is the repository of the workflow or composite action that says so. */
export function resolveAction(uses: string, from: Source, suite: Source): ActionReference {
  if (uses.startsWith('$/')) return inFolder(from, uses.slice(2));
  if (uses === '.' || uses.startsWith('./')) return { kind: 'workspace', path: uses };
  const remote = parseRemote(uses);
  if (!remote) return { kind: 'unknown', why: `'${uses}' is not of the form owner/name@ref.` };
  if (sameRepository(remote.repository, suite)) return inFolder(suite, remote.path);
  return { kind: 'third-party', name: path.posix.join(remote.repository, remote.path), ref: remote.ref };
}

function inFolder(source: Source, inside: string): ActionReference {
  return { kind: 'folder', folder: path.join(source.folder, inside), source };
}

function parseRemote(uses: string): { repository: string; path: string; ref: string } | undefined {
  const match = /^([^/@]+\/[^/@]+)(?:\/([^@]*))?@(.+)$/.exec(uses);
  const [, repository, inside = '', ref] = match ?? [];
  return repository === undefined || ref === undefined ? undefined : { repository, path: inside, ref };
}

function sameRepository(name: string, source: Source): boolean {
  return name.toLowerCase() === source.repository.toLowerCase();
}
