import type { CallJob, Job, Workflow } from '../workflow/model';
import { child, entriesOf, type Template } from '../workflow/template';
import { checkPermissions, checkPin, checkTimeout, checkWorkflowGrants } from './check-hardening';
import { checkCall, checkDefaults } from './check-inputs';
import { checkReferences, type Known } from './check-references';
import { checkSteps } from './check-steps';
import { workflowContract } from './contracts';
import type { WorkflowFile } from './files';
import type { Finding } from './findings';
import type { Linting } from './linting';

/** Checks a workflow, job by job. */
export function checkWorkflowFile(linting: Linting, file: WorkflowFile): Finding[] {
  const { workflow, root } = file;
  const known = knownTo(file);
  const apart = new Set(['jobs', 'on']);
  const rest = entriesOf(root).filter((entry) => !apart.has(entry.key));
  const outputs = child(child(child(root, 'on'), 'workflow_call'), 'outputs');
  return [
    ...checkDefaults(inputsOf(workflow)),
    ...checkWorkflowGrants(workflow, child(root, 'permissions')?.at ?? root.at),
    ...rest.flatMap((entry) => checkReferences(linting, entry.value, known)),
    ...checkReferences(linting, outputs, { ...known, jobs: workflow.jobs }),
    ...workflow.jobs.flatMap((job) => checkJob(linting, file, job, known)),
  ];
}

function knownTo({ workflow, text }: WorkflowFile): Known {
  const names = inputsOf(workflow).map((input) => input.name);
  const onlyCalled = workflow.events.every((event) => event === 'workflow_call');
  return {
    text,
    source: workflow.source,
    inputs: { names, whose: 'The workflow' },
    ...(onlyCalled ? { secrets: workflow.call.secrets.map((secret) => secret.name) } : {}),
  };
}

/** Whichever event starts it, the context has them all; those of the other event are empty. */
function inputsOf(workflow: Workflow): Workflow['dispatchInputs'] {
  return [...workflow.call.inputs, ...workflow.dispatchInputs];
}

function checkJob(linting: Linting, file: WorkflowFile, job: Job, general: Known): Finding[] {
  const { workflow } = file;
  const isNeeded = (each: Job): boolean => job.needs.includes(each.id);
  const known: Known = {
    ...general,
    needs: {
      known: workflow.jobs.filter(isNeeded),
      others: workflow.jobs.filter((each) => !isNeeded(each)),
    },
  };
  const template = child(child(file.root, 'jobs'), job.id);
  return [
    ...checkTimeout(job),
    ...checkPermissions(workflow, job),
    ...checkJobItself(linting, job, template, known),
    ...(job.kind === 'call'
      ? checkCallJob(linting, file, job)
      : checkSteps(linting, {
          steps: job.steps,
          template: child(template, 'steps'),
          source: workflow.source,
          text: file.text,
          known,
        })),
  ];
}

/** All of a job but its steps; what of it may refer to steps, such as its outputs, is evaluated when all have run. */
function checkJobItself(linting: Linting, job: Job, template: Template | undefined, known: Known): Finding[] {
  const steps = job.kind === 'steps' ? job.steps : [];
  return entriesOf(template)
    .filter((entry) => entry.key !== 'steps')
    .flatMap((entry) =>
      checkReferences(linting, entry.value, { ...known, steps: { known: steps, later: [] } }),
    );
}

function checkCallJob(linting: Linting, { workflow, text }: WorkflowFile, job: CallJob): Finding[] {
  const pin = checkPin(job, linting.suite, text);
  const found = workflowContract(linting, job, workflow.source);
  if (found === 'unknown') {
    linting.note({ at: job.usesAt, message: `Not checked: what '${job.uses}' takes is not known here.` });
    return pin;
  }
  if ('fault' in found) return [...pin, found.fault];
  return [...pin, ...checkCall(linting, found.contract, job, inputsOf(workflow))];
}
