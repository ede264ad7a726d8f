import { build } from 'esbuild';
import type { Plugin } from 'esbuild';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { compileFunction } from 'node:vm';
import type * as actions from './actions-entry';
import type { Mutant } from './mutants';

/** What the bundle exports. */
export type Actions = typeof actions;

/** The repository. */
const ROOT = resolve(import.meta.dirname, '../../../..');
const ENTRY = join(import.meta.dirname, 'actions-entry.ts');

/** The clients that open sockets, the clock that nobody can set, and files: each with what stands in for it. */
const IN_MEMORY: Readonly<Record<string, string>> = {
  'node-fetch': 'as-node-fetch.ts',
  undici: 'as-undici.ts',
  'node:perf_hooks': 'as-perf-hooks.ts',
  'node:fs/promises': 'as-fs-promises.ts',
};

/**
 * Bundles the sources of the two actions for this process, with a transport in memory, and loads them.
 * @param mutant a bug to plant in them; the sources themselves stay as they are
 */
export async function loadActions(mutant?: Mutant): Promise<Actions> {
  const { outputFiles } = await build({
    entryPoints: [ENTRY],
    bundle: true,
    write: false,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    logLevel: 'error',
    plugins: [carrying, readingProtosOnce, ...(mutant ? [planting(mutant)] : [])],
  });
  // Compiled by hand: a loader of TypeScript would translate all of the bundle once more.
  const filename = join(ROOT, 'actions-of-the-random-schedules.js');
  const code = outputFiles[0]?.text ?? '';
  const names = ['module', 'exports', 'require', '__dirname', '__filename'];
  const fill = compileFunction(code, names, { filename }) as (...values: unknown[]) => void;
  const loaded = { exports: {} as Actions };
  fill(loaded, loaded.exports, createRequire(filename), ROOT, filename);
  return loaded.exports;
}

/** What our own sources and Google's transport send goes in memory; other packages of the bundle are never asked to send. */
const carrying: Plugin = {
  name: 'carrying',
  setup: (builder) => {
    builder.onResolve(
      { filter: /^(node-fetch|undici|node:perf_hooks|node:fs\/promises)$/ },
      ({ path, importer }) => {
        const isOurs = !importer.includes('node_modules');
        const standIn = isOurs || path === 'node-fetch' ? IN_MEMORY[path] : undefined;
        return standIn === undefined ? undefined : { path: join(import.meta.dirname, standIn) };
      },
    );
  },
};

/** Google's library reads all its protos for every client anew, and a schedule opens many: here once for all. */
const readingProtosOnce: Plugin = {
  name: 'reading-protos-once',
  setup: (builder) => {
    builder.onLoad({ filter: /google-gax\/build\/src\/fallback\.js$/ }, async ({ path }) => ({
      contents: `${await readFile(path, 'utf8')}
        const readProtos = GrpcClient.protobufFromJSON, protosRead = new Map();
        exports.protobufFromJSON = GrpcClient.protobufFromJSON = (json) => {
          if (!protosRead.has(json)) protosRead.set(json, readProtos(json));
          return protosRead.get(json);
        };`,
    }));
  },
};

/** @throws Error where the source has changed so that the mutant does not fit any more */
function planting({ name, file, from, to }: Mutant): Plugin {
  const path = join(ROOT, file);
  return {
    name: 'mutant',
    setup: (builder) => {
      builder.onLoad({ filter: new RegExp(`${RegExp.escape(path)}$`) }, async () => {
        const source = await readFile(path, 'utf8');
        if (source.split(from).length !== 2)
          throw new Error(`The mutant "${name}" does not fit ${file} any more: it is not there once.`);
        return { contents: source.replace(from, () => to), loader: 'ts' };
      });
    },
  };
}
