import { inWords, shares } from '../../../lib/cloudrun';
import type { Service } from '../../../lib/cloudrun';
import { tagsOf } from '../../../lib/rollout';
import type { Outcome } from '../../../lib/rollout';
import type { Runner, Summary } from '../../../lib/runner';
import { defaultSettings } from '../../../lib/verdict';
import type { Verdict } from '../../../lib/verdict';
import { inputsAt } from './inputs';
import type { Inputs } from './inputs';
import { promotedInWords } from './promoted';
import { writeVerdict } from './verdict-table';

/** What a deploy has come to in one region. */
export interface RegionResult {
  region: string;
  candidate: string;
  stable: string;
  /** As it was read last; undefined in a dry run of a service that does not exist yet. */
  service: Service | undefined;
  /** Why the candidate could not be brought back there. */
  left?: string;
}

/** What a deploy tells the steps after it. */
export interface DeployResult {
  result: Outcome['result'] | 'candidate' | 'unchanged' | 'created' | 'planned';
  /** What stands for this deploy at an approval gate. */
  plan: string;
  /** In the order of the waves. */
  regions: readonly RegionResult[];
  verdict?: Verdict;
  /** The score at which evidence was enough for it. */
  threshold?: number;
  why?: string;
  /** When a run that resumes has something to do, Unix milliseconds. */
  resumeAfter?: number;
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
  raised: 'Raised by somebody else',
  rolling: 'Under way',
};

/** Writes outputs and summary. */
export function report(runner: Runner, inputs: Inputs, done: DeployResult, lines: readonly string[]): void {
  const regions = done.regions.map((each) => [each.region, regionOutput(each, inputs)] as const);
  const [first] = regions;
  const outputs = {
    result: done.result,
    plan: done.plan,
    revision: first?.[1].revision ?? '',
    stable: first?.[1].stable ?? '',
    url: first?.[1].url ?? '',
    'candidate-url': first?.[1].candidateUrl ?? '',
    traffic: first?.[1].traffic ?? {},
    regions: Object.fromEntries(regions),
    verdict: done.verdict ?? '',
    'resume-after': done.resumeAfter === undefined ? '' : new Date(done.resumeAfter).toISOString(),
  };
  for (const [name, value] of Object.entries(outputs)) runner.setOutput(name, value);
  if (done.result !== 'planned') summarise(runner.summary, inputs, done, lines);
}

/** One region as the output `regions` has it. */
interface RegionOutput {
  revision: string;
  stable: string;
  url: string;
  /** '' where no tag of ours leads to the candidate. */
  candidateUrl: string;
  /** Percent by revision. */
  traffic: Record<string, number>;
}

function regionOutput({ candidate, stable, service }: RegionResult, { tagPrefix }: Inputs): RegionOutput {
  const tags = tagsOf(tagPrefix);
  const tagged = service?.serving.find(
    ({ tag, revision }) => tag === tags.candidate && revision === candidate,
  );
  return {
    revision: candidate,
    stable,
    url: service?.uri ?? '',
    candidateUrl: tagged?.uri ?? '',
    traffic: shares(service?.serving ?? []),
  };
}

function summarise(summary: Summary, inputs: Inputs, done: DeployResult, lines: readonly string[]): void {
  const { verdict, threshold = defaultSettings.threshold, why, regions, result } = done;
  summary.heading(`${HEADLINE[result]}: ${inputs.at.service}`);
  summary.list(lines);
  if (why) summary.paragraph(`Why: ${why}`);
  summariseRegions(summary, regions);
  if (verdict) writeVerdict(summary, verdict, threshold);
  if (result !== 'promoted') return;
  const notes = regions.flatMap(({ region, service, candidate }) =>
    service ? [promotedInWords(service, candidate, inputsAt(inputs, region))] : [],
  );
  for (const note of notes.slice(0, 1)) summary.paragraph(note);
}

function summariseRegions(summary: Summary, regions: readonly RegionResult[]): void {
  const [only, ...others] = regions;
  if (others.length === 0) {
    if (only?.service) summary.paragraph(`Serving now: ${inWords(only.service.serving)}.`);
    return;
  }
  const rows = regions.map(({ region, candidate, service, left }) => {
    const serving = service ? inWords(service.serving) : 'nothing';
    return [region, candidate, left === undefined ? serving : `${serving}; not brought back: ${left}`];
  });
  summary.table(['Region', 'Candidate', 'Serving now'], rows);
}
