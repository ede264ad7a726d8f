import { catches, type Catch } from './catching';
import { chanceBy, passages, requestsFor, requestsToPass, type Passage } from './passing';
import { endsOf, pairsBy, requestsBy, type PlannedStep, type Schedule } from './schedule';
import { requireSoundSettings, type VerdictSettings } from './settings';

export type { PlannedStep };

/** A plan, and the service that it is meant for. */
export interface VerdictQuestion extends Schedule {
  /** What stable has been measured to do; the candidate is taken to be its equal, and the probes to fail like the traffic. */
  stable: {
    /** The share of requests that fail, 0 to 1. */
    failureRate: number;
    /** Variance-to-mean ratio of failures a minute, phi; at least 1. Takes the place of the one in the settings. */
    overdispersion: number;
  };
  /** Minutes by which a step may be extended while there is no verdict; 0 when left out. */
  extension?: number;
  settings: VerdictSettings;
}

/** What a step can show. Chances are for everything seen from the first step to the end of this one. */
export interface StepForecast extends PlannedStep {
  /** Of the candidate, within the step. */
  requests: number;
  /** Probe pairs within the step. */
  pairs: number;
  /** From the beginning of the step until nine of ten candidates that are stable's equals have passed; absent where that is never. */
  minutesToPass?: number;
  /** That a candidate that is stable's equal has passed by the end of the step, without extension. */
  chanceToPass: number;
  /** That a candidate that fails at `damagedRate` has been failed by the end of the step. */
  chanceToCatch: Catch;
}

/** Why a plan cannot be judged: the first step that ends, extended, before a verdict is possible even if nothing fails at all. */
export interface TooShort {
  /** Index of the step. */
  step: number;
  /** What counts by its end: pairs, and the candidate's requests divided by the overdispersion. */
  seen: number;
  needed: number;
  /** How long the step must be for that; absent where no time is enough. */
  minutesNeeded?: number;
}

export interface VerdictForecast {
  question: VerdictQuestion;
  steps: StepForecast[];
  /** Requests for a pass when none fails. */
  fewestRequests: number;
  /** Requests, each failing by itself, after which nine of ten equals of stable have passed; absent where that is never. */
  usualRequests?: number;
  /** What the chances to catch are for: five times stable's rate, or five times the budget where stable has shown no failure. */
  damagedRate: number;
  /** Present when the plan is to be refused. */
  tooShort?: TooShort;
}

const usually = 0.9;
const timesWorse = 5;

/**
 * What a plan can show at the traffic there is, for the coin failed alone. When a pass comes is exact; the chances to catch are from rollouts that
 * are played through with a fixed seed, so the same question has the same answer. No clock, no I/O.
 *
 * @throws RangeError that names every fault of the question
 */
export function planVerdict(question: VerdictQuestion): VerdictForecast {
  requireSoundQuestion(question);
  const { stable, settings } = question;
  const { errorBudget, threshold } = settings;
  const known = passages(stable.failureRate, errorBudget, threshold);
  const fewestRequests = requestsToPass(0, errorBudget, threshold);
  const usualRequests = requestsFor(known, usually);
  const damagedRate = Math.min(1, timesWorse * (stable.failureRate > 0 ? stable.failureRate : errorBudget));
  const tooShort = tooShortStep(question, fewestRequests);
  return {
    question,
    steps: forecastSteps(question, known, damagedRate),
    fewestRequests,
    ...(usualRequests === undefined ? {} : { usualRequests }),
    damagedRate,
    ...(tooShort ? { tooShort } : {}),
  };
}

/**
 * What counts by a moment: a pair as one request, and a request of the metrics as one phi-th, since the log-scores of
 * minutes are divided by phi. Failures in runs of phi, one phi-th as many, are to the divided score what single failures are to
 * an undivided one, so what holds for single requests holds for this number.
 */
const countedBy = (question: VerdictQuestion, minute: number): number =>
  pairsBy(question, minute) + requestsBy(question, minute) / question.stable.overdispersion;

