/** By what a candidate will be judged, measured from the revision that serves; and whether the plan is long enough for it. */
import type { Service } from '../../../lib/cloudrun';
import { readTraffic, settingsFor } from '../../../lib/metrics';
import type { Baseline, Traffic } from '../../../lib/metrics';
import type { Policy } from '../../../lib/rollout';
import { UserError } from '../../../lib/runner';
import type { Runner, Variables } from '../../../lib/runner';
import { plannerLines, planVerdict } from '../../../lib/verdict';
import type { CoinSettings, VerdictForecast, VerdictSettings } from '../../../lib/verdict';
import type { Inputs } from './inputs';

/** What a rollout is judged by. */
export interface Judgement {
  settings: VerdictSettings;
  /** By region: what is read there; undefined where probes decide alone. */
  traffic: ReadonlyMap<string, Traffic | undefined>;
  /** What was measured, or why nothing was; a line each. */
  lines: string[];
  /** What the plan can show, wave by wave: each is judged by its own regions. */
  forecasts: readonly WaveForecast[];
}

export interface WaveForecast {
  regions: readonly string[];
  forecast: VerdictForecast;
}

/** A region in which a candidate will be judged. */
export interface JudgedRegion {
  region: string;
  wave: number;
  inputs: Inputs;
  service: Service;
  /** The revision that serves. */
  stable: string;
}

const MINUTE = 60_000;

/**
 * Looks at the hour before in every region, and fixes what the verdict is measured against, for all of them.
 * @throws UserError where what the caller demands may not be read
 */
export async function prepareJudgement(
  runner: Runner,
  inputs: Inputs,
  { regions, variables }: { regions: readonly JudgedRegion[]; variables: Variables },
): Promise<Judgement> {
  const measured = await Promise.all(regions.map((region) => measure(runner, region, variables)));
  const waves = [...Map.groupBy(measured, ({ wave }) => wave)].map(([, members]) => members);
  const settings = togetherOf(
    measured.map((each) => each.settings),
    waves.length,
  );
  return {
    settings,
    traffic: new Map(measured.map(({ region, traffic }) => [region, traffic])),
    lines: measured.flatMap((each) => linesOf(each, measured.length, settings)),
    forecasts: waves.map((members) => ({
      regions: members.map(({ region }) => region),
      forecast: forecastOf(inputs, settings, members),
    })),
  };
}

interface Measured extends JudgedRegion {
  settings: VerdictSettings;
  traffic: Traffic | undefined;
  /** Why nothing could be measured. */
  none: string;
}

async function measure(runner: Runner, judged: JudgedRegion, variables: Variables): Promise<Measured> {
  const { clock, random, signal, environment } = runner;
  const { inputs, service, stable } = judged;
  const { kind, own, latency } = inputs.traffic;
  const caller = { clock, random, signal, environment, variables };
  const read = await readTraffic(caller, { at: inputs.at, kind, own, latency }, stable);
  if ('none' in read) return { ...judged, settings: probeSettings(inputs), traffic: undefined, ...read };
  return { ...judged, settings: trafficSettings(inputs, read, service), traffic: read, none: '' };
}

/**
 * One verdict for several regions has the coins of all of them, and allows for the worst of their bursts. The two risks
 * are for the rollout as a whole: waves are judged one by one, and share them.
 */
function togetherOf(all: readonly VerdictSettings[], waves: number): VerdictSettings {
  const [first, ...others] = all;
  if (!first) throw new Error('a verdict is about one region at least');
  const one = others.reduce((sum, next) => {
    const coins = Map.groupBy([...sum.coins, ...next.coins], ({ name }) => name);
    const limits = [sum.slowerThan, next.slowerThan].filter((limit) => limit !== undefined);
    return {
      ...sum,
      overdispersion: Math.max(sum.overdispersion, next.overdispersion),
      coins: [...coins.values()].flatMap(worstOf),
      ...(limits.length > 0 ? { slowerThan: Math.max(...limits) } : {}),
    };
  }, first);
  return { ...one, threshold: one.threshold * waves };
}

const worstOf = (same: readonly CoinSettings[]): CoinSettings[] =>
  [...same].sort((one, other) => other.overdispersion - one.overdispersion).slice(0, 1);

function linesOf({ region, traffic, none }: Measured, of: number, settings: VerdictSettings): string[] {
  const lines = traffic ? baselineLines(traffic.baseline, settings) : [none];
  return of === 1 ? lines : lines.map((line) => `${region}: ${line}`);
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
  members: readonly Measured[],
): VerdictForecast {
  const read = members.flatMap(({ traffic }) => (traffic ? [traffic] : []));
  const failed = read.flatMap(({ baseline }) => baseline.coins['failed'] ?? []);
  const requests = sum(failed.map((coin) => coin.requests));
  const failures = sum(failed.map((coin) => coin.rate * coin.requests));
  return planVerdict({
    steps: judgedSteps(policy).map(({ percent: share, observe }) => ({
      percent: share,
      minutes: observe / MINUTE,
    })),
    requestsPerMinute: sum(read.map(({ baseline }) => baseline.requestsPerMinute)),
    // Each region sends its own pairs.
    probeInterval: probes.interval / members.length,
    ...(read.length > 0 ? { metricDelay: Math.max(...read.map(({ delay }) => delay)) } : {}),
    stable: {
      failureRate: requests === 0 ? 0 : failures / requests,
      overdispersion: Math.max(1, ...failed.map((coin) => coin.overdispersion)),
    },
    extension: policy.extension / MINUTE,
    settings,
  });
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

/** The steps in which a candidate is judged. */
export const judgedSteps = ({ steps }: Policy): Policy['steps'] => steps.filter(({ observe }) => observe > 0);

/** @throws UserError with the planner's numbers where no verdict is possible by the end of a step */
export function refuseTooShort({ forecasts }: Judgement): void {
  const short = forecasts.find(({ forecast }) => forecast.tooShort);
  if (!short) return;
  const where = forecasts.length > 1 ? `${short.regions.join(', ')}: ` : '';
  throw new UserError(`${where}${plannerLines(short.forecast).at(-1) ?? 'This plan cannot be judged.'}`, {
    remedy:
      'Give the steps of `rollout` more time, a longer `extension`, a shorter `probe-interval`, or a larger `error-budget`.',
  });
}
