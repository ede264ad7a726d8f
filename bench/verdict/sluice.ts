import {
  defaultSettings,
  emptyState,
  judge,
  observe,
  type VerdictSettings,
  type VerdictState,
} from '../../lib/verdict';
import { looksWithin, scoresOf } from '../../lib/verdict/scores';
import { armsOf, recordOf } from '../../lib/verdict/state';
import { overdispersionOf } from './overdispersion';
import { PairCounts } from './pair-counts';
import { hold, promote, rollback, type Ruling } from './peers';
import type { Count } from './streams/bake';
import type { Minute, Stream } from './streams/stream';

/** What the evidence is: requests of users, or pairs of probes. */
export type Source = 'traffic' | 'probes';

const nobody = { requests: 0, failures: 0, latencies: [] };

/**
 * Our own rule on a rollout: a look after every minute of traffic or after every pair, back at the first fail; at the end
 * a pass promotes, and everything else holds.
 */
export function judgeRollout(stream: Stream, source: Source): Ruling {
  return source === 'traffic' ? judgeTraffic(stream) : judgePairs(stream);
}

function judgeTraffic(stream: Stream): Ruling {
  const settings = settingsFor(stream);
  let state = emptyState(settings);
  for (const [index, minute] of stream.minutes.entries()) {
    const wasWithin = isStableWithin(state);
    state = addMinute(state, minute, index, settings);
    // The fail score rises only with a failure of the candidate, or when stable comes back below the budget.
    const mayRise = minute.candidate.failures > 0 || (!wasWithin && isStableWithin(state));
    if (mayRise && isFail(state, settings)) return rollback(index + 1);
  }
  return endOf(state, settings);
}

const isStableWithin = (state: VerdictState): boolean =>
  looksWithin(armsOf(recordOf(state, 'failed')).stable, defaultSettings.errorBudget);

function judgePairs({ minutes }: Stream): Ruling {
  const counts = new PairCounts();
  for (const [index, { pairs }] of minutes.entries()) {
    for (const pair of pairs) {
      if (counts.add(pair) && isFail(counts.state, defaultSettings)) return rollback(index + 1);
    }
  }
  return endOf(counts.state, defaultSettings);
}

/** As the product does: how bursty failures are is measured before the rollout, on stable. */
const settingsFor = ({ hourBefore }: Stream): VerdictSettings => ({
  ...defaultSettings,
  overdispersion: overdispersionOf(hourBefore),
});

function addMinute(
  state: VerdictState,
  { candidate, stable }: Pick<Minute, 'candidate' | 'stable'>,
  index: number,
  settings: VerdictSettings,
): VerdictState {
  const minute = { kind: 'minute', coin: 'failed', source: 'simulation', start: index * 60_000 } as const;
  return observe(state, { ...minute, candidate, stable }, settings);
}

/** What `judge` calls a fail, without its sentences. */
const isFail = (state: VerdictState, settings: VerdictSettings): boolean =>
  scoresOf(state, settings).mean >= settings.threshold;

/** What `judge` calls a pass when there is no fail. */
const isPass = (state: VerdictState, settings: VerdictSettings): boolean =>
  scoresOf(state, settings).coins.every(
    ({ withinBudget }) => withinBudget === undefined || withinBudget >= settings.threshold,
  );

function endOf(state: VerdictState, settings: VerdictSettings): Ruling {
  return judge(state, settings).result === 'pass' ? promote : hold;
}

/**
 * The budget alone, with all traffic on the candidate: asked whether it may pass at each of these moments, and whether it has
 * failed after the failure that follows. The first answer counts.
 */
export function judgeBudget(moments: readonly Count[]): Ruling {
  let state = emptyState();
  let before: Count = { requests: 0, failures: 0 };
  let minute = 0;
  const add = (requests: number, failures: number): void => {
    if (requests === 0) return;
    const candidate = { requests, failures, latencies: [] };
    state = addMinute(state, { candidate, stable: nobody }, minute, defaultSettings);
    minute += 1;
  };
  for (const moment of moments) {
    add(moment.failures - before.failures, moment.failures - before.failures);
    if (isFail(state, defaultSettings)) return rollback(before.requests + 1);
    add(moment.requests - before.requests - (moment.failures - before.failures), 0);
    if (isPass(state, defaultSettings)) return promote;
    before = moment;
  }
  return hold;
}

/** The fail score after each minute of traffic. It is 0 until the candidate has shown the least number of failures. */
export function failScores(stream: Stream): number[] {
  const settings = settingsFor(stream);
  let state = emptyState(settings);
  return stream.minutes.map((minute, index) => {
    state = addMinute(state, minute, index, settings);
    return scoresOf(state, settings).mean;
  });
}
