/** The example's repository as the rehearsal checks it out: a copy, with a fault in it where the story wants one. */
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MathappVariant } from './example';
import type { Source } from './workflow/model';

export const SUITE_FOLDER = join(import.meta.dirname, '..');

/** Our own repository, as callers name it. */
export const SUITE: Source = {
  folder: SUITE_FOLDER,
  repository: 'sluice-actions/sluice',
  sha: '51a1ce0051a1ce0051a1ce0051a1ce0051a1ce00',
  ref: 'refs/tags/v1',
};

export const REPOSITORY = 'acme/mathapp';

/** The commit that is carried to production. */
export const COMMIT = 'c0ffee1234567890c0ffee1234567890c0ffee12';

/** Copies the example to a folder and puts the variant's fault into it, as a commit would. */
export async function commitOf(
  example: string,
  variant: MathappVariant,
  sha: string,
  into: string,
): Promise<Source> {
  const folder = join(into, `repository-${sha.slice(0, 7)}`);
  const leftOut = new Set(['node_modules', 'dist']);
  await cp(join(SUITE_FOLDER, 'examples', example), folder, {
    recursive: true,
    filter: (from) => !leftOut.has(from.split('/').at(-1) ?? ''),
  });
  if (variant !== 'good') await putFaultInto(join(folder, 'package.json'), variant);
  return { folder, repository: REPOSITORY, sha, ref: 'refs/heads/main' };
}

/** The build chooses the variant: the faulty commit is one line in the build script. */
async function putFaultInto(file: string, variant: MathappVariant): Promise<void> {
  const manifest = JSON.parse(await readFile(file, 'utf8')) as { scripts: { build: string } };
  manifest.scripts.build += ` --define:MATHAPP_VARIANT='"${variant}"'`;
  await writeFile(file, JSON.stringify(manifest, null, 2));
}
