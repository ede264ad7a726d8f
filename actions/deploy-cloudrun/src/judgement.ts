/** By what a candidate will be judged, measured from the revision that serves; and whether the plan is long enough for it. */
import type { Service } from '../../../lib/cloudrun';
import { readTraffic, settingsFor } from '../../../lib/metrics';
import type { Baseline, Traffic } from '../../../lib/metrics';
import type { Policy } from '../../../lib/rollout';
import { UserError } from '../../../lib/runner';
import type { Runner, Variables } from '../../../lib/runner';
import { plannerLines, planVerdict } from '../../../lib/verdict';
import type { VerdictForecast, VerdictSettings } from '../../../lib/verdict';
import type { Inputs } from './inputs';

/** What a rollout is judged by. */
export interface Judgement {
  settings: VerdictSettings;
  /** Undefined where probes decide alone. */
  traffic: Traffic | undefined;
  /** What was measured, or why nothing was; a line each. */
  lines: string[];
  forecast: VerdictForecast;
}

const MINUTE = 60_000;

/**
 * Looks at the hour before, and fixes what the verdict is measured against.
 * @param stable the revision that serves
 * @throws UserError where what the caller demands may not be read
 */
export async function prepareJudgement(
  runner: Runner,
  inputs: Inputs,
  { service, stable, variables }: { service: Service; stable: string; variables: Variables },
): Promise<Judgement> {
  const { clock, random, signal, environment } = runner;
  const { kind, own, latency } = inputs.traffic;
  const caller = { clock, random, signal, environment, variables };
  const read = await readTraffic(caller, { at: inputs.at, kind, own, latency }, stable);
  const traffic = 'none' in read ? undefined : read;
  const settings = traffic ? trafficSettings(inputs, traffic, service) : probeSettings(inputs);
  const lines = 'none' in read ? [read.none] : baselineLines(read.baseline, settings);
  return { settings, traffic, lines, forecast: forecastOf(inputs, settings, traffic) };
}

/** Probes alone: no minutes, so no bursts to allow for. */
function probeSettings({ settings, traffic }: Inputs): VerdictSettings {
  const { latency, refused } = traffic;
  return {
    ...settings,
    coins: refused ? [{ name: 'refused', overdispersion: 1 }] : [],
    ...(latency === undefined ? {} : { slowerThan: latency }),
  };
}

function trafficSettings(
  { settings, traffic: wanted }: Inputs,
  { baseline, slowerThan, missesUnserved }: Traffic,
  { template }: Service,
): VerdictSettings {
  // A visitor who always comes back to the same revision makes shares say nothing about the split.
  const unserved = missesUnserved && template.sessionAffinity !== true;
  return settingsFor(settings, baseline, { refused: wanted.refused, unserved, slowerThan, own: wanted.own });
}

function baselineLines(baseline: Baseline, { coins, slowBudget, errorBudget }: VerdictSettings): string[] {
  const { minutes, requestsPerMinute, p95 } = baseline;
  if (minutes === 0) return ['In the hour before, the revision that serves was asked for nothing.'];
  const budgets = new Map([
    ['failed', errorBudget],
    ['slow', slowBudget],
    ...coins.flatMap(({ name, budget }) => (budget === undefined ? [] : [[name, budget] as const])),
  ]);
  const latency = p95 === undefined ? '' : `; 95 of 100 took less than ${Math.ceil(p95)} ms`;
  return [
    `In ${minutes} minutes of the hour before, the revision that serves had ${requestsPerMinute.toFixed(1)} requests a minute${latency}.`,
    ...Object.entries(baseline.coins).map(([name, coin]) => {
      const budget = budgets.get(name);
      const bursts = coin.overdispersion > 1 ? `, in bursts (${coin.overdispersion.toFixed(1)})` : '';
      const over = budget !== undefined && coin.rate >= budget ? ', which is outside the budget itself' : '';
      return `${name}: ${percent(coin.rate)} of ${coin.requests} requests${bursts}${over}.`;
    }),
  ];
}

const percent = (share: number): string => `${Number((share * 100).toPrecision(2))} %`;

function forecastOf(
  { policy, probes }: Inputs,
  settings: VerdictSettings,
  traffic: Traffic | undefined,
): VerdictForecast {
  const failed = traffic?.baseline.coins['failed'];
  return planVerdict({
    steps: judgedSteps(policy).map(({ percent: share, observe }) => ({
      percent: share,
      minutes: observe / MINUTE,
    })),
    requestsPerMinute: traffic?.baseline.requestsPerMinute ?? 0,
    probeInterval: probes.interval,
    ...(traffic ? { metricDelay: traffic.delay } : {}),
    stable: { failureRate: failed?.rate ?? 0, overdispersion: failed?.overdispersion ?? 1 },
    extension: policy.extension / MINUTE,
    settings,
  });
}

/** The steps in which a candidate is judged. */
export const judgedSteps = ({ steps }: Policy): Policy['steps'] => steps.filter(({ observe }) => observe > 0);

/** @throws UserError with the planner's numbers where no verdict is possible by the end of a step */
export function refuseTooShort({ forecast }: Judgement): void {
  if (!forecast.tooShort) return;
  throw new UserError(plannerLines(forecast).at(-1) ?? 'This plan cannot be judged.', {
    remedy:
      'Give the steps of `rollout` more time, a longer `extension`, a shorter `probe-interval`, or a larger `error-budget`.',
  });
}
