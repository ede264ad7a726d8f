/**
 * npm run faults -- SUITE [--only N[,N...]] [--bundles FOLDER] [--verbose]
 *
 * Runs the committed bundles against an emulated cloud, once for every call that they make and every fault that may
 * strike it, and looks at what is left behind. The last line is `{"cases": N, "lost": 0}`. Exit code 0 means that
 * nothing was lost, 1 that something was, 2 that the command line is wrong.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { SUITES } from './suites';
import type { SuiteOptions, SuiteResult } from './suites';

interface CommandLine extends Omit<SuiteOptions, 'cache' | 'signal'> {
  run: (options: SuiteOptions) => Promise<SuiteResult>;
}

/** @throws RangeError or TypeError that says what is wrong with the command line */
function commandLine(argv: string[]): CommandLine {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      only: { type: 'string' },
      bundles: { type: 'string' },
      verbose: { type: 'boolean', default: false },
    },
  });
  const [name = '', ...others] = positionals;
  const run = Object.hasOwn(SUITES, name) && others.length === 0 ? SUITES[name] : undefined;
  if (!run) {
    const given =
      positionals.length === 0 ? 'No suite is named.' : `There is no suite "${positionals.join(' ')}".`;
    throw new RangeError(`${given} Give one of: ${Object.keys(SUITES).join(', ')}.`);
  }
  return {
    run,
    only: values.only?.split(',').map(caseNumber),
    bundles: resolve(values.bundles ?? join(import.meta.dirname, '../../dist')),
    verbose: values.verbose,
    repeat: `npm run faults -- ${name}`,
    tell: (line) => {
      console.log(line);
    },
  };
}

function caseNumber(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number > 0) return number;
  throw new RangeError(`--only is given "${text}". Give numbers of cases from 1, such as --only 12,40.`);
}

async function runSuite({ run, ...options }: CommandLine): Promise<void> {
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      stopping.abort();
    });
  const cache = await mkdtemp(join(tmpdir(), 'sluice-faults-'));
  try {
    const { cases, lost, unmet } = await run({ ...options, cache, signal: stopping.signal });
    if (stopping.signal.aborted) console.error('Stopped before the end.');
    if (unmet > 0) console.log(`${unmet} cases were never met, and do not count`);
    console.log(`{"cases": ${cases}, "lost": ${lost}}`);
    if (lost > 0 || cases === 0 || stopping.signal.aborted) process.exitCode = 1;
  } catch (error) {
    // A suite that was stopped cannot end well; whatever else stops it has something to say.
    console.error(stopping.signal.aborted ? 'Stopped.' : error);
    process.exitCode = 1;
  } finally {
    await rm(cache, { recursive: true, force: true });
  }
}

async function main(): Promise<void> {
  let chosen: CommandLine;
  try {
    chosen = commandLine(process.argv.slice(2));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 2;
    return;
  }
  await runSuite(chosen);
}

void main();
