/** The part of the brief that says how a candidate is rolled out, and what the plan can show. */
import { planInWords } from '../../../lib/rollout';
import { formatDuration } from '../../../lib/runner';
import type { Summary } from '../../../lib/runner';
import { plannerLines } from '../../../lib/verdict';
import type { StepForecast } from '../../../lib/verdict';
import type { Inputs } from './inputs';
import { judgedSteps } from './judgement';
import type { Judgement, WaveForecast } from './judgement';

/** Writes how it goes on step by step, and what each step can show. */
export function writeRollout(summary: Summary, inputs: Inputs, judgement: Judgement | undefined): void {
  const { policy, settings, waves } = inputs;
  if (waves.length > 1)
    summary.paragraph(
      `Wave by wave: ${waves.map((wave) => wave.join(', ')).join('; then ')}. Nothing is final before the last one is through.`,
    );
  if (!judgement) {
    summary.paragraph(`${planInWords(policy.steps)}: without a judge.`);
    return;
  }
  summary.list(judgement.lines);
  for (const each of judgement.forecasts) writeForecast(summary, each, judgement.forecasts.length);
  const least = policy.steps.reduce((sum, step) => sum + step.observe, 0) * waves.length;
  const most = least + judgedSteps(policy).length * policy.extension * waves.length;
  summary.paragraph(
    `It takes ${formatDuration(least)} at least and ${formatDuration(most)} at most. Each pair is the same request to both revisions${askedOf(inputs)}. It goes on when the candidate is shown to fail less than ${percent(settings.errorBudget)} of all requests, and comes back as soon as it is shown to be worse than the revision beside it${waves.flat().length > 1 ? ', from every region' : ''}; a candidate that is no worse is taken back in one rollout of twenty at most.`,
  );
}

function writeForecast(summary: Summary, { regions, forecast }: WaveForecast, of: number): void {
  if (of > 1) summary.paragraph(`In ${regions.join(', ')}:`);
  summary.table(
    [
      'share',
      'for at least',
      'requests of the candidate',
      'probe pairs',
      'an equal has passed',
      `one that fails ${percent(forecast.damagedRate)} is found out`,
    ],
    forecast.steps.map(forecastRow),
  );
  summary.list(plannerLines(forecast).slice(forecast.steps.length));
}

const forecastRow = (step: StepForecast): string[] => [
  `${step.percent} %`,
  formatDuration(step.minutes * 60_000),
  String(Math.floor(step.requests)),
  String(Math.floor(step.pairs)),
  chance(step.chanceToPass),
  chance(step.chanceToCatch.both),
];

/** Never "0 %" or "100 %", which would be certain. */
const chance = (value: number): string =>
  value < 0.005 ? '< 1 %' : value >= 0.995 ? '> 99 %' : `${Math.round(value * 100)} %`;

const percent = (share: number): string => `${Number((share * 100).toPrecision(2))} %`;

function askedOf({ probes }: Inputs): string {
  const { paths, checks } = probes;
  const steps = checks ? [`the steps of ${checks.file} that change nothing`] : [];
  return ` (${[...paths, ...steps].join(', ')})`;
}
