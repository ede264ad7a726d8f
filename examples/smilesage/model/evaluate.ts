/**
 * `npm run evaluate`: runs the model in MODEL_FILE on every picture of the test set, and writes to REPORT_FILE what the
 * action model-manifest reads.
 */
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { performance } from 'node:perf_hooks';
import { Classifier } from '../src/classifier';
import { LABELS, pictures } from '../src/pictures';
import type { Picture } from '../src/pictures';

/** The test set. Another seed or number makes another one, on which both models have to be evaluated. */
const TEST_SET = { count: 1000, seed: 20_260_101 };

interface Judged {
  label: string;
  right: boolean;
  milliseconds: number;
}

async function evaluate(modelFile: string, reportFile: string): Promise<void> {
  const file = await readFile(modelFile);
  const set = pictures(TEST_SET.count, TEST_SET.seed);
  const classifier = new Classifier(file);
  const judged = set.map((picture) => judge(classifier, picture));
  const report = {
    schemaVersion: 1,
    modelSha256: createHash('sha256').update(file).digest('hex'),
    testSetSha256: hashOf(set),
    metric: 'accuracy',
    ...countsOf(judged),
    outcomes: judged.map(({ right }) => (right ? '1' : '0')).join(''),
    classes: LABELS.map((name) => ({ name, ...countsOf(judged.filter(({ label }) => label === name)) })),
    latency: latencyOf(judged),
  };
  await writeFile(reportFile, `${JSON.stringify(report)}\n`);
  console.log(`${report.correct} of ${report.n} are right`);
}

function judge(classifier: Classifier, { pixels, label }: Picture): Judged {
  const begin = performance.now();
  const right = classifier.classify(pixels).label === label;
  return { label, right, milliseconds: performance.now() - begin };
}

const countsOf = (judged: readonly Judged[]): { n: number; correct: number } => ({
  n: judged.length,
  correct: judged.filter(({ right }) => right).length,
});

function latencyOf(judged: readonly Judged[]): { p50: number; p95: number } {
  const sorted = judged.map(({ milliseconds }) => milliseconds).sort((one, other) => one - other);
  const at = (share: number): number => sorted[Math.floor(share * sorted.length)] ?? 0;
  return { p50: at(0.5), p95: at(0.95) };
}

function hashOf(set: readonly Picture[]): string {
  const hash = createHash('sha256');
  for (const { pixels, label } of set) hash.update(pixels).update(label);
  return hash.digest('hex');
}

const { MODEL_FILE: model = 'dist/model/smile.tflite', REPORT_FILE: report = 'dist/model/report.json' } =
  process.env;
void evaluate(model, report);
