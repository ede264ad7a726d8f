import type { Job, Source, Step } from '../workflow/model';
import { entriesOf, literalText } from '../workflow/template';
import { actionContract, workflowContract } from './contracts';
import type { Finding } from './findings';
import type { Linting } from './linting';
import { same, suggest } from './names';
import { expressionsIn, placeOf, referencesIn, type Reference } from './references';
import type { Template } from '../workflow/template';

/** What expressions at one place in a file may refer to. A context that is absent here is not checked. */
export interface Known {
  /** The file's text, to say where exactly. */
  text: string;
  source: Source;
  inputs?: { names: readonly string[]; whose: string };
  secrets?: readonly string[];
  /** The jobs in `needs`, and those that are not. */
  needs?: { known: readonly Job[]; others: readonly Job[] };
  /** The steps that have run by then, and those that have not. */
  steps?: { known: readonly Step[]; later: readonly Step[] };
  /** All jobs: the context of a workflow's outputs. */
  jobs?: readonly Job[];
}

type Complaint = Pick<Finding, 'message' | 'remedy'>;

/** Looks up each `inputs.x`, `secrets.x`, `needs.x.outputs.y`, `steps.x.outputs.y` and `jobs.x.outputs.y`. */
export function checkReferences(linting: Linting, template: Template | undefined, known: Known): Finding[] {
  return expressionsIn(template).flatMap(({ expression, at: from }) =>
    referencesIn(linting.library, expression).flatMap((reference) => {
      const at = placeOf(known.text, from, reference.text);
      const complaint = checkReference(linting, reference, known, at);
      return complaint ? [{ at, ...complaint }] : [];
    }),
  );
}

function checkReference(
  linting: Linting,
  { path }: Reference,
  known: Known,
  at: Finding['at'],
): Complaint | undefined {
  const [context = '', name] = path;
  if (name === undefined) return undefined;
  switch (context.toLowerCase()) {
    case 'inputs':
      return known.inputs && checkName('input', name, known.inputs.names, known.inputs.whose);
    case 'secrets':
      return known.secrets && checkSecret(name, known.secrets);
    case 'needs':
      return known.needs && checkNeed(linting, path, known.needs, known.source);
    case 'jobs':
      return known.jobs && checkNeed(linting, path, { known: known.jobs, others: [] }, known.source);
    case 'steps':
      return known.steps && checkStep(linting, path, known.steps, known.source, at);
    default:
      return undefined;
  }
}

function checkName(
  what: string,
  name: string,
  names: readonly string[],
  whose: string,
): Complaint | undefined {
  if (names.some((each) => same(each, name))) return undefined;
  return { message: `${whose} has no ${what} '${name}'.`, remedy: suggest(name, names, 'It') };
}

/** GITHUB_TOKEN is there without being passed. */
function checkSecret(name: string, declared: readonly string[]): Complaint | undefined {
  if (same(name, 'GITHUB_TOKEN') || declared.some((each) => same(each, name))) return undefined;
  return {
    message: `This workflow is called, and declares no secret '${name}', so it is empty.`,
    remedy: "Declare it under 'on.workflow_call.secrets'.",
  };
}

function checkNeed(
  linting: Linting,
  path: readonly string[],
  jobs: { known: readonly Job[]; others: readonly Job[] },
  source: Source,
): Complaint | undefined {
  const [context = '', id = '', property, output] = path;
  const job = jobs.known.find((each) => same(each.id, id));
  if (!job) {
    if (jobs.others.some((each) => same(each.id, id)))
      return {
        message: `The job does not need '${id}', so '${context}.${id}' is empty.`,
        remedy: `Add '${id}' to its 'needs'.`,
      };
    const ids = jobs.known.map((each) => each.id);
    const whose = context.toLowerCase() === 'jobs' ? 'The workflow' : "The 'needs' of the job";
    return { message: `${whose} has no job '${id}'.`, remedy: suggest(id, ids, whose) };
  }
  if (property === undefined) return undefined;
  if (!['outputs', 'result'].includes(property.toLowerCase()))
    return checkName('property', property, ['outputs', 'result'], `'${context}.${id}'`);
  const outputs = output === undefined ? undefined : outputsOfJob(linting, job, source);
  return output !== undefined && outputs
    ? checkName('output', output, outputs, `The job '${id}'`)
    : undefined;
}

/** Undefined where they are not known here. */
function outputsOfJob(linting: Linting, job: Job, source: Source): string[] | undefined {
  if (job.kind === 'steps') return entriesOf(job.outputs).map((entry) => entry.key);
  const found = workflowContract(linting, job, source);
  return found !== 'unknown' && 'contract' in found ? found.contract.outputs : undefined;
}

const stepProperties = ['outputs', 'outcome', 'conclusion'];

function checkStep(
  linting: Linting,
  path: readonly string[],
  steps: { known: readonly Step[]; later: readonly Step[] },
  source: Source,
  at: Finding['at'],
): Complaint | undefined {
  const [, id = '', property, output] = path;
  const step = stepWithId(steps.known, id);
  if (!step) {
    if (stepWithId(steps.later, id))
      return {
        message: `The step '${id}' has not run yet here, so 'steps.${id}' is empty.`,
        remedy: 'Move it up.',
      };
    const ids = steps.known.map((each) => each.id).filter((each) => each !== undefined);
    return { message: `There is no step '${id}' before this.`, remedy: suggest(id, ids, 'What ran before') };
  }
  if (property === undefined) return undefined;
  if (!stepProperties.includes(property.toLowerCase()))
    return checkName('property', property, stepProperties, `'steps.${id}'`);
  return output === undefined ? undefined : checkStepOutput(linting, step, output, source, at);
}

function stepWithId(steps: readonly Step[], id: string): Step | undefined {
  return steps.find((each) => each.id !== undefined && same(each.id, id));
}

function checkStepOutput(
  linting: Linting,
  step: Step,
  output: string,
  source: Source,
  at: Finding['at'],
): Complaint | undefined {
  const id = step.id ?? '';
  if (step.kind === 'run') return checkScriptOutput(linting, id, scriptOf(step.run), output, at);
  const found = actionContract(linting, step, source);
  // A reference that leads nowhere is a finding of the step itself.
  if (found !== 'unknown' && 'fault' in found) return undefined;
  const outputs = found === 'unknown' ? undefined : found.contract.outputs;
  if (!outputs) {
    linting.note({ at, message: `Not checked: the outputs of '${step.uses}' are not known here.` });
    return undefined;
  }
  return checkName('output', output, outputs, `The step '${id}' (${step.uses})`);
}

function scriptOf(run: Template): string {
  return literalText(run) ?? (run.kind === 'expression' ? run.expression : '');
}

/** What a script sets is only known where it does so itself; it may also call a program that does. */
function checkScriptOutput(
  linting: Linting,
  id: string,
  script: string,
  output: string,
  at: Finding['at'],
): Complaint | undefined {
  if (!script.includes('GITHUB_OUTPUT')) {
    linting.note({ at, message: `Not checked: the script of the step '${id}' does not set outputs itself.` });
    return undefined;
  }
  const set = [...script.matchAll(/(?<![\w-])([A-Za-z_][\w-]*)(?==|<<)/g)].map(([, name = '']) => name);
  return checkName('output', output, set, `The script of the step '${id}'`);
}
