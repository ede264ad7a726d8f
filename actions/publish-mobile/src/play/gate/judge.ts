/** Is the new version worse than the one before it? Pure: figures in, an answer with its reasons out. */
import type { GateAnswer } from '../../store';
import { interval, leastExcess, rateOf } from './rates';
import type { Count } from './rates';
import type { Metric, VersionDay, Vitals } from './vitals';

export interface GateSettings {
  /** User-days that are needed of the new version. */
  minUsers: number;
  /** Shares of users with a crash, and with an "application not responding", that nothing excuses. */
  max: Readonly<Record<Metric, number>>;
  /** By how much more than before either may be, as a share. */
  tolerance: number;
  /** Days of figures that are looked at. */
  days: number;
  /** Milliseconds that may lie between the last complete day and now. */
  maxAge: number;
  /** What is done where the figures do not suffice. */
  insufficient: 'stop' | 'advance';
}

export interface Judgement {
  answer: GateAnswer;
  /** The numbers, one a line. */
  reasons: string[];
}

/** What is judged. */
export interface Case {
  /** Version codes of the release that is being rolled out, and of the one that the others have. */
  candidate: readonly number[];
  previous: readonly number[];
  /** Share of the users at this stage and at the one before it, in percent: figures from then say nothing about now. */
  stage: number;
  before: number;
  /** Unix time in milliseconds. */
  now: number;
}

/**
 * Google Play does not tell when a stage began, so the figures have to show it: of the way from one stage's share to the
 * next, this much. More would wait for users who never update.
 */
const SEEN_OF_STAGE = 0.2;

/** A day of Los Angeles ends eight hours after that of Greenwich, in winter. */
const BEHIND_GREENWICH = 8 * 3_600_000;

const NAMES: Readonly<Record<Metric, string>> = { crash: 'crashes', anr: 'does not respond' };

export function judge(vitals: Vitals, subject: Case, settings: GateSettings): Judgement {
  const lacking = lackIn(vitals, subject, settings);
  if (lacking !== undefined) return { answer: 'insufficient', reasons: [lacking] };
  const judgements = (['crash', 'anr'] as const).map((metric) =>
    judgeMetric(metric, vitals.days[metric], subject, settings),
  );
  const answers = judgements.map(({ answer }) => answer);
  const answer = (['fail', 'insufficient'] as const).find((each) => answers.includes(each)) ?? 'pass';
  return { answer, reasons: judgements.flatMap(({ reasons }) => reasons) };
}

/** Why the figures cannot answer at all; undefined where they can. */
function lackIn(
  { freshUntil, days }: Vitals,
  { candidate, stage, before, now }: Case,
  { maxAge, minUsers }: GateSettings,
): string | undefined {
  if (freshUntil === undefined) return 'Google Play has no figures of this app yet.';
  if (now - (Date.parse(freshUntil) + BEHIND_GREENWICH) > maxAge)
    return `The figures end before ${freshUntil}, which is too long ago.`;
  const { of } = countOf(days.crash, candidate);
  if (of < minUsers)
    return `${rounded(of)} users a day summed up have the new version; ${minUsers} are needed.`;
  const share = lastShare(days.crash, candidate);
  const needed = before === 0 ? 0 : (before + SEEN_OF_STAGE * (stage - before)) / 100;
  if (share > needed) return undefined;
  return `${percent(share)} of the users had the new version on the last day that is counted; above ${percent(needed)}, the figures show this stage and not the one before it.`;
}

/** Of all users of the last day, those with the new version. */
function lastShare(days: readonly VersionDay[], candidate: readonly number[]): number {
  const last = days.reduce((latest, { day }) => (day > latest ? day : latest), '');
  const ofLast = days.filter(({ day }) => day === last);
  const all = ofLast.reduce((sum, { users }) => sum + users, 0);
  return all === 0 ? 0 : countOf(ofLast, candidate).of / all;
}

/**
 * Surely worse fails. Worse by more than is tolerated, but perhaps by chance, waits for more figures. A version that is
 * no worse than the one before is not held back by a limit that both are over.
 */
function judgeMetric(
  metric: Metric,
  days: readonly VersionDay[],
  { candidate, previous }: Case,
  { max, tolerance, minUsers }: GateSettings,
): Judgement {
  const [now, then] = [countOf(days, candidate), countOf(days, previous)];
  const known = then.of >= minUsers;
  const limit = Math.max(max[metric], known ? rateOf(then) : 0);
  const worse = known && leastExcess(now, then) > tolerance;
  const over = interval(now).lower > limit;
  const suspect = rateOf(now) > limit || (known && rateOf(now) - rateOf(then) > tolerance);
  const compared = known ? `${percent(rateOf(then))} before` : 'no version to compare with';
  const sentence = `It ${NAMES[metric]} for ${percent(rateOf(now))} of ${rounded(now.of)} users; ${compared}, at most ${percent(max[metric])}.`;
  return { answer: worse || over ? 'fail' : suspect ? 'insufficient' : 'pass', reasons: [sentence] };
}

/** Days are summed up: somebody who uses the app on three days counts three times. */
const countOf = (days: readonly VersionDay[], codes: readonly number[]): Count =>
  days
    .filter(({ versionCode }) => codes.includes(versionCode))
    .reduce(({ of, hit }, day) => ({ of: of + day.users, hit: hit + day.hit }), { of: 0, hit: 0 });

const percent = (share: number): string => `${Number((share * 100).toFixed(2))} %`;

const rounded = (users: number): string => String(Math.round(users));
