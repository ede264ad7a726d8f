/**
 * npm run rehearse [-- SCENARIO ...] [--workflow FILE] [--example NAME] [--gate ask] [--json FILE]
 *   [--report FILE.html] [--seed N] [--scale N] [--side-by-side N]
 *   [--part K/N]
 *
 * Runs the example's workflows, and with them the shipped ones and the bundles in dist, on this machine against an
 * emulated world, and shows what happens. Exit code 0 means that every scenario ended as it should (a bad canary that
 * was brought back is a success). `--part 2/3` plays the second of every three.
 */
import { existsSync, readdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join, parse } from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { SUITE_FOLDER } from './caller';
import { askAtGate, tellingFor } from './picture';
import type { Telling } from './picture';
import { rehearse } from './rehearse';
import { drawPage } from './report';
import { sharesInWords } from './result';
import type { Played, RehearsalResult } from './result';
import type { Scenario } from './scenario';
import { scenarioNamed, scenarios } from './scenarios';
import { playSideBySide } from './side-by-side';
import { WorkflowFaults } from './workflow/faults';

interface CommandLine {
  scenarios: readonly Scenario[];
  example: string;
  workflow: string | undefined;
  ask: boolean;
  json: string | undefined;
  report: string | undefined;
  seed: number;
  scale: number;
  /** How many scenarios are played at a time. */
  atATime: number;
}

/** @throws RangeError or TypeError that says what is wrong with the command line */
function commandLine(argv: string[]): CommandLine {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      workflow: { type: 'string' },
      example: { type: 'string' },
      gate: { type: 'string', default: 'scenario' },
      json: { type: 'string' },
      report: { type: 'string' },
      seed: { type: 'string', default: '1' },
      scale: { type: 'string', default: '60' },
      'side-by-side': { type: 'string', default: '1' },
      part: { type: 'string', default: '1/1' },
    },
  });
  const example = values.example === undefined ? undefined : oneOf('--example', values.example, examples());
  const chosen = chosenScenarios(positionals, { example, workflow: values.workflow });
  const whole = chosen.find(({ models }) => models !== undefined);
  if (values.workflow !== undefined && whole)
    throw new RangeError(`${whole.name} is played as a whole, and --workflow chooses a part.`);
  const workflows = readdirSync(
    join(SUITE_FOLDER, 'examples', example ?? DEFAULT_EXAMPLE, '.github', 'workflows'),
  );
  return {
    scenarios: partOf(chosen, values.part),
    example: example ?? DEFAULT_EXAMPLE,
    workflow: values.workflow === undefined ? undefined : oneOf('--workflow', values.workflow, workflows),
    ask: oneOf('--gate', values.gate, ['scenario', 'ask']) === 'ask',
    json: values.json,
    report: values.report,
    seed: wholeNumber('--seed', values.seed, 0, 4_294_967_295),
    scale: wholeNumber('--scale', values.scale, 1, 200),
    atATime: wholeNumber('--side-by-side', values['side-by-side'], 1, 8),
  };
}

/** The example whose story a scenario is, unless it says another one. */
const DEFAULT_EXAMPLE = 'mathapp';

/** @throws RangeError where a scenario is the story of another example */
function chosenScenarios(
  names: readonly string[],
  { example, workflow }: { example: string | undefined; workflow: string | undefined },
): readonly Scenario[] {
  const exampleOf = (scenario: Scenario): string => scenario.example ?? DEFAULT_EXAMPLE;
  if (names.length === 0) {
    const wanted = example ?? (workflow === undefined ? undefined : DEFAULT_EXAMPLE);
    return scenarios().filter((each) => wanted === undefined || exampleOf(each) === wanted);
  }
  const chosen = names.map(scenarioNamed);
  const foreign = chosen.find((each) => example !== undefined && exampleOf(each) !== example);
  if (foreign) throw new RangeError(`${foreign.name} is a story of the example ${exampleOf(foreign)}.`);
  return chosen;
}

function partOf(all: readonly Scenario[], part: string): readonly Scenario[] {
  const [, which = '', of = ''] = /^(\d+)\/(\d+)$/.exec(part) ?? [];
  const count = wholeNumber('--part', of, 1, all.length);
  const index = wholeNumber('--part', which, 1, count) - 1;
  return all.filter((_, each) => each % count === index);
}

const examples = (): string[] =>
  readdirSync(join(SUITE_FOLDER, 'examples')).filter((name) =>
    existsSync(join(SUITE_FOLDER, 'examples', name, '.github', 'workflows')),
  );

