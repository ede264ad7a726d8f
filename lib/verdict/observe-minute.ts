import { coinsOf, unserved, unservedOverdispersion } from './coins';
import { isName, mostSources, nameRule } from './limits';
import type {
  Arm,
  MinuteEvidence,
  MinuteSums,
  ShareEvidence,
  ShareRecord,
  Through,
  VerdictState,
} from './model';
import { relativeLogScores } from './relative';
import type { VerdictSettings } from './settings';
import { addedTo, noMinutes, recordOf, withRecord } from './state';
import { expectedRequests, lossAlternatives, unservedLogScores } from './unserved';

const minuteMillis = 60_000;

/** Adds a settled minute to its coin. */
export function observeMinute(
  state: VerdictState,
  evidence: MinuteEvidence,
  settings: VerdictSettings,
): VerdictState {
  const { coin, candidate, stable } = evidence;
  requireMinute(evidence, `the coin "${coin}"`);
  requireArm(candidate, evidence, 'candidate');
  requireArm(stable, evidence, 'stable');
  requireInUse(coin, settings);
  const record = recordOf(state, coin);
  const { minutes = noMinutes } = record;
  const through = passedOn(minutes.through, evidence);
  if (!through) return state;
  return withRecord(state, coin, { ...record, minutes: { ...oneMinuteMore(minutes, evidence), through } });
}

function oneMinuteMore(sums: MinuteSums, { candidate, stable }: MinuteEvidence): MinuteSums {
  const isAlone = stable.requests === 0 && candidate.requests > 0;
  const alone = isAlone ? addedTo(sums.alone ?? [0, 0], candidate) : sums.alone;
  return {
    candidate: addedTo(sums.candidate, candidate),
    stable: addedTo(sums.stable, stable),
    ...(alone ? { alone } : {}),
    logScores: added(sums.logScores, relativeLogScores({ candidate, stable })),
    through: sums.through,
  };
}

const nothingShared: Readonly<ShareRecord> = {
  candidateRequests: 0,
  stableRequests: 0,
  expected: 0,
  logScores: lossAlternatives.map(() => 0),
  through: {},
};

/** Adds a settled minute to the coin unserved. */
export function observeShare(
  state: VerdictState,
  evidence: ShareEvidence,
  settings: VerdictSettings,
): VerdictState {
  requireMinute(evidence, `the coin "${unserved}"`);
  requireShare(evidence);
  if (unservedOverdispersion(settings) === undefined) throw notInUse(unserved);
  const { unserved: record = nothingShared } = state;
  const through = passedOn(record.through, evidence);
  if (!through) return state;
  const sums = {
    candidateRequests: record.candidateRequests + evidence.candidateRequests,
    stableRequests: record.stableRequests + evidence.stableRequests,
    expected: record.expected + expectedRequests(evidence),
    logScores: added(record.logScores, unservedLogScores(evidence)),
    through,
  };
  return { ...state, unserved: sums };
}

const added = (sums: readonly number[], more: readonly number[]): number[] =>
  sums.map((sum, index) => sum + (more[index] ?? 0));

/**
 * The sources' clocks after this minute, or undefined when it was counted before: at the same start or an earlier one.
 *
 * A clock that jumps back is so not listened to until it has come back to where it was, and one that jumps ahead not
 * until it gets past that minute in earnest. Either way evidence is lost, and none is counted twice.
 */
function passedOn(through: Through, { source, start }: MinuteEvidence | ShareEvidence): Through | undefined {
  const minute = start / minuteMillis;
  const isKnown = Object.hasOwn(through, source);
  if (isKnown && minute <= (through[source] ?? 0)) return undefined;
  if (!isKnown && Object.keys(through).length >= mostSources) {
    throw new RangeError(`"${source}" is one source too many: at most ${mostSources} fit.`);
  }
  return { ...through, [source]: minute };
}

/** A minute as errors name it. */
const inWords = ({ source, start }: MinuteEvidence | ShareEvidence): string =>
  `The minute ${start} of "${source}"`;

function requireMinute(evidence: MinuteEvidence | ShareEvidence, of: string): void {
  const { source, start } = evidence;
  if (!isName(source)) throw new RangeError(`"${source}" is no name for a source of ${of}: ${nameRule}.`);
  if (!Number.isSafeInteger(start) || start < 0 || start % minuteMillis !== 0) {
    throw new RangeError(
      `${inWords(evidence)} for ${of} is no whole minute: it must be a multiple of 60000 milliseconds.`,
    );
  }
}

const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;

function requireArm({ requests, failures }: Arm, evidence: MinuteEvidence, whose: string): void {
  if (isCount(requests) && isCount(failures) && failures <= requests) return;
  throw new RangeError(
    `${inWords(evidence)} has ${failures} bad outcomes in ${requests} requests of ${whose} for the coin "${evidence.coin}"; they must be whole numbers, not negative, and not more bad outcomes than requests.`,
  );
}

function requireShare(evidence: ShareEvidence): void {
  const { candidateRequests, stableRequests, candidateShare } = evidence;
  if (!isCount(candidateRequests) || !isCount(stableRequests)) {
    throw new RangeError(
      `${inWords(evidence)} has ${candidateRequests} requests of candidate and ${stableRequests} of stable; they must be whole numbers, not negative.`,
    );
  }
  if (candidateShare >= 0 && candidateShare <= 1) return;
  throw new RangeError(
    `${inWords(evidence)} gives the candidate a share of ${candidateShare}; it must be from 0 to 1, as 0.05 for 5 %.`,
  );
}

function requireInUse(name: string, settings: VerdictSettings): void {
  const coin = coinsOf(settings).find((each) => each.name === name);
  if (!coin) throw notInUse(name);
  if (coin.takesMinutes) return;
  throw new RangeError(
    `The coin "${name}" takes no minutes: name it among the coins, with stable's overdispersion.`,
  );
}

const notInUse = (name: string): RangeError =>
  new RangeError(`The coin "${name}" is not in use: coins are named before the rollout begins.`);
