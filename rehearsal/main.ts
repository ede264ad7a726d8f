/**
 * npm run rehearse [-- SCENARIO ...] [--json FILE] [--seed N] [--scale N]
 *
 * Runs the shipped workflows and bundles on this machine, against an emulated Google Cloud, and tells what happens.
 * Exit code 0 means that every scenario ended as it should (a bad canary that was brought back is a success).
 */
import { writeFile } from 'node:fs/promises';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { elapsed, rehearse, sharesInWords } from './rehearse';
import type { RehearsalResult } from './result';
import { scenarioNamed, scenarios } from './scenarios';
import type { Scenario } from './scenarios';

interface CommandLine {
  scenarios: readonly Scenario[];
  json: string | undefined;
  seed: number;
  scale: number;
}

/** @throws RangeError or TypeError that says what is wrong with the command line */
function commandLine(argv: string[]): CommandLine {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      json: { type: 'string' },
      seed: { type: 'string', default: '1' },
      scale: { type: 'string', default: '60' },
    },
  });
  return {
    scenarios: positionals.length > 0 ? positionals.map(scenarioNamed) : scenarios(),
    json: values.json,
    seed: wholeNumber('--seed', values.seed, 0, 4_294_967_295),
    scale: wholeNumber('--scale', values.scale, 1, 200),
  };
}

function wholeNumber(option: string, text: string, least: number, most: number): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= least && number <= most) return number;
  throw new RangeError(`${option} is "${text}". Give a whole number from ${least} to ${most}.`);
}

async function playAll({ scenarios: chosen, json, seed, scale }: CommandLine): Promise<void> {
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      stopping.abort();
    });
  const results: RehearsalResult[] = [];
  for (const scenario of chosen) {
    console.log(`\n${scenario.name}: ${scenario.about}`);
    const since = performance.now();
    const tell = (line: string): void => {
      console.log(`  ${elapsed(since).padStart(7)}  ${line}`);
    };
    const result = await rehearse(scenario, { seed, scale, perSecond: 40, tell, signal: stopping.signal });
    results.push(result);
    tellEnd(result, since);
    if (stopping.signal.aborted) break;
  }
  if (json !== undefined)
    await writeFile(json, `${JSON.stringify(results.length === 1 ? results[0] : results, null, 2)}\n`);
  const failed = results.filter((result) => !result.ok);
  console.log(`\n${results.length - failed.length} of ${chosen.length} scenarios ended as they should.`);
  if (failed.length > 0 || stopping.signal.aborted) process.exitCode = 1;
}

function tellEnd(result: RehearsalResult, since: number): void {
  const { requests, rollback, seconds, serving } = result;
  console.log(
    `  ${requests.total} requests of visitors, ${requests.failed} failed, ${requests.failedAfterRollback} of them after the rollback`,
  );
  if (rollback) console.log(`  brought back ${rollback.seconds.toFixed(0)} s after it was known to be bad`);
  console.log(`  serving at the end: ${sharesInWords(serving)}`);
  console.log(`  ${(seconds / 60).toFixed(1)} minutes of rollout, played in ${elapsed(since)}`);
  for (const fault of result.faults) console.log(`  WRONG: ${fault}`);
  console.log(result.ok ? '  as it should be' : '  not as it should be');
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
  await playAll(chosen);
}

void main();
