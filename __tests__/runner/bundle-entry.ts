import { build } from 'esbuild';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** An entry that node runs by itself. */
export interface BundledEntry {
  readonly path: string;
  remove(): Promise<void>;
}

/**
 * Bundles a TypeScript entry for `runStep`, in a fraction of a second; for tests of what is not in dist/. Node cannot
 * run the source as it is: to it our files are CommonJS, and the packages of @actions are ESM only.
 */
export async function bundleEntry(source: string): Promise<BundledEntry> {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-entry-'));
  const path = join(folder, 'index.js');
  await build({
    entryPoints: [source],
    outfile: path,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    logLevel: 'error',
  });
  return { path, remove: () => rm(folder, { recursive: true }) };
}
