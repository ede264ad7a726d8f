import { globSync, statSync } from 'node:fs';
import path from 'node:path';
import type { LocalAction, LocalCall } from '../workflow/third-party';
import type { ArtifactStore } from './artifact-store';

/** Stands in for `actions/upload-artifact`. Hidden files are left out unless they are asked for. */
export function uploadArtifact(store: ArtifactStore): LocalAction {
  return {
    inputs: [
      'name',
      'path',
      'if-no-files-found',
      'retention-days',
      'compression-level',
      'overwrite',
      'include-hidden-files',
    ],
    async run({ inputs, workspace, github, log }) {
      const { name = 'artifact', path: paths = '' } = inputs;
      const { files, from } = findFiles(workspace, paths, inputs['include-hidden-files'] === 'true');
      if (files.length === 0) {
        const message = `No files were found with the provided path: ${paths}. No artifacts will be uploaded.`;
        if (inputs['if-no-files-found'] === 'error') throw new Error(message);
        log(inputs['if-no-files-found'] === 'ignore' ? message : `Warning: ${message}`);
        return undefined;
      }
      const { id, digest } = await store.save(name, files, from, inputs.overwrite === 'true');
      log(`Artifact ${name} has ${files.length} file${files.length === 1 ? '' : 's'}`);
      return { outputs: { 'artifact-id': id, 'artifact-digest': digest, 'artifact-url': urlOf(github, id) } };
    },
  };
}

/** The page of an artifact on GitHub. */
const urlOf = ({ server_url, repository, run_id }: LocalCall['github'], id: string): string =>
  [server_url, repository, 'actions/runs', run_id, 'artifacts', id].map(String).join('/');

interface Found {
  files: string[];
  /** The deepest folder that holds all that was searched; what lies above it is not in the artifact. */
  from: string;
}

function findFiles(workspace: string, paths: string, hidden: boolean): Found {
  const lines = paths.split('\n').map((line) => line.trim());
  const files = new Set<string>();
  const searched: string[] = [];
  for (const line of lines.filter((entry) => entry !== '')) {
    const excludes = line.startsWith('!');
    const pattern = path.resolve(workspace, excludes ? line.slice(1) : line);
    const found = filesUnder(pattern).filter((file) => hidden || !isHidden(file, rootOf(pattern)));
    if (!excludes) searched.push(rootOf(pattern));
    for (const file of found) {
      if (excludes) files.delete(file);
      else files.add(file);
    }
  }
  return { files: [...files].sort(), from: commonFolder(searched) };
}

function filesUnder(pattern: string): string[] {
  return globSync(pattern).flatMap((found) => {
    if (statSync(found).isFile()) return [found];
    return globSync('**/*', { cwd: found })
      .map((inside) => path.join(found, inside))
      .concat(globSync('**/.*', { cwd: found }).map((inside) => path.join(found, inside)))
      .filter((file) => statSync(file).isFile());
  });
}

/** The folder in which a pattern searches: what stands before its first wildcard, or a file's own folder. */
function rootOf(pattern: string): string {
  const parts = pattern.split(path.sep);
  const wild = parts.findIndex((part) => /[*?[{]/.test(part));
  if (wild >= 0) return parts.slice(0, wild).join(path.sep);
  return statSync(pattern, { throwIfNoEntry: false })?.isFile() ? path.dirname(pattern) : pattern;
}

function isHidden(file: string, root: string): boolean {
  return path
    .relative(root, file)
    .split(path.sep)
    .some((part) => part.startsWith('.'));
}

function commonFolder(folders: readonly string[]): string {
  const [first = path.sep, ...others] = folders;
  return others.reduce((common, folder) => {
    const parts = folder.split(path.sep);
    const shared = common.split(path.sep);
    const end = shared.findIndex((part, index) => part !== parts[index]);
    return end < 0 ? common : shared.slice(0, end).join(path.sep);
  }, first);
}
