import { inWords, shares } from '../../../lib/cloudrun';
import type { Service } from '../../../lib/cloudrun';
import { tagsOf } from '../../../lib/rollout';
import type { Outcome } from '../../../lib/rollout';
import type { Runner } from '../../../lib/runner';
import type { Verdict } from '../../../lib/verdict';
import type { Inputs } from './inputs';

/** What a deploy tells the steps after it. */
export interface DeployResult {
  result: Outcome['result'] | 'candidate' | 'unchanged' | 'created' | 'planned';
  candidate: string;
  stable: string;
  /** What stands for this deploy at an approval gate. */
  plan: string;
  /** As it was read last; undefined in a dry run of a service that does not exist yet. */
  service: Service | undefined;
  verdict?: Verdict;
  why?: string;
}

const HEADLINE: Readonly<Record<DeployResult['result'], string>> = {
  promoted: 'Promoted',
  candidate: 'Candidate at 0 %',
  unchanged: 'Nothing to do',
  created: 'Created',
  planned: 'Dry run',
  'rolled-back': 'Brought back',
  held: 'Held',
  superseded: 'Superseded',
};

/** Writes outputs and summary. */
export function report(runner: Runner, inputs: Inputs, done: DeployResult, lines: readonly string[]): void {
  const { service, verdict, result } = done;
  const tags = tagsOf(inputs.tagPrefix);
  const candidate = service?.serving.find(
    (entry) => entry.tag === tags.candidate && entry.revision === done.candidate,
  );
  const outputs = {
    result,
    plan: done.plan,
    revision: done.candidate,
    stable: done.stable,
    url: service?.uri ?? '',
    'candidate-url': candidate?.uri ?? '',
    traffic: shares(service?.serving ?? []),
    verdict: verdict ?? '',
  };
  for (const [name, value] of Object.entries(outputs)) runner.setOutput(name, value);
  if (result !== 'planned') summarise(runner, inputs, done, lines);
}

function summarise({ summary }: Runner, inputs: Inputs, done: DeployResult, lines: readonly string[]): void {
  const { service, verdict } = done;
  summary.heading(`${HEADLINE[done.result]}: ${inputs.at.service}`);
  summary.list(lines);
  if (done.why) summary.paragraph(`Why: ${done.why}`);
  if (service) summary.paragraph(`Serving now: ${inWords(service.serving)}.`);
  if (verdict) summariseVerdict(summary, verdict);
  if (done.result === 'promoted') {
    summary.paragraph(
      `The traffic is pinned to ${done.candidate} by name, so a plain \`gcloud run deploy\` by somebody else does not change what serves. The revision before it stays addressable as the tag ${tagsOf(inputs.tagPrefix).previous}.`,
    );
  }
}

function summariseVerdict(summary: Runner['summary'], { counts, scores, excluded, reason }: Verdict): void {
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
    [...rows, ['all of them together (20 decides)', '', '', scoreCell(scores.mean), '', '']],
  );
}

/** Coins whose names say too little in a table. Any other is shown as it is called. */
const SUMMARY_NAMES: Readonly<Record<string, string>> = {
  slower: 'slower than its twin',
  refused: 'refused (4xx)',
  unserved: 'not arrived',
};

const scoreCell = (score: number | undefined): string => score?.toPrecision(3) ?? '';