function oneOf(option: string, text: string, known: readonly string[]): string {
  if (known.includes(text)) return text;
  throw new RangeError(`${option} is "${text}". Give one of: ${known.join(', ')}.`);
}

function wholeNumber(option: string, text: string, least: number, most: number): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= least && number <= most) return number;
  throw new RangeError(`${option} is "${text}". Give a whole number from ${least} to ${most}.`);
}

async function playAll(line: CommandLine): Promise<void> {
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      stopping.abort();
    });
  const several = line.atATime > 1 && line.scenarios.length > 1 && !line.ask;
  const results = await (several ? playApart : playInTurn)(line, stopping.signal);
  await conclude(line, results, stopping.signal);
}

async function playInTurn(line: CommandLine, signal: AbortSignal): Promise<RehearsalResult[]> {
  const telling = tellingFor(process.stdout);
  const results: RehearsalResult[] = [];
  try {
    for (const scenario of line.scenarios) {
      if (signal.aborted) break;
      const { result, timeline } = await playOne(scenario, line, telling, signal);
      results.push(result);
      if (line.report !== undefined) await drawPage(timeline, pageOf(scenario, line.report, line));
    }
  } finally {
    telling.close();
  }
  return results;
}

async function playApart(line: CommandLine, signal: AbortSignal): Promise<RehearsalResult[]> {
  const parts = line.scenarios.map((scenario) => ({
    name: scenario.name,
    options: [
      ...['--seed', String(line.seed), '--scale', String(line.scale)],
      ...(line.workflow === undefined ? [] : ['--workflow', line.workflow]),
      ...(line.report === undefined ? [] : ['--report', pageOf(scenario, line.report, line)]),
    ],
  }));
  const said = (output: string): void => {
    process.stdout.write(output);
  };
  const played = await playSideBySide(import.meta.filename, parts, { atATime: line.atATime, said, signal });
  return played.filter((result) => result !== undefined);
}

async function playOne(
  scenario: Scenario,
  { seed, scale, example, workflow, ask }: CommandLine,
  telling: Telling,
  signal: AbortSignal,
): Promise<Played> {
  telling.scenario(scenario.name, scenario.about);
  const since = performance.now();
  const played = await rehearse(scenario, {
    ...{ seed, scale, example, telling, signal, perSecond: 40 },
    ...(workflow === undefined ? {} : { workflow }),
    ...(ask ? { ask: (gate) => telling.aside(() => askAtGate(process.stdin, process.stdout, gate)) } : {}),
  });
  const { result } = played;
  telling.end(closingLines(result, (performance.now() - since) / 1000), result.ok);
  return played;
}

/** Of several scenarios each has a page of its own: `page.html` becomes `page-bad-canary.html`. */
function pageOf({ name }: Scenario, file: string, { scenarios: chosen }: CommandLine): string {
  const { dir, name: base, ext } = parse(file);
  return chosen.length === 1 ? file : join(dir, `${base}-${name}${ext || '.html'}`);
}

function closingLines(
  { requests, rollback, seconds, serving, faults }: RehearsalResult,
  real: number,
): string[] {
  return [
    `${requests.total} requests of visitors: ${requests.failed} failed, ${requests.failedAfterRollback} of them after the traffic was back`,
    ...(rollback
      ? [`brought back ${rollback.seconds.toFixed(0)} s after the candidate was known to be bad`]
      : []),
    `serving at the end: ${sharesInWords(serving)}`,
    `${(seconds / 60).toFixed(1)} minutes, played in ${real.toFixed(1)} s`,
    ...faults.map((fault) => `WRONG: ${fault}`),
  ];
}

async function conclude(
  { json, scenarios: chosen }: CommandLine,
  results: RehearsalResult[],
  signal: AbortSignal,
): Promise<void> {
  const written = results.length === 1 ? results[0] : results;
  if (json !== undefined) await writeFile(json, `${JSON.stringify(written, null, 2)}\n`);
  const good = results.filter((result) => result.ok).length;
  console.log(`\n${good} of ${chosen.length} scenarios ended as they should.`);
  if (good < chosen.length || signal.aborted) process.exitCode = 1;
}

async function main(): Promise<void> {
  let line: CommandLine;
  try {
    line = commandLine(process.argv.slice(2));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 2;
    return;
  }
  try {
    await playAll(line);
  } catch (error) {
    if (!(error instanceof WorkflowFaults)) throw error;
    console.error(error.message);
    process.exitCode = 2;
  }
}

void main();
