/** The example's repository as the rehearsal checks it out: a copy, with a fault in it where the story wants one. */
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
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

/** The repository of an example. */
export const repositoryOf = (example: string): string => `acme/${example}`;
export const REPOSITORY = repositoryOf('mathapp');

/** The commit that is carried to production. */
export const COMMIT = 'c0ffee1234567890c0ffee1234567890c0ffee12';

/** The commit after it. */
export const NEXT_COMMIT = 'decade1234567890decade1234567890decade12';

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
    // A repository of its own has copies of what is linked here.
    dereference: true,
    filter: (from) => !leftOut.has(from.split('/').at(-1) ?? ''),
  });
  if (variant !== 'good') await putFaultInto(join(folder, 'package.json'), variant);
  return { folder, repository: repositoryOf(example), sha, ref: 'refs/heads/main' };
}

/** Adds a migration to a commit. @param name such as 20261120090000_index */
export async function withMigration({ folder }: Source, name: string, sql: string): Promise<void> {
  const path = join(folder, 'prisma', 'migrations', name);
  await mkdir(path, { recursive: true });
  await writeFile(join(path, 'migration.sql'), `${sql}\n`);
}

/** The build chooses the variant: the faulty commit is one line in the build script. */
async function putFaultInto(file: string, variant: MathappVariant): Promise<void> {
  const manifest = JSON.parse(await readFile(file, 'utf8')) as { scripts: { build: string } };
  manifest.scripts.build += ` --define:MATHAPP_VARIANT='"${variant}"'`;
  await writeFile(file, JSON.stringify(manifest, null, 2));
}
