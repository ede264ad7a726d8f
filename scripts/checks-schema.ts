/**
 * Writes actions/smoke-test/checks.schema.json, the JSON Schema of a checks file for editors, from the schema that
 * parses it.
 *
 *   tsx scripts/checks-schema.ts           writes the file
 *   tsx scripts/checks-schema.ts --check   fails where it is out of date
 */
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { publishedSchema } from '../lib/checks/read-checks';

const PUBLISHED = join(import.meta.dirname, '..', 'actions', 'smoke-test', 'checks.schema.json');

/** The text of the published file. */
async function publishedText(): Promise<string> {
  const schema = { title: 'A checks file of smoke-test', ...publishedSchema() };
  return format(JSON.stringify(schema), { ...(await resolveConfig(PUBLISHED)), parser: 'json' });
}

/** @returns what is wrong, in a sentence; with `check` it only looks */
export async function updateSchema({ check }: { readonly check: boolean }): Promise<string | undefined> {
  const [published, wanted] = [
    existsSync(PUBLISHED) ? await readFile(PUBLISHED, 'utf8') : '',
    await publishedText(),
  ];
  if (published === wanted) return undefined;
  if (check)
    return 'actions/smoke-test/checks.schema.json is out of date. Run tsx scripts/checks-schema.ts and commit it.';
  await writeFile(PUBLISHED, wanted);
  return undefined;
}

async function main(): Promise<void> {
  const fault = await updateSchema({ check: process.argv.includes('--check') });
  if (fault === undefined) return;
  console.error(fault);
  process.exitCode = 1;
}

if (process.argv[1] === import.meta.filename) {
  main().catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
}
