/** Each verdict with the numbers that it rests on, coin by coin. */
import { markup } from './markup';
import type { Markup } from './markup';
import type { Timeline, VerdictEntry } from './timeline';
import { clockTime, count, score, timeOf } from './words';

/** The most verdicts that are shown in full; the decisive ones come last. */
const MOST = 12;

export function verdictSection({ regions }: Timeline): Markup | undefined {
  const all = together(regions);
  if (all.length === 0) return undefined;
  const left = all.length - MOST;
  return markup`<section>
    <h2>Verdicts</h2>
    ${left > 0 ? markup`<p class="lead">The last ${MOST} of ${count(all.length)}.</p>` : []}
    ${all.slice(-MOST).map(({ names, verdict }) => verdictBlock(verdict, regions.length > 1 ? names.join(', ') : ''))}
  </section>`;
}

interface Found {
  /** The regions that were judged together. */
  names: string[];
  verdict: VerdictEntry;
}

/** In order of time; one verdict on several regions, which each of them has recorded, is one. */
function together(regions: Timeline['regions']): Found[] {
  const found = new Map<string, Found>();
  for (const { region, verdicts } of regions)
    for (const verdict of verdicts) {
      const { at: _, ...rest } = verdict;
      const key = JSON.stringify(rest);
      const same = found.get(key);
      if (same && !same.names.includes(region)) same.names.push(region);
      else found.set(same ? `${key} ${region} ${verdict.at}` : key, { names: [region], verdict });
    }
  return [...found.values()].sort((one, other) => timeOf(one.verdict.at) - timeOf(other.verdict.at));
}

const WORDS = {
  pass: { word: 'Pass', tone: 'good' },
  fail: { word: 'Fail', tone: 'bad' },
  inconclusive: { word: 'Inconclusive', tone: 'open' },
} as const;

function verdictBlock(verdict: VerdictEntry, region: string): Markup {
  const { word, tone } = WORDS[verdict.result];
  const excluded = verdict.excluded === undefined ? '' : `Certain so far: ${verdict.excluded}.`;
  return markup`<article class="verdict">
    <h3 class="head">
      <b class="${tone}">${word}</b><time>${clockTime(timeOf(verdict.at))}</time
      ><span>at ${verdict.percent} %</span>${region === '' ? [] : markup`<span><bdi>${region}</bdi></span>`}
    </h3>
    <p class="text">${verdict.reason} ${excluded}</p>
    <div class="scroll">
      <table class="stacked">
        <thead>
          <tr>
            <th>What is bet on</th>
            <th class="number">Candidate</th>
            <th class="number">Stable</th>
            <th class="number">Score</th>
            <th>Enough at ${score(verdict.threshold)}</th>
          </tr>
        </thead>
        <tbody>
          ${betsOf(verdict).map((bet) => betRow(bet, verdict.threshold))}
        </tbody>
      </table>
    </div>
  </article>`;
}

/** One bet: what it says, what was counted for it, and how far it has come. */
interface Bet {
  words: string;
  score: number;
  candidate?: string;
  stable?: string;
  /** It speaks for the candidate. */
  good?: true;
  /** It is made of the others. */
  sum?: true;
}

/** What the coins of `lib/verdict` bet on; a metric of the caller's is shown under its name. */
const WORSE: Readonly<Record<string, string>> = {
  failed: 'It fails more often than stable',
  slower: 'It is slower than its twin',
  slow: 'It is slow more often than stable',
  refused: 'It refuses more often than stable',
  unserved: 'Requests do not reach it',
};

/** The most coins of one verdict that are shown. */
const MOST_COINS = 16;

/** All bets: those against the candidate, their sum, and those for it. */
function betsOf({ scores, counts }: VerdictEntry): Bet[] {
  const coins = scores.coins.slice(0, MOST_COINS);
  const against = coins.flatMap(({ name, score: worse, overBudget }): Bet[] => {
    const words = Object.hasOwn(WORSE, name) ? WORSE[name] : undefined;
    const counted = countedFor(name, counts);
    const bet = { words: words ?? `${name}: worse than on stable`, score: worse, ...counted };
    if (overBudget === undefined) return [bet];
    return [
      bet,
      { words: inBudgetWords(name, 'above'), score: overBudget, candidate: counted.candidate ?? '' },
    ];
  });
  const inFavour = coins.flatMap(({ name, withinBudget }): Bet[] =>
    withinBudget === undefined
      ? []
      : [
          {
            words: inBudgetWords(name, 'within'),
            score: withinBudget,
            good: true,
            ...onlyCandidate(name, counts),
          },
        ],
  );
  return [...against, { words: 'All of these together', score: scores.mean, sum: true }, ...inFavour];
}

function inBudgetWords(name: string, where: 'above' | 'within'): string {
  if (name === 'failed') return `Its failures are ${where} the budget`;
  return `${name}: ${where} its budget`;
}

type Counts = VerdictEntry['counts'];

function countedFor(name: string, counts: Counts): Pick<Bet, 'candidate' | 'stable'> {
  if (name === 'slower') return { candidate: ofAll(counts.candidateSlower, counts.compared) };
  const coin = counts.coins.find((each) => each.name === name);
  if (!coin) return {};
  const of = (arm: typeof coin.candidate): string => ofAll(arm.failures, arm.requests);
  return { candidate: of(coin.candidate), stable: of(coin.stable) };
}

function onlyCandidate(name: string, counts: Counts): Pick<Bet, 'candidate'> {
  const { candidate } = countedFor(name, counts);
  return candidate === undefined ? {} : { candidate };
}

const ofAll = (some: number, all: number): string => `${count(some)} of ${count(all)}`;

function betRow({ words, score: value, candidate, stable, good, sum }: Bet, threshold: number): Markup {
  return markup`<tr class="${sum ? 'sum' : 'coin'}">
    <td class="text">${words}</td>
    <td class="number" data-of="candidate">${candidate}</td>
    <td class="number" data-of="stable">${stable}</td>
    <td class="number" data-of="score">${score(value)}</td>
    <td class="meter-cell">${meter(value, threshold, good ? 'good' : 'bad')}</td>
  </tr>`;
}

const METER = 110;

/** How near a score is to being enough, as betting sees it: by powers. */
function meter(value: number, threshold: number, tone: 'good' | 'bad'): Markup {
  const part = value <= 1 || threshold <= 1 ? 0 : Math.min(1, Math.log(value) / Math.log(threshold));
  const width = Number.isFinite(part) ? Math.round(part * METER) : 0;
  return markup`<svg width="${METER}" height="8" aria-hidden="true">
    <rect class="track" width="${METER}" height="8" rx="4" />
    <rect class="meter ${tone}" width="${width}" height="8" rx="4" />
  </svg>`;
}
