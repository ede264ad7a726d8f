import path from 'node:path';
import type { LocalAction } from '../workflow/third-party';
import type { ArtifactStore } from './artifact-store';

/** Stands in for `actions/download-artifact`, for artifacts of the same run. */
export function downloadArtifact(store: ArtifactStore): LocalAction {
  return {
    inputs: ['name', 'path', 'pattern', 'merge-multiple'],
    async run({ inputs, workspace, log }) {
      const target = path.resolve(workspace, inputs.path ?? '.');
      const { name = '', pattern = '*' } = inputs;
      if (name !== '') {
        await store.copy(name, target);
        log(`Downloaded the artifact ${name}`);
        return { outputs: { 'download-path': target } };
      }
      const names = (await store.names()).filter((entry) => path.matchesGlob(entry, pattern));
      const merged = inputs['merge-multiple'] === 'true';
      for (const entry of names) await store.copy(entry, merged ? target : path.join(target, entry));
      log(`Downloaded ${names.length} artifact${names.length === 1 ? '' : 's'}`);
      return { outputs: { 'download-path': target } };
    },
  };
}
