/**
 * npm run faults -- SUITE [--only N[,N...] | --part K/N] [--bundles FOLDER] [--verbose]
 * npm run faults -- SUITE --random N [--seed S] [--path P] [--mutant NAME] [--verbose]
 *
 * The first runs the committed bundles against an emulated cloud, once for every call that they make and every fault that may
 * strike it, and looks at what is left behind. `--part 2/3` runs the second of every three cases. The last line is `{"cases": N, "lost": 0}`. Exit code 0 means that
 * nothing was lost, 1 that something was, 2 that the command line is wrong.
 */
import { randomInt } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { RANDOM_SUITES, SUITES } from './suites';
import type { RandomOptions, SuiteOptions, SuiteResult } from './suites';

/** What is to be run, once there is a folder for caches and a way to stop. */
type Chosen = (given: Pick<SuiteOptions, 'cache' | 'signal'>) => Promise<SuiteResult>;

const tell = (line: string): void => {
  console.log(line);
};

/** @throws RangeError or TypeError that says what is wrong with the command line */
function commandLine(argv: string[]): Chosen {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      only: { type: 'string' },
      part: { type: 'string' },
      bundles: { type: 'string' },
      random: { type: 'string' },
      seed: { type: 'string' },
      path: { type: 'string' },
      mutant: { type: 'string' },
      verbose: { type: 'boolean', default: false },
    },
  });
  const { verbose, random, seed, path, mutant } = values;
  const name = positionals.join(' ');
  const repeat = `npm run faults -- ${name}`;
  if (random !== undefined) {
    const suite = named(RANDOM_SUITES, name);
    const options = { count: whole('--random', random), seed: seedOf(seed), path, mutant };
    return ({ signal }) => suite({ random: options, repeat, tell, signal, verbose } satisfies RandomOptions);
  }
  const suite = named(SUITES, name);
  const isChosen = choiceOf(values);
  const bundles = resolve(values.bundles ?? join(import.meta.dirname, '../../dist'));
  return (given) => suite({ ...given, isChosen, bundles, verbose, repeat, tell });
}

function named<Suite>(suites: Readonly<Record<string, Suite>>, name: string): Suite {
  const suite = Object.hasOwn(suites, name) ? suites[name] : undefined;
  if (suite) return suite;
  const given = name === '' ? 'No suite is named.' : `There is no such suite "${name}".`;
  throw new RangeError(`${given} Give one of: ${Object.keys(suites).join(', ')}.`);
}

function choiceOf({ only, part }: { only?: string; part?: string }): SuiteOptions['isChosen'] {
  const numbers = only?.split(',').map((text) => whole('--only', text));
  if (numbers) return (number) => numbers.includes(number);
  if (part === undefined) return () => true;
  const [which = NaN, of = NaN, ...more] = part.split('/').map((text) => whole('--part', text));
  if (!(which <= of) || more.length > 0)
    throw new RangeError(`--part is given "${part}". Give it like 2/3, the second of every three cases.`);
  return (number) => number % of === which % of;
}

/** Any seed will do, as long as it is told. */
const seedOf = (text: string | undefined): number =>
  text === undefined ? randomInt(2 ** 31) : whole('--seed', text);

function whole(option: string, text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number > 0) return number;
  throw new RangeError(`${option} is given "${text}". Give whole numbers from 1.`);
}

async function runSuite(run: Chosen): Promise<void> {
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      stopping.abort();
    });
  const cache = await mkdtemp(join(tmpdir(), 'sluice-faults-'));
  try {
    const { cases, lost, unmet } = await run({ cache, signal: stopping.signal });
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
  let chosen: Chosen;
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
