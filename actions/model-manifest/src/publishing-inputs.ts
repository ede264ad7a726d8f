import { parseWords } from '../../../lib/runner';
import type { InputReader } from '../../../lib/runner';
import type { GateRules } from './gate/gate';
import { parseImprovement } from './gate/improvement';
import type { Channel, PublishedVersion } from './manifest/model';
import { readVersion } from './version-input';

/** What is published, and what it has to keep to. */
export interface Publishing {
  /** Path of the model. */
  file: string;
  version: string;
  channel: Channel;
  /** Undefined: known by the file's name. */
  format: PublishedVersion['format'] | undefined;
  audience: PublishedVersion['audience'];
  runtime: PublishedVersion['runtime'];
  preprocessingId: string | null;
  /** Path of the labels, one a line. */
  labels: string | undefined;
  golden: { file: string; tolerance: number } | undefined;
  /** Path of the report. */
  report: string | undefined;
  /** What writes the report, as words; no shell reads them. */
  evaluate: [string, ...string[]] | undefined;
  /** The test set is not the one that the present model was published with: it is judged anew, by this report or the command. */
  newTestSet: { championReport: string | undefined } | undefined;
  /** Whole percent of the installations that take it, where the channel is stable. */
  percent: number;
  /** There is no model yet: the gate has nobody to compare with. */
  first: boolean;
  rules: GateRules;
}

const FORMATS = ['tflite', 'onnx', 'coreml', 'pickle', 'other'] as const;

/** The inputs of the verb `publish`. */
export function readPublishing(input: InputReader, channel: Channel): Publishing {
  const golden = input.text('golden');
  const [version, report, evaluate] = [
    readVersion(input),
    input.text('report'),
    input.parsed('evaluate', parseWords),
  ];
  if (report === undefined && input.text('evaluate') === undefined)
    input.fault(
      'report',
      'There is no evidence of how good the model is.',
      'Give the report of an evaluation, or a command that makes one (`evaluate`).',
    );
  if (version === undefined)
    input.fault('version', 'It is not given.', 'Write the version of this model, such as 1.4.0.');
  return {
    file: input.text('file', { required: true }),
    version: version ?? '',
    channel,
    format: input.choice('format', FORMATS),
    audience: input.choice('audience', ['mobile', 'server', 'any'], { default: 'mobile' }),
    runtime: {
      minAppVersion: readMinimum(input, 'min-app-version'),
      minRuntime: readMinimum(input, 'min-runtime'),
    },
    preprocessingId: input.text('preprocessing-id') ?? null,
    labels: input.text('labels'),
    golden: golden === undefined ? undefined : { file: golden, tolerance: readTolerance(input) },
    report,
    evaluate,
    newTestSet: readNewTestSet(input),
    percent: input.integer('percent', { min: 0, max: 100, default: 100 }),
    first: input.boolean('first', false),
    rules: readRules(input),
  };
}

function readNewTestSet(input: InputReader): Publishing['newTestSet'] {
  const championReport = input.text('champion-report');
  if (championReport !== undefined) return { championReport };
  if (!input.boolean('new-test-set', false)) return undefined;
  if (input.text('evaluate') === undefined)
    input.fault(
      'new-test-set',
      'The present model has to be evaluated on the new test set too, and there is no command that does it.',
      'Give `evaluate`, or a report on the present model (`champion-report`).',
    );
  return { championReport: undefined };
}

function readRules(input: InputReader): GateRules {
  const improvement = input.parsed('min-improvement', parseImprovement);
  const first = input.boolean('first', false);
  if (improvement === undefined && input.text('min-improvement') === undefined && !first)
    input.fault(
      'min-improvement',
      'It is not said how much better than the present model this one has to be.',
      'Write 1pp (from 90 % to 91 %) or 1% (from 90 % to 90.9 %); or `first: true` for the very first model.',
    );
  return {
    improvement: improvement ?? { unit: 'points', numerator: 0n, denominator: 100n, text: '0pp' },
    mode: input.choice('gate', ['point', 'lower-bound'], { default: 'point' }),
    floor: share(input.percent('min-rate')),
    classFloors: readClassFloors(input),
    largest: input.integer('max-size', { min: 1 }),
    slowest: input.duration('max-latency', { min: 0 }),
  };
}

const share = (percent: number | undefined): number | undefined =>
  percent === undefined ? undefined : percent / 100;

function readClassFloors(input: InputReader): Record<string, number> {
  const floors = Object.entries(input.keyValues('min-class-rates')).map(([name, text]): [string, number] => {
    const percent = Number(/^(\d+(?:\.\d+)?)\s*%?$/.exec(text)?.[1] ?? NaN);
    if (!(percent >= 0 && percent <= 100))
      input.fault(
        'min-class-rates',
        `The rate of ${name} is no percentage.`,
        'Write one class a line, such as smile=85%.',
      );
    return [name, percent / 100];
  });
  return Object.fromEntries(floors);
}

function readMinimum(input: InputReader, name: string): string | null {
  const text = input.text(name, {
    pattern: /^\d+\.\d+\.\d+(?:-[\w.]+)?$/,
    describe: 'a semantic version, such as 2.1.0',
  });
  return text ?? null;
}

function readTolerance(input: InputReader): number {
  const text = input.text('golden-tolerance', { default: '0.001' });
  const tolerance = Number(text);
  if (!(tolerance >= 0 && Number.isFinite(tolerance)))
    input.fault('golden-tolerance', `"${text}" is no tolerance.`, 'Write a number such as 0.001.');
  return tolerance;
}
