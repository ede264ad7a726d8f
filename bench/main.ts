/**
 * npm run bench -- SUITE [--runs N]
 *
 * Measurements beside a peer in the same run. The last line is JSON.
 */
import { parseArgs } from 'node:util';
import { start } from './start';

const SUITES: Readonly<Record<string, (runs: number) => void>> = { start };

function main(): void {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { runs: { type: 'string', default: '15' } },
  });
  const [name = ''] = positionals;
  const suite = SUITES[name];
  const runs = Number(values.runs);
  if (!suite || positionals.length !== 1) {
    console.error(`Give one suite: npm run bench -- ${Object.keys(SUITES).join(' | ')}`);
    process.exitCode = 2;
  } else if (!Number.isInteger(runs) || runs < 3) {
    console.error(`--runs is "${values.runs}". Give a whole number of at least 3: medians need some.`);
    process.exitCode = 2;
  } else {
    suite(runs);
  }
}

main();
