import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** GitHub refuses a step summary beyond one mebibyte. */
const summaryLimit = 1024 * 1024;

/**
 * Reads `name=value` and `name<<DELIMITER` entries. Throws on anything else, as the runner fails the step then.
 * @see https://github.com/actions/runner/blob/main/src/Runner.Worker/FileCommandManager.cs
 */
export function parseKeyValues(content: string): [name: string, value: string][] {
  const lines = content.split(/\r?\n/);
  const entries: [string, string][] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    if (line === '') continue;
    const equals = line.indexOf('=');
    const heredoc = line.indexOf('<<');
    if (equals >= 0 && (heredoc < 0 || equals < heredoc)) {
      entries.push([nameIn(line.slice(0, equals), line), line.slice(equals + 1)]);
    } else if (heredoc >= 0) {
      const delimiter = line.slice(heredoc + 2);
      const end = lines.indexOf(delimiter, index + 1);
      if (delimiter === '')
        throw new Error(`Invalid format '${line}'. Name and delimiter must not be empty.`);
      if (end < 0) throw new Error(`Invalid value. Matching delimiter not found '${delimiter}'.`);
      entries.push([nameIn(line.slice(0, heredoc), line), lines.slice(index + 1, end).join('\n')]);
      index = end;
    } else throw new Error(`Invalid format '${line}'.`);
  }
  return entries;
}

function nameIn(name: string, line: string): string {
  if (name === '') throw new Error(`Invalid format '${line}'. Name must not be empty.`);
  return name;
}

/** The files through which a step speaks to the runner. */
export interface EnvFiles {
  /** GITHUB_OUTPUT and its kin, to be set in the step's environment. */
  variables: Record<string, string>;
  /** Reads what the step wrote. Throws when a file cannot be understood. */
  collect: () => Promise<Written>;
}

export interface Written {
  outputs: [string, string][];
  env: [string, string][];
  state: [string, string][];
  path: string[];
  summary: string;
  warnings: string[];
}

/** Lays out empty files for one step in a folder of its own. */
export async function createEnvFiles(folder: string): Promise<EnvFiles> {
  await mkdir(folder, { recursive: true });
  const fileOf = (kind: string): string => path.join(folder, kind);
  const kinds = ['output', 'env', 'state', 'path', 'summary'] as const;
  await Promise.all(kinds.map((kind) => writeFile(fileOf(kind), '')));
  const collect = async (): Promise<Written> => {
    const warnings: string[] = [];
    const [output = '', env = '', state = '', added = ''] = await Promise.all(
      kinds.slice(0, 4).map((kind) => readFile(fileOf(kind), 'utf8')),
    );
    return {
      outputs: parseKeyValues(output),
      env: parseKeyValues(env).filter(([name]) => mayBeSet(name, warnings)),
      state: parseKeyValues(state),
      path: added.split(/\r?\n/).filter((line) => line !== ''),
      summary: await readSummary(fileOf('summary'), warnings),
      warnings,
    };
  };
  return {
    collect,
    variables: {
      GITHUB_OUTPUT: fileOf('output'),
      GITHUB_ENV: fileOf('env'),
      GITHUB_STATE: fileOf('state'),
      GITHUB_PATH: fileOf('path'),
      GITHUB_STEP_SUMMARY: fileOf('summary'),
    },
  };
}

/** The runner's own variables cannot be overwritten, and NODE_OPTIONS would reach into every later action. */
function mayBeSet(name: string, warnings: string[]): boolean {
  if (name.toUpperCase() === 'NODE_OPTIONS') throw new Error(`Can't store NODE_OPTIONS through GITHUB_ENV.`);
  if (!/^(GITHUB|RUNNER)_/i.test(name)) return true;
  warnings.push(
    `GITHUB_ENV cannot set '${name}': names that begin with GITHUB_ or RUNNER_ belong to the runner.`,
  );
  return false;
}

async function readSummary(file: string, warnings: string[]): Promise<string> {
  const { size } = await stat(file);
  if (size <= summaryLimit) return readFile(file, 'utf8');
  warnings.push(`The step summary has ${size} bytes; GitHub keeps none beyond ${summaryLimit}.`);
  return '';
}
