import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { junitOf } from '../../../lib/checks';
import type { ChecksResult } from '../../../lib/checks';
import type { Runner } from '../../../lib/runner';
import type { Inputs } from './inputs';
import { failureLines, inMillis, nameOf } from './wording';

/** Takes secrets out of a text. */
export type Redact = (text: string) => string;

/** Where the reports were written, relative to the checkout. */
interface Written {
  readonly report: string;
  readonly junit: string;
}

/** Writes both reports, the outputs and the summary. */
export async function report(
  runner: Runner,
  inputs: Inputs,
  result: ChecksResult,
  redact: Redact,
): Promise<void> {
  const redacted = withoutSecrets(result, redact) as ChecksResult;
  const written = await writeReports(runner.environment.workspace, inputs, redacted);
  const outputs = {
    result: result.result,
    'failed-step': redacted.failed ? nameOf(redacted.failed) : '',
    p95: rounded(result.p95),
    'cold-start': rounded(result.coldStart),
    ...written,
  };
  for (const [name, value] of Object.entries(outputs)) runner.setOutput(name, value);
  summarise(runner, inputs, result);
}

async function writeReports(
  workspace: string,
  { reportFolder, url }: Inputs,
  result: ChecksResult,
): Promise<Written> {
  const report = join(reportFolder, 'smoke-test.json');
  const junit = join(reportFolder, 'smoke-test.junit.xml');
  await mkdir(resolve(workspace, reportFolder), { recursive: true });
  const { failed: _, ...content } = result;
  await writeFile(
    resolve(workspace, report),
    `${JSON.stringify({ target: url.href, ...content }, null, 2)}\n`,
  );
  await writeFile(resolve(workspace, junit), junitOf(result));
  return { report, junit };
}

/** Text by text, since a short secret taken out of the finished JSON could take its syntax with it. */
function withoutSecrets(value: unknown, redact: Redact): unknown {
  if (typeof value === 'string') return redact(value);
  if (Array.isArray(value)) return value.map((item) => withoutSecrets(item, redact));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutSecrets(item, redact)]));
}

const rounded = (millis: number | undefined): string =>
  millis === undefined ? '' : String(Math.round(millis));

const HEADLINE: Readonly<Record<ChecksResult['result'], string>> = {
  passed: 'Smoke test passed',
  flaky: 'Smoke test flaky',
  failed: 'Smoke test failed',
};

function summarise(
  { summary }: Runner,
  { url }: Inputs,
  { result, steps, coldStart, p95 }: ChecksResult,
): void {
  summary.heading(HEADLINE[result]);
  summary.link(url.href, url.href);
  summary.table(
    ['journey', 'step', 'outcome', 'status', 'time', ''],
    steps.map((step) => [
      step.journey,
      step.step,
      step.outcome,
      step.status === undefined ? '' : String(step.status),
      step.millis === undefined ? '' : inMillis(step.millis),
      step.failure?.message ?? step.note ?? '',
    ]),
  );
  for (const step of steps.filter(({ outcome }) => outcome === 'failed')) {
    summary.heading(nameOf(step), 3);
    summary.codeBlock(failureLines(step).join('\n'));
  }
  if (coldStart !== undefined)
    summary.paragraph(`The first answer (cold start) took ${inMillis(coldStart)}.`);
  if (p95 !== undefined) summary.paragraph(`95 % of the journeys' answers came within ${inMillis(p95)}.`);
}
