/** What the release manager reads before pressing the button. Pure, but for the page that it writes on. */
import { createHash } from 'node:crypto';
import { fingerprint, inWords, renderTemplate } from '../../../lib/cloudrun';
import type { Revision, Service, Template } from '../../../lib/cloudrun';
import { planInWords } from '../../../lib/rollout';
import { formatDuration } from '../../../lib/runner';
import type { Summary } from '../../../lib/runner';
import { plannerLines } from '../../../lib/verdict';
import type { StepForecast } from '../../../lib/verdict';
import type { Inputs } from './inputs';
import { judgedSteps } from './judgement';
import type { Judgement } from './judgement';
import { planLines } from './plan';
import type { DeployPlan } from './plan';

/**
 * Sixteen hex digits that stand for what is approved: the image, the whole template, and what it is put beside. What
 * the gate let through is deployed only while this is the same.
 */
export function planFingerprint(plan: DeployPlan, service: Service | undefined, inputs: Inputs): string {
  const what = 'image' in inputs.wanted ? fingerprint(renderedFor(service, inputs)) : inputs.wanted.revision;
  const beside = plan.do === 'create' ? '' : plan.stable;
  return createHash('sha256')
    .update(JSON.stringify([what, beside]))
    .digest('hex')
    .slice(0, 16);
}

function renderedFor(service: Service | undefined, inputs: Inputs): Template {
  const image = 'image' in inputs.wanted ? inputs.wanted.image : '';
  return renderTemplate(service?.template, { ...inputs, image });
}

/** What the brief is written from. */
export interface BriefFacts {
  plan: DeployPlan;
  service: Service | undefined;
  inputs: Inputs;
  /** The revision that serves, as it runs; undefined where none does. */
  stable: Revision | undefined;
  /** Who is asked, in words; undefined where no gate was named. */
  gate: string | undefined;
  /** Undefined where nobody is judged. */
  judgement: Judgement | undefined;
}

/** Writes the brief: what ships, what changes, how it rolls out, what was tested, and how it comes back. */
export function writeBrief(summary: Summary, facts: BriefFacts): void {
  const { plan, service, inputs, gate } = facts;
  const { service: name, region, project } = inputs.at;
  summary.heading(`Brief: ${name} in ${region} of ${project}`);
  summary.list(planLines(plan, inputs));
  if (service) summary.paragraph(`Serving now: ${inWords(service.serving)}.`);
  if (plan.do === 'nothing') return;
  if (gate !== undefined) summary.paragraph(gate);
  summary.heading('What changes', 3);
  writeDiff(summary, facts);
  if (plan.do !== 'create') {
    summary.heading('How it rolls out', 3);
    writeRollout(summary, facts);
  }
  summary.heading('What was tested', 3);
  summary.paragraph(inputs.tested || 'Nothing was said about tests.');
  summary.heading('How it comes back', 3);
  summary.paragraph(wayBack(plan));
}

function writeDiff(summary: Summary, { service, inputs, stable }: BriefFacts): void {
  if (!('image' in inputs.wanted)) {
    summary.paragraph(
      `No configuration: the traffic moves to the revision ${inputs.wanted.revision}, which exists.`,
    );
    return;
  }
  const rows = differences(stable?.containers ?? [], renderedFor(service, inputs).containers ?? []);
  if (rows.length === 0)
    summary.paragraph('Nothing: image and variables are those of the revision that serves.');
  else summary.table(['what', 'now', 'then'], rows);
}

type Containers = NonNullable<Template['containers']>;
type Variables = NonNullable<Containers[number]['env']>;

/** One row a difference: image, and variables by name; values are not for a page that many can read. */
export function differences(before: Containers, after: Containers): string[][] {
  return after.flatMap((container, index) => {
    const old = before[index];
    const label = container.name ? ` of ${container.name}` : '';
    const image =
      old?.image === container.image ? [] : [[`image${label}`, old?.image ?? 'none', container.image ?? '']];
    return [...image, ...variableRows(old?.env ?? [], container.env ?? [], label)];
  });
}

function variableRows(before: Variables, after: Variables, label: string): string[][] {
  const names = [...new Set([...before, ...after].map((variable) => variable.name ?? ''))].sort();
  return names.flatMap((name) => {
    const [old, next] = [before, after].map((list) => list.find((variable) => variable.name === name));
    if (old && next && sameValue(old, next)) return [];
    const word = (variable: typeof old, changed: string): string => (variable ? changed : 'not set');
    return [[`variable ${name}${label}`, word(old, 'set'), word(next, old ? 'another value' : 'set')]];
  });
}

const sameValue = (one: Variables[number], other: Variables[number]): boolean =>
  (one.value ?? '') === (other.value ?? '') &&
  JSON.stringify(one.valueSource ?? null) === JSON.stringify(other.valueSource ?? null);

function writeRollout(summary: Summary, { inputs, judgement }: BriefFacts): void {
  const { policy, settings } = inputs;
  if (!judgement) {
    summary.paragraph(`${planInWords(policy.steps)}: without a judge.`);
    return;
  }
  const { forecast, lines } = judgement;
  summary.list(lines);
  summary.table(
    [
      'share',
      'for at least',
      'requests of the candidate',
      'probe pairs',
      'an equal has passed',
      `one that fails ${percent(forecast.damagedRate)} is found out`,
    ],
    forecast.steps.map(forecastRow),
  );
  summary.list(plannerLines(forecast).slice(forecast.steps.length));
  const least = policy.steps.reduce((sum, step) => sum + step.observe, 0);
  const most = least + judgedSteps(policy).length * policy.extension;
  summary.paragraph(
    `It takes ${formatDuration(least)} at least and ${formatDuration(most)} at most. Each pair is the same request to both revisions${askedOf(inputs)}. It goes on when the candidate is shown to fail less than ${percent(settings.errorBudget)} of all requests, and comes back as soon as it is shown to be worse than the revision beside it; a candidate that is no worse is taken back in one rollout of twenty at most.`,
  );
}

const forecastRow = (step: StepForecast): string[] => [
  `${step.percent} %`,
  formatDuration(step.minutes * 60_000),
  String(Math.floor(step.requests)),
  String(Math.floor(step.pairs)),
  chance(step.chanceToPass),
  chance(step.chanceToCatch.both),
];

/** Never "0 %" or "100 %", which would be certain. */
const chance = (value: number): string =>
  value < 0.005 ? '< 1 %' : value >= 0.995 ? '> 99 %' : `${Math.round(value * 100)} %`;

const percent = (share: number): string => `${Number((share * 100).toPrecision(2))} %`;

function askedOf({ probes }: Inputs): string {
  const { paths, checks } = probes;
  const steps = checks ? [`the steps of ${checks.file} that change nothing`] : [];
  return ` (${[...paths, ...steps].join(', ')})`;
}

function wayBack(plan: DeployPlan): string {
  if (plan.do === 'create') return 'There is nothing to go back to: this is the first revision that serves.';
  const stable = plan.do === 'nothing' ? '' : plan.stable;
  return `By itself, in one write, to ${stable}; that revision keeps running and keeps its address until the next deploy. By hand: the rollback workflow, or sluice/rollback. Changes of the database are not undone by it.`;
}