function forecastSteps(
  question: VerdictQuestion,
  known: readonly Passage[],
  damagedRate: number,
): StepForecast[] {
  const { steps, stable, requestsPerMinute } = question;
  const { failureRate: stableRate, overdispersion } = stable;
  const settings = { ...question.settings, overdispersion };
  const caught = catches(question, { candidateRate: damagedRate, stableRate, overdispersion }, settings);
  const usual = requestsFor(known, usually);
  return endsOf(steps).flatMap((end, index): StepForecast[] => {
    const [step, chanceToCatch] = [steps[index], caught[index]];
    if (!step || !chanceToCatch) return [];
    const minutesToPass = usual === undefined ? undefined : minutesUntil(question, index, usual);
    return [
      {
        ...step,
        requests: (requestsPerMinute * step.minutes * step.percent) / 100,
        pairs: pairsBy(question, end) - pairsBy(question, end - step.minutes),
        ...(minutesToPass === undefined ? {} : { minutesToPass }),
        chanceToPass: chanceBy(known, countedBy(question, end)),
        chanceToCatch,
      },
    ];
  });
}

/** No step lasts a year. */
const mostMinutes = 525_600;

/** Whole minutes from the beginning of a step until so much has been counted, if the rollout stayed at it. */
function minutesUntil(question: VerdictQuestion, index: number, needed: number): number | undefined {
  const steps = question.steps.slice(0, index + 1);
  const before = endsOf(steps.slice(0, -1)).at(-1) ?? 0;
  const isEnough = (minutes: number): boolean =>
    countedBy({ ...question, steps }, before + minutes) >= needed;
  if (!isEnough(mostMinutes)) return undefined;
  let [short, enough] = [-1, mostMinutes];
  while (enough - short > 1) {
    const middle = Math.floor((short + enough) / 2);
    if (isEnough(middle)) enough = middle;
    else short = middle;
  }
  return enough;
}

function tooShortStep(question: VerdictQuestion, needed: number): TooShort | undefined {
  const { steps, extension = 0 } = question;
  for (const [step, end] of endsOf(steps).entries()) {
    const standing = { ...question, steps: steps.slice(0, step + 1) };
    const seen = countedBy(standing, end + extension);
    if (seen >= needed) continue;
    const minutesNeeded = minutesUntil(question, step, needed);
    return { step, seen, needed, ...(minutesNeeded === undefined ? {} : { minutesNeeded }) };
  }
  return undefined;
}

/** @throws RangeError that names every fault */
function requireSoundQuestion(question: VerdictQuestion): void {
  const { steps, stable, requestsPerMinute, probeInterval = 1000, metricDelay = 0, extension = 0 } = question;
  requireSoundSettings(question.settings);
  const isAmount = (value: number): boolean => Number.isFinite(value) && value >= 0;
  const checks: [boolean, string][] = [
    [steps.length > 0, 'The plan has no step.'],
    [
      steps.every(
        ({ percent, minutes }) => percent >= 0 && percent <= 100 && isAmount(minutes) && minutes > 0,
      ),
      'Every step needs a share from 0 to 100 % and a time above 0 minutes.',
    ],
    [
      stable.failureRate >= 0 && stable.failureRate <= 1,
      `Stable's failure rate is ${stable.failureRate}; it must be from 0 to 1.`,
    ],
    [
      isAmount(stable.overdispersion) && stable.overdispersion >= 1,
      `Stable's overdispersion is ${stable.overdispersion}; it must be at least 1.`,
    ],
    [isAmount(requestsPerMinute), `There are ${requestsPerMinute} requests a minute; it must be 0 or more.`],
    [
      isAmount(probeInterval) && probeInterval > 0,
      `The probe interval is ${probeInterval}; it must be above 0 milliseconds.`,
    ],
    [isAmount(metricDelay), `The metrics are ${metricDelay} minutes late; it must be 0 or more.`],
    [isAmount(extension), `The extension is ${extension}; it must be 0 or more minutes.`],
  ];
  const faults = checks.flatMap(([isSound, fault]) => (isSound ? [] : [fault]));
  if (faults.length > 0) throw new RangeError(faults.join(' '));
}
