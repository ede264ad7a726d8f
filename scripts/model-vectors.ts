/**
 * Writes clients/vectors/*.json, against which a client in any language checks itself, and the JSON Schema of the manifest.
 * The vectors are the same in every run, and written apart from the reference client, so that the two can disagree.
 *
 *   tsx scripts/model-vectors.ts           writes the files
 *   tsx scripts/model-vectors.ts --check   fails where one is out of date
 */
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { buckets } from './model-vectors/buckets';
import { choices } from './model-vectors/choices';
import { envelopes } from './model-vectors/envelopes';
import { schema } from './model-vectors/schema';
import { sequences } from './model-vectors/sequences';
import { trials } from './model-vectors/trials';
import { versions } from './model-vectors/versions';

const ROOT = join(import.meta.dirname, '..');

const FILES: Readonly<Record<string, () => unknown>> = {
  'clients/vectors/buckets.json': buckets,
  'clients/vectors/choices.json': choices,
  'clients/vectors/envelopes.json': envelopes,
  'clients/vectors/sequences.json': sequences,
  'clients/vectors/trials.json': trials,
  'clients/vectors/versions.json': versions,
  'actions/model-manifest/schema/manifest.schema.json': schema,
};

/** @returns the files that are out of date; unless `check`, they are then written */
export async function updateVectors({ check }: { readonly check: boolean }): Promise<string[]> {
  const outdated: string[] = [];
  for (const [name, content] of Object.entries(FILES)) {
    const path = join(ROOT, name);
    const wanted = await format(JSON.stringify(content()), {
      ...(await resolveConfig(path)),
      parser: 'json',
    });
    if (existsSync(path) && (await readFile(path, 'utf8')) === wanted) continue;
    outdated.push(name);
    if (check) continue;
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, wanted);
  }
  return outdated;
}

async function main(): Promise<void> {
  const check = process.argv.includes('--check');
  const outdated = await updateVectors({ check });
  if (!check || outdated.length === 0) return;
  console.error(`Out of date: ${outdated.join(', ')}. Run tsx scripts/model-vectors.ts and commit them.`);
  process.exitCode = 1;
}

if (process.argv[1] === import.meta.filename) {
  main().catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
}
