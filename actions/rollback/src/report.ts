/** How it ended, for people and for the steps that follow. */
import { inWords } from '../../../lib/cloudrun';
import type { ServiceReference } from '../../../lib/places';
import { UserError } from '../../../lib/runner';
import type { Runner } from '../../../lib/runner';
import { servingAt } from './bring-back';
import type { Ending } from './bring-back';
import type { Inputs } from './inputs';
import type { RollbackPlan } from './plan';
import { faultInWords, reasonOf } from './setbacks';

export const placeInWords = ({ service, region }: ServiceReference): string => `${service} in ${region}`;

export const planInWords = (plan: RollbackPlan): string =>
  plan.do === 'bring-back'
    ? `The traffic of ${[plan.bad, ...plan.alsoFrom].join(', ')} would be brought back to ${plan.good}.`
    : `Nothing to bring back: ${plan.why}.`;

/** Sets the outputs, and writes the log and the summary. */
export function report(runner: Runner, inputs: Inputs, endings: readonly Ending[]): void {
  setOutputs(runner, inputs, endings);
  const [only, ...others] = endings;
  const titles = new Set(endings.map(({ at }) => at.service));
  runner.summary.heading(`Rollback: ${[...titles].join(', ')}`);
  for (const ending of endings) {
    const line = endingInWords(ending);
    runner.log.info(others.length === 0 ? line : `${placeInWords(ending.at)}: ${line}`);
  }
  if (only && others.length === 0) runner.summary.paragraph(endingInWords(only));
  else runner.summary.table(['Service', 'Region', 'Result', 'Serving now'], endings.map(rowOf));
  if (endings.some(({ result }) => result === 'rolled-back'))
    runner.summary.paragraph(`Why: ${reasonOf(endings, inputs)}`);
  if (only?.service && others.length === 0)
    runner.summary.paragraph(`Serving now: ${inWords(only.service.serving)}.`);
}

function endingInWords({ result, plan, fault, isEarlier }: Ending): string {
  if (result === 'failed') return `Not brought back. ${faultInWords(fault)}`;
  if (plan?.do !== 'bring-back') return `Nothing to bring back: ${plan?.why ?? ''}.`;
  const back = isEarlier
    ? `The traffic of ${plan.bad} had been brought back to ${plan.good} by this run already.`
    : `Brought the traffic of ${plan.bad} back to ${plan.good}.`;
  return fault === undefined ? back : `${back} ${faultInWords(fault)}`;
}

const rowOf = (ending: Ending): string[] => [
  ending.at.service,
  ending.at.region,
  endingInWords(ending),
  ending.service ? inWords(ending.service.serving) : 'not known',
];

function setOutputs(runner: Runner, { dryRun }: Inputs, endings: readonly Ending[]): void {
  const all = endings.map((ending) => ({
    service: ending.at.service,
    region: ending.at.region,
    result: dryRun && ending.result !== 'failed' ? 'planned' : ending.result,
    revision: ending.plan?.good ?? '',
    'bad-revision': ending.plan?.do === 'bring-back' ? ending.plan.bad : '',
    url: ending.service?.uri ?? '',
    traffic: servingAt(ending),
  }));
  const common = (of: (one: (typeof all)[number]) => string): string => {
    const [first, ...others] = new Set(all.map(of));
    return others.length === 0 ? (first ?? '') : '';
  };
  const [only, ...others] = all;
  runner.setOutput('result', worstOf(all.map(({ result }) => result)));
  runner.setOutput(
    'revision',
    common(({ revision }) => revision),
  );
  runner.setOutput(
    'bad-revision',
    common((one) => one['bad-revision']),
  );
  runner.setOutput(
    'url',
    common(({ url }) => url),
  );
  runner.setOutput('traffic', only && others.length === 0 ? only.traffic : {});
  runner.setOutput('services', all);
}

/** The result that most needs a person's eye. */
const worstOf = (results: readonly string[]): string =>
  ['failed', 'rolled-back', 'planned'].find((result) => results.includes(result)) ?? 'unchanged';

/**
 * The error that the step ends with, undefined where all is well. Of several faults one error that names every place; of
 * a sole place its own.
 */
export function faultOf(endings: readonly Ending[]): Error | undefined {
  const faulty = endings.filter(({ fault }) => fault !== undefined);
  if (faulty.length === 0) return undefined;
  if (endings.length === 1) return asError(faulty[0]?.fault);
  const lines = faulty.map((ending) => `- ${placeInWords(ending.at)}: ${faultInWords(ending.fault)}`);
  return new UserError([`${faulty.length} of ${endings.length} did not end well:`, ...lines].join('\n'), {
    remedy: 'Put that right and run this again: what is back already is left alone.',
    cause: new AggregateError(faulty.map(({ fault }) => fault)),
  });
}

const asError = (fault: unknown): Error => (fault instanceof Error ? fault : new Error(String(fault)));
