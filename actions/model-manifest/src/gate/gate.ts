/** May this model take the champion's place? Pure. */
import type { Evaluation } from '../manifest/model';
import { asShare, exceeds } from './improvement';
import type { Improvement } from './improvement';
import { discordance, pairedLowerBound, unpairedMargin } from './interval';
import type { Report } from './report';

/** What the caller asks of a model. */
export interface GateRules {
  improvement: Improvement;
  /** `point` compares the two rates; `lower-bound` asks that the improvement be certain to 95 %. */
  mode: 'point' | 'lower-bound';
  /** The least rate, of all examples and by class; from 0 to 1. */
  floor: number | undefined;
  classFloors: Readonly<Record<string, number>>;
  /** Bytes. */
  largest: number | undefined;
  /** Milliseconds at the 95th percentile. */
  slowest: number | undefined;
}

/** The model that is to be beaten: what the manifest says of it, and its report where it could be had. */
export interface Champion {
  version: string;
  evaluation: Evaluation;
  outcomes: string | undefined;
}

export interface Judgement {
  passed: boolean;
  /** Every reason, in sentences: all that refuse it, or what it rests on. */
  reasons: string[];
}

/**
 * @param champion undefined for the first model, which has only the floors to keep
 * @param size of the model, in bytes
 */
export function judged(
  report: Report,
  size: number,
  champion: Champion | undefined,
  rules: GateRules,
): Judgement {
  const refusals = [...floorRefusals(report, size, rules)];
  const notes: string[] = [];
  if (champion) {
    const incomparable = whyIncomparable(report, champion, rules);
    if (incomparable === undefined) {
      const { passed, sentence } = contest(report, champion, rules);
      (passed ? notes : refusals).push(sentence);
    } else refusals.push(incomparable);
  } else notes.push('It is the first model: there is none to be better than.');
  return { passed: refusals.length === 0, reasons: refusals.length > 0 ? refusals : notes };
}

function whyIncomparable(
  report: Report,
  { version, evaluation, outcomes }: Champion,
  { mode }: GateRules,
): string | undefined {
  if (evaluation.testSetSha256 !== report.testSetSha256 || evaluation.n !== report.n) {
    return `The report is for another test set than that of ${version}: evaluate both on the same examples (\`new-test-set\`).`;
  }
  if (evaluation.metric !== report.metric) {
    return `The report is about ${report.metric}, that of ${version} about ${evaluation.metric}.`;
  }
  if (mode === 'lower-bound' && (report.outcomes === undefined || outcomes === undefined)) {
    const who = report.outcomes === undefined ? 'this model' : version;
    return `The report of ${who} has no \`outcomes\`, which \`gate: lower-bound\` needs: which examples it got right.`;
  }
  return undefined;
}

function contest(
  report: Report,
  { version, evaluation, outcomes = '' }: Champion,
  { improvement, mode }: GateRules,
): { passed: boolean; sentence: string } {
  const counts = { n: report.n, champion: evaluation.correct, challenger: report.correct };
  const rates = `${percent(report.correct / report.n)} against ${percent(evaluation.correct / report.n)} of ${version}`;
  const asked = `more than ${improvement.text} better is asked for`;
  if (mode === 'point') {
    const passed = exceeds(counts, improvement);
    const margin = percent(unpairedMargin(report.correct, report.n, evaluation.correct));
    return {
      passed,
      sentence: `${rates} on ${report.n} examples; ${asked}. The difference is uncertain by ${margin}.`,
    };
  }
  const apart = discordance(outcomes, report.outcomes ?? '');
  const bound = pairedLowerBound(apart);
  const passed = bound > asShare(counts, improvement);
  const fell = `${apart.won} examples won and ${apart.lost} lost`;
  return {
    passed,
    sentence: `${rates}: ${fell}, so it is better by at least ${percent(bound)} (95 %); ${asked}.`,
  };
}

function* floorRefusals(
  { n, correct, classes = [], latency }: Report,
  size: number,
  { floor, classFloors, largest, slowest }: GateRules,
): Generator<string> {
  if (floor !== undefined && correct / n < floor)
    yield `${percent(correct / n)} of the examples are right; at least ${percent(floor)} is asked for.`;
  for (const [name, least] of Object.entries(classFloors)) {
    const found = classes.find((each) => each.name === name);
    if (!found) yield `The report has no class ${name}, for which at least ${percent(least)} is asked.`;
    else if (found.correct / found.n < least)
      yield `${percent(found.correct / found.n)} of ${name} are right; at least ${percent(least)} is asked for.`;
  }
  if (largest !== undefined && size > largest)
    yield `The model has ${size} bytes; at most ${largest} are allowed.`;
  if (slowest !== undefined && latency === undefined)
    yield `The report says nothing about latency; at most ${slowest} ms at p95 are allowed.`;
  if (slowest !== undefined && latency && latency.p95 > slowest)
    yield `It takes ${latency.p95} ms at p95; at most ${slowest} ms are allowed.`;
}

const percent = (share: number): string => `${Number((share * 100).toFixed(2))} %`;
