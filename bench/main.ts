/**
 * npm run bench -- start [--runs N]
 * npm run bench -- objects [--runs N] [--megabytes N]
 * npm run bench -- backup [--runs N] [--megabytes N]
 * npm run bench -- verdict [--seed N] [--case NAME]
 *
 * Measurements beside a peer in the same run. The last line is JSON.
 */
import { parseArgs } from 'node:util';
import { backup } from './backup';
import { objects } from './objects';
import { start } from './start';
import { verdict } from './verdict';

interface Settings {
  runs: number;
  seed: number;
  megabytes: number;
  only?: string;
}

/** Each suite returns whether what it measured is as it must be. */
const SUITES: Readonly<Record<string, (settings: Settings) => boolean | Promise<boolean>>> = {
  start: ({ runs }) => {
    start(runs);
    return true;
  },
  verdict,
  objects,
  backup,
};

/** Suites whose single run takes about a minute, and how many megabytes each carries unless told. */
const LONG: Readonly<Record<string, number>> = { objects: 500, backup: 1_400 };

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      runs: { type: 'string' },
      megabytes: { type: 'string' },
      seed: { type: 'string', default: '1' },
      case: { type: 'string' },
    },
  });
  const [name = ''] = positionals;
  const suite = SUITES[name];
  const [runs, seed] = [Number(values.runs ?? (name in LONG ? 3 : 15)), Number(values.seed)];
  const megabytes = Number(values.megabytes ?? LONG[name] ?? 1);
  if (!suite || positionals.length !== 1) {
    console.error(`Give one suite: npm run bench -- ${Object.keys(SUITES).join(' | ')}`);
    process.exitCode = 2;
  } else if (!Number.isInteger(runs) || runs < 3) {
    console.error(
      `--runs is "${String(values.runs)}". Give a whole number of at least 3: medians need some.`,
    );
    process.exitCode = 2;
  } else if (!Number.isInteger(seed)) {
    console.error(`--seed is "${values.seed}". Give a whole number.`);
    process.exitCode = 2;
  } else if (!Number.isInteger(megabytes) || megabytes < 1) {
    console.error(`--megabytes is "${String(values.megabytes)}". Give a whole number above 0.`);
    process.exitCode = 2;
  } else {
    const only = values.case === undefined ? {} : { only: values.case };
    if (!(await suite({ runs, seed, megabytes, ...only }))) process.exitCode = 1;
  }
}

void main();
