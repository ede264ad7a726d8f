/** What the release manager reads before pressing the button. Pure, but for the page that it writes on. */
import { inWords } from '../../../lib/cloudrun';
import type { Summary } from '../../../lib/runner';
import { writeRollout } from './brief-rollout';
import { differences } from './differences';
import type { Inputs } from './inputs';
import type { Judgement } from './judgement';
import type { DeployPlan } from './plan';
import { planLines } from './plan-lines';
import type { Preflight } from './preflight';
import type { PlannedRegion } from './regions';

/** What the brief is written from. */
export interface BriefFacts {
  inputs: Inputs;
  regions: readonly PlannedRegion[];
  /** Who is asked, in words; undefined where no gate was named. */
  gate: string | undefined;
  /** Undefined where nobody is judged. */
  judgement: Judgement | undefined;
}

/** Writes the brief: what ships, what changes, how it rolls out, what was tested, and how it comes back. */
export function writeBrief(summary: Summary, { inputs, regions, gate, judgement }: BriefFacts): void {
  summary.heading(`Brief: ${inputs.at.service} in ${placesOf(inputs)} of ${inputs.at.project}`);
  writePlans(summary, regions);
  const plans = regions.map(({ plan }) => plan);
  if (plans.every((plan) => plan.do === 'nothing')) return;
  if (gate !== undefined) summary.paragraph(gate);
  summary.heading('What changes', 3);
  writeChanges(summary, regions);
  if (plans.some(isRolledOut)) {
    summary.heading('How it rolls out', 3);
    writeRollout(summary, inputs, judgement);
  }
  summary.heading('What was tested', 3);
  summary.paragraph(inputs.tested || 'Nothing was said about tests.');
  summary.heading('How it comes back', 3);
  for (const line of new Set(plans.map(wayBack))) summary.paragraph(line);
}

const placesOf = ({ at, waves }: Inputs): string =>
  waves.flat().length > 1 ? `${waves.flat().length} regions` : at.region;

const isRolledOut = (plan: DeployPlan): boolean => plan.do === 'start' || plan.do === 'resume';

/** A list for one region; a row each for several. */
function writePlans(summary: Summary, regions: BriefFacts['regions']): void {
  const [only, ...others] = regions;
  if (only && others.length === 0) {
    summary.list(planLines(only.plan, only.inputs, only.wanted?.pinned));
    if (only.service) summary.paragraph(`Serving now: ${inWords(only.service.serving)}.`);
    return;
  }
  const rows = regions.map(({ region, wave, plan, inputs, wanted, service }) => [
    region,
    String(wave + 1),
    planLines(plan, inputs, wanted?.pinned).join(' '),
    service ? inWords(service.serving) : 'nothing',
  ]);
  summary.table(['Region', 'Wave', 'What happens', 'Serving now'], rows);
}

/** Regions in which the same changes are told of once. */
function writeChanges(summary: Summary, regions: BriefFacts['regions']): void {
  const changing = regions.filter(({ plan }) => plan.do !== 'nothing');
  const groups = Map.groupBy(changing, (each) => JSON.stringify(rowsOf(each)));
  for (const same of groups.values()) {
    if (groups.size > 1) summary.paragraph(`In ${same.map(({ region }) => region).join(', ')}:`);
    for (const each of same.slice(0, 1)) writeDiff(summary, each);
  }
}

const rowsOf = ({ stable, wanted }: Preflight): string[][] =>
  differences(stable?.containers ?? [], wanted?.template.containers ?? []);

function writeDiff(summary: Summary, facts: PlannedRegion): void {
  const { wanted } = facts.inputs;
  if (!('image' in wanted)) {
    summary.paragraph(
      `No configuration: the traffic moves to the revision ${wanted.revision}, which exists.`,
    );
    return;
  }
  const rows = rowsOf(facts);
  if (rows.length === 0)
    summary.paragraph('Nothing: image and variables are those of the revision that serves.');
  else summary.table(['what', 'now', 'then'], rows);
}

function wayBack(plan: DeployPlan): string {
  if (plan.do === 'create') return 'There is nothing to go back to: this is the first revision that serves.';
  const stable = plan.do === 'nothing' ? '' : plan.stable;
  return `By itself, in one write, to ${stable}; that revision keeps running and keeps its address until the next deploy. By hand: the rollback workflow, or sluice/rollback. Changes of the database are not undone by it.`;
}
