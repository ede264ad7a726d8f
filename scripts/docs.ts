/**
 * Writes the tables of inputs and outputs in actions/<name>/README.md from action.yml, between the markers
 * <!-- inputs --> ... <!-- /inputs --> and <!-- outputs --> ... <!-- /outputs -->.
 *
 *   npm run docs              rewrites the tables
 *   npm run docs -- --check   fails where a table is out of date
 */
import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';

/** What a table shows of one input or output of action.yml. */
interface Entry {
  readonly description?: string;
  readonly required?: boolean;
  readonly default?: string | number | boolean;
  readonly deprecationMessage?: string;
}

interface Contract {
  readonly inputs?: Readonly<Record<string, Entry | null>> | null;
  readonly outputs?: Readonly<Record<string, Entry | null>> | null;
}

/** What is wrong with an action.yml or a README, in words for whoever runs this. */
export class DocsFault extends Error {}

/**
 * The README with its tables as action.yml gives them.
 * @throws DocsFault for an entry without a description or a README without markers
 */
export function withTables(readme: string, actionYaml: string): string {
  const contract = parse(actionYaml) as Contract;
  const inputs = tableOf(['Input', 'Description', 'Required', 'Default'], contract.inputs ?? {}, inputRow);
  const outputs = tableOf(['Output', 'Description'], contract.outputs ?? {}, outputRow);
  return between(between(readme, 'inputs', inputs), 'outputs', outputs);
}

type Row = (name: string, entry: Entry) => string[];

function inputRow(name: string, entry: Entry): string[] {
  const byDefault = entry.default === undefined || entry.default === '' ? '' : code(String(entry.default));
  return [code(name), descriptionOf(name, entry), entry.required === true ? 'yes' : 'no', byDefault];
}

function outputRow(name: string, entry: Entry): string[] {
  return [code(name), descriptionOf(name, entry)];
}

function descriptionOf(name: string, { description, deprecationMessage }: Entry): string {
  const text = description?.trim() ?? '';
  if (text === '')
    throw new DocsFault(`\`${name}\` has no description. Describe it in a sentence in action.yml.`);
  return cell(deprecationMessage ? `${text} **Deprecated:** ${deprecationMessage}` : text);
}

function tableOf(
  columns: readonly string[],
  entries: Readonly<Record<string, Entry | null>>,
  row: Row,
): string {
  const rows = Object.entries(entries).map(([name, entry]) => row(name, entry ?? {}));
  if (rows.length === 0) return 'None.';
  return [columns, columns.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** A line of a table is one line: paragraphs become breaks, bars are escaped. */
function cell(text: string): string {
  return text
    .replaceAll('|', '\\|')
    .replaceAll(/\n\s*\n\s*/g, '<br><br>')
    .replaceAll(/\s*\n\s*/g, ' ');
}

function code(text: string): string {
  return `\`${cell(text.trim())}\``;
}

/** The formatter would pad the columns, and every longer description would change every line. */
function between(readme: string, marker: string, table: string): string {
  const [start, end] = [`<!-- ${marker} -->`, `<!-- /${marker} -->`];
  const [from, to] = [readme.indexOf(start), readme.indexOf(end)];
  if (from < 0 || to < from) throw new DocsFault(`There is no place for the table: add ${start} and ${end}.`);
  const body = ['', '<!-- prettier-ignore-start -->', table, '<!-- prettier-ignore-end -->', ''].join('\n\n');
  return `${readme.slice(0, from + start.length)}${body}${readme.slice(to)}`;
}

/**
 * Brings the README of every action under `root` up to date, or with `check` only looks.
 * @returns what is wrong, one sentence each
 */
export async function updateDocs(root: string, { check }: { readonly check: boolean }): Promise<string[]> {
  const folder = join(root, 'actions');
  const names = existsSync(folder) ? await readdir(folder) : [];
  const faults: string[] = [];
  for (const name of names.sort())
    if (existsSync(join(folder, name, 'action.yml')))
      faults.push(...(await updateReadme(folder, name, check)));
  return faults;
}

async function updateReadme(folder: string, name: string, check: boolean): Promise<string[]> {
  const path = join(folder, name, 'README.md');
  if (!existsSync(path)) return [`actions/${name}/README.md does not exist.`];
  const readme = await readFile(path, 'utf8');
  try {
    const updated = withTables(readme, await readFile(join(folder, name, 'action.yml'), 'utf8'));
    if (updated === readme) return [];
    if (check) return [`actions/${name}/README.md is out of date. Run npm run docs and commit it.`];
    await writeFile(path, updated);
    return [];
  } catch (error) {
    if (error instanceof DocsFault) return [`actions/${name}: ${error.message}`];
    throw error;
  }
}

async function main(): Promise<void> {
  const faults = await updateDocs(join(import.meta.dirname, '..'), {
    check: process.argv.includes('--check'),
  });
  for (const fault of faults) console.error(fault);
  if (faults.length > 0) process.exitCode = 1;
}

if (process.argv[1] === import.meta.filename) {
  main().catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
}
