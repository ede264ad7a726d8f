import type { StepForecast, VerdictForecast, VerdictQuestion } from './planner';

const whole = (value: number): string => Math.floor(value).toLocaleString('en-US');

/** A chance in whole percent; never "0 %" or "100 %", which would be certain. */
function chance(value: number): string {
  if (value < 0.005) return 'less than 1 %';
  if (value >= 0.995) return 'more than 99 %';
  return `${Math.round(value * 100)} %`;
}

const rate = (value: number): string => `${Number((value * 100).toPrecision(2))} %`;

const minutes = (count: number): string => `${whole(count)} ${count === 1 ? 'minute' : 'minutes'}`;

/**
 * The forecast in sentences, for the brief: one a step, then what stands behind them, and the refusal where the plan
 * cannot be judged.
 */
export function plannerLines(forecast: VerdictForecast): string[] {
  return [
    ...forecast.steps.map((step, index) => stepLine(forecast, step, index)),
    needLine(forecast),
    ...refusalLines(forecast),
  ];
}

function stepLine({ question, damagedRate }: VerdictForecast, step: StepForecast, index: number): string {
  const subject =
    index === 0
      ? `At ${whole(question.requestsPerMinute)} requests a minute the ${step.percent} % step`
      : `The ${step.percent} % step`;
  return (
    `${subject} sees ${gathered(question, step)} in ${minutes(step.minutes)}. ` +
    `By its end a candidate that is stable's equal has passed with a chance of ${chance(step.chanceToPass)}${usually(step)}, ` +
    `and one that fails ${rate(damagedRate)} of requests is found out with ${caught(question, step)}.`
  );
}

function gathered({ probeInterval }: VerdictQuestion, { requests, pairs }: StepForecast): string {
  const traffic = `${whole(requests)} requests of the candidate`;
  return probeInterval === undefined ? traffic : `${traffic} and ${whole(pairs)} probe pairs`;
}

function usually({ minutesToPass }: StepForecast): string {
  if (minutesToPass === undefined) return '';
  if (minutesToPass === 0) return ' (90 % before it begins)';
  return ` (90 % after ${minutes(minutesToPass)})`;
}

function caught({ probeInterval, metricDelay }: VerdictQuestion, { chanceToCatch }: StepForecast): string {
  const { metrics, probes, both } = chanceToCatch;
  if (metricDelay === undefined) return `one of ${chance(probes)}`;
  if (probeInterval === undefined) return `one of ${chance(metrics)}`;
  return `one of ${chance(both)} (${chance(metrics)} by metrics alone, ${chance(probes)} by probes alone)`;
}

function needLine({ question, fewestRequests, usualRequests }: VerdictForecast): string {
  const { settings, stable } = question;
  const need = `A pass within the error budget of ${rate(settings.errorBudget)} takes ${whole(fewestRequests)} requests when none fails`;
  const measured = `at stable's failure rate of ${rate(stable.failureRate)}`;
  if (usualRequests === undefined) {
    return `${need}; ${measured} it cannot be counted on: the budget is too close.`;
  }
  const bursts =
    stable.overdispersion > 1
      ? ` Failures come in bursts, so that ${Number(stable.overdispersion.toPrecision(2))} requests of the metrics count as one.`
      : '';
  return `${need}, and ${whole(usualRequests)} for nine of ten ${measured}.${bursts}`;
}

function refusalLines({ question, tooShort }: VerdictForecast): string[] {
  if (!tooShort) return [];
  const { step, seen, needed, minutesNeeded } = tooShort;
  const extended = question.extension ? ', extended as far as it may be,' : '';
  const remedy =
    minutesNeeded === undefined
      ? 'Without traffic or probes no time is enough.'
      : `It takes ${minutes(minutesNeeded)} at this step, or probes closer together.`;
  return [
    `This plan cannot be judged: by the end of the ${question.steps[step]?.percent ?? 0} % step${extended} ${whole(seen)} requests count, and a pass takes ${whole(needed)} even if none fails. ${remedy}`,
  ];
}
