import { join } from 'node:path';
import { build } from 'esbuild';
import type { ImageSpecification } from './image';

/** The versions of the math app to rehearse with; what is wrong with each is said in its README. */
export type MathappVariant = 'good' | 'errors' | 'slow' | 'crash-on-start';

const root = join(import.meta.dirname, '..', 'examples', 'mathapp');

/** Builds the math app into one file, as its own `npm run build` does, but in memory. */
export async function bundle(version: string, variant: MathappVariant = 'good'): Promise<Uint8Array> {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: ['src/server.ts'],
    bundle: true,
    platform: 'node',
    target: 'node24',
    legalComments: 'none',
    // The native driver, which pg asks for only when it is told to.
    external: ['pg-native'],
    define: { MATHAPP_VERSION: JSON.stringify(version), MATHAPP_VARIANT: JSON.stringify(variant) },
    write: false,
  });
  const [output] = outputFiles;
  if (!output) throw new Error('esbuild wrote no file for the math app');
  return output.contents;
}

/** The math app's image: its one file, started by whatever `node` the machine has. */
export async function mathappImage(
  version: string,
  variant: MathappVariant = 'good',
): Promise<ImageSpecification> {
  return {
    files: { '/app/server.js': { content: await bundle(version, variant) } },
    entrypoint: ['node', '/app/server.js'],
    workingDirectory: '/app',
    environment: { NODE_ENV: 'production' },
    labels: { 'org.opencontainers.image.title': 'mathapp', 'org.opencontainers.image.version': version },
  };
}
