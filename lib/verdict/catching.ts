import { coinsOf, stakesOf } from './coins';
import type { Arm, CoinRecord, WrittenArm } from './model';
import { relativeLogScores } from './relative';
import { endsOf, type Schedule } from './schedule';
import { coinScore } from './scores';
import { poisson, seeded, type Random } from './seeded';
import type { VerdictSettings } from './settings';
import { noMinutes, noPairs } from './state';

/** Failure rates of the two revisions, and how bursty failures are. */
export interface Damage {
  candidateRate: number;
  stableRate: number;
  overdispersion: number;
}

/** The chance that a bad candidate has failed by the end of a step, by what the judge gets to see. */
export interface Catch {
  metrics: number;
  probes: number;
  both: number;
}

/** Rollouts that are played through: chances are known to two or three in a hundred. */
const rollouts = 400;
/** At most so many moments a rollout; long plans are looked at in longer stretches than a minute. */
const mostStretches = 160;

type Source = 'metrics' | 'probes';

/** What one stretch of a plan brings, and when it is seen. */
interface Stretch {
  source: Source;
  seenAt: number;
  /** Requests of the two in the metrics, or pairs. */
  candidate: number;
  stable: number;
}

/**
 * The chance that a candidate with this damage is failed by the end of each step, by metrics alone, by probes alone and
 * by both, under the very rule that judges. The same rollouts, drawn from a fixed seed, are shown to all three.
 */
export function catches(schedule: Schedule, damage: Damage, settings: VerdictSettings): Catch[] {
  const stretches = stretchesOf(schedule);
  const random = { metrics: seeded(20_260_401), probes: seeded(20_260_402) };
  const isCaught = failRule(settings);
  const caught = Array.from({ length: rollouts }, () => play(stretches, damage, isCaught, random));
  return endsOf(schedule.steps).map((end) => {
    const share = (by: keyof Catch): number => caught.filter((at) => at[by] <= end).length / rollouts;
    return { metrics: share('metrics'), probes: share('probes'), both: share('both') };
  });
}

/** All that one judge has seen of a rollout: a record of failed that is added to in place, for there are thousands. */
type Tally = Required<CoinRecord>;

const nothingSeen = (): Tally => structuredClone({ pairs: noPairs, minutes: noMinutes });

/** The rule of a fail, where nothing was seen but failures: the other coins count 0 then. */
function failRule(settings: VerdictSettings): (tally: Tally) => boolean {
  const stakes = stakesOf(settings);
  const failed = coinsOf(settings).filter(({ name }) => name === 'failed');
  return (tally) =>
    failed.some((coin) => coinScore(coin, tally, settings, stakes).counted >= settings.threshold);
}

function stretchesOf(schedule: Schedule): Stretch[] {
  const { steps, requestsPerMinute, probeInterval, metricDelay } = schedule;
  const ends = endsOf(steps);
  const last = ends.at(-1) ?? 0;
  const all = steps.flatMap((step, index): Stretch[] => {
    const count = Math.max(1, Math.min(Math.ceil(step.minutes), Math.floor(mostStretches / steps.length)));
    const minutes = step.minutes / count;
    const requests = requestsPerMinute * minutes;
    return Array.from({ length: count }, (_, place) => {
      const end = (ends[index] ?? 0) - step.minutes + minutes * (place + 1);
      const share = step.percent / 100;
      const pairs = probeInterval === undefined ? 0 : (minutes * 60_000) / probeInterval;
      return [
        { source: 'probes' as const, seenAt: end, candidate: pairs, stable: pairs },
        {
          source: 'metrics' as const,
          seenAt: end + (metricDelay ?? Infinity),
          candidate: requests * share,
          stable: requests * (1 - share),
        },
      ];
    }).flat();
  });
  return all
    .filter(({ seenAt, candidate }) => seenAt <= last + 1e-9 && candidate > 0)
    .sort((one, other) => one.seenAt - other.seenAt);
}

/** When each of the three judges has failed the candidate, in minutes; infinite where it has not. */
function play(
  stretches: readonly Stretch[],
  damage: Damage,
  isCaught: (tally: Tally) => boolean,
  random: Record<Source, Random>,
): Catch {
  const caught: Catch = { metrics: Infinity, probes: Infinity, both: Infinity };
  const tallies = { metrics: nothingSeen(), probes: nothingSeen(), both: nothingSeen() };
  for (const stretch of stretches) {
    const { source, seenAt } = stretch;
    const waiting = ([source, 'both'] as const).filter((by) => caught[by] === Infinity);
    if (waiting.length === 0) continue;
    const draw = source === 'probes' ? drawPairs : drawMinutes;
    const seen = draw(stretch, damage, random[source]);
    for (const by of waiting) {
      seen.addTo(tallies[by]);
      // Only a bad outcome of the candidate can bring it to a fail.
      if (seen.isBad && isCaught(tallies[by])) caught[by] = seenAt;
    }
  }
  return caught;
}

/** What was drawn for a stretch. */
interface Drawn {
  isBad: boolean;
  addTo: (tally: Tally) => void;
}

/** Pairs are single requests, apart in time: each fails by itself. */
function drawPairs({ candidate: pairs }: Stretch, damage: Damage, random: Random): Drawn {
  const { candidateRate, stableRate } = damage;
  const candidateOnly = poisson(random, pairs * candidateRate * (1 - stableRate));
  const stableOnly = poisson(random, pairs * stableRate * (1 - candidateRate));
  const both = poisson(random, pairs * candidateRate * stableRate);
  const addTo = ({ pairs: sum }: Tally): void => {
    sum.candidateOnly += candidateOnly;
    sum.stableOnly += stableOnly;
    sum.both += both;
    sum.neither += Math.max(0, pairs - candidateOnly - stableOnly - both);
  };
  return { isBad: candidateOnly + both > 0, addTo };
}

/** Failures come in runs as long as the overdispersion, which gives them just that variance-to-mean ratio. */
function drawMinutes(stretch: Stretch, damage: Damage, random: Random): Drawn {
  const arm = (mean: number, rate: number): Arm => {
    const requests = poisson(random, mean);
    const runs = poisson(random, (requests * rate) / damage.overdispersion);
    return { requests, failures: Math.min(requests, Math.round(runs * damage.overdispersion)) };
  };
  const candidate = arm(stretch.candidate, damage.candidateRate);
  const stable = arm(stretch.stable, damage.stableRate);
  const logScores = relativeLogScores({ candidate, stable });
  const addTo = ({ minutes: sum }: Tally): void => {
    addInPlace(sum.candidate, candidate);
    addInPlace(sum.stable, stable);
    logScores.forEach((logScore, index) => (sum.logScores[index] = (sum.logScores[index] ?? 0) + logScore));
  };
  return { isBad: candidate.failures > 0, addTo };
}

function addInPlace(sum: WrittenArm, { requests, failures }: Arm): void {
  sum[0] += requests;
  sum[1] += failures;
}
