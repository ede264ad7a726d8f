/** The product with models: its image, and its repository at a commit that has one design of the model or another. */
import { readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { commitOf, SUITE_FOLDER } from '../caller';
import type { ImageSpecification } from '../image';
import type { Source } from '../workflow/model';

export const EXAMPLE = 'smilesage';

/** Ways to build the model; the example's `model/designs.ts` says what they are. */
export type Design = 'first' | 'wider' | 'blurred';

/** The service's image, as its own `npm run build` makes it. */
export async function serviceImage(version: string): Promise<ImageSpecification> {
  const { outputFiles } = await build({
    absWorkingDir: join(SUITE_FOLDER, 'examples', EXAMPLE),
    entryPoints: ['src/server.ts'],
    bundle: true,
    platform: 'node',
    target: 'node24',
    legalComments: 'none',
    write: false,
  });
  const [output] = outputFiles;
  if (!output) throw new Error(`esbuild wrote no file for ${EXAMPLE}`);
  return {
    files: { '/app/server.js': { content: output.contents } },
    entrypoint: ['node', '/app/server.js'],
    workingDirectory: '/app',
    environment: { NODE_ENV: 'production' },
    labels: { 'org.opencontainers.image.title': EXAMPLE, 'org.opencontainers.image.version': version },
  };
}

/** The repository at a commit whose models have this design. @param sha whose first seven digits are its own */
export async function commitWith(design: Design, sha: string, into: string): Promise<Source> {
  const root = await commitOf(EXAMPLE, 'good', sha, into);
  const file = join(root.folder, 'package.json');
  const manifest = JSON.parse(await readFile(file, 'utf8')) as { scripts: { model: string } };
  manifest.scripts.model += ` --design ${design}`;
  await writeFile(file, JSON.stringify(manifest, null, 2));
  return root;
}

/** Installs what a developer has installed. */
export const installIn = ({ folder }: Source): Promise<void> =>
  symlink(join(SUITE_FOLDER, 'node_modules'), join(folder, 'node_modules'));
