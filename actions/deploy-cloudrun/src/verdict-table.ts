/** The verdict in the summary: what was counted, and what it weighs. */
import type { Summary } from '../../../lib/runner';
import type { Verdict } from '../../../lib/verdict';

/**
 * Writes nothing where nothing was observed.
 * @param threshold the score that decides
 */
export function writeVerdict(
  summary: Summary,
  { counts, scores, excluded, reason }: Verdict,
  threshold: number,
): void {
  const observed = counts.coins.some(({ candidate, stable }) => candidate.requests + stable.requests > 0);
  if (!observed) return;
  summary.paragraph(`Verdict: ${reason} ${excluded}`);
  const seen = counts.coins.map(({ name, candidate, stable }): [string, string, string] => [
    name,
    `${candidate.failures} of ${candidate.requests}`,
    `${stable.failures} of ${stable.requests}`,
  ]);
  const twins: [string, string, string] = ['slower', `${counts.candidateSlower} of ${counts.compared}`, ''];
  const rows = [...seen, twins].map(([name, candidate, stable]) => {
    const coin = scores.coins.find((each) => each.name === name);
    return [
      SUMMARY_NAMES[name] ?? name,
      candidate,
      stable,
      scoreCell(coin?.score),
      scoreCell(coin?.overBudget),
      scoreCell(coin?.withinBudget),
    ];
  });
  summary.table(
    ['coin', 'candidate', 'stable', 'worse than stable', 'over its budget', 'within its budget'],
    [...rows, [`all of them together (${threshold} decides)`, '', '', scoreCell(scores.mean), '', '']],
  );
}

/** Coins whose names say too little in a table. Any other is shown as it is called. */
const SUMMARY_NAMES: Readonly<Record<string, string>> = {
  slower: 'slower than its twin',
  refused: 'refused (4xx)',
  unserved: 'not arrived',
};

const scoreCell = (score: number | undefined): string => score?.toPrecision(3) ?? '';
