import type { Fault } from './faults';
import { refusedInServices } from './services';
import type { ServiceStandIns } from './services';
import { child, entriesOf, literalText, literalTexts, type Template, type TemplateEntry } from './template';

const jobKeys = ['container', 'snapshot', 'cancel-timeout-minutes'];
const stepKeys = ['background', 'wait', 'wait-all', 'cancel', 'parallel'];
const shells = ['bash', 'sh'];

/** What stands in for what this machine is not. */
export interface StandIns {
  services: ServiceStandIns;
  /** Labels of runners, such as macos-15; what their jobs need of such a machine is on PATH. */
  runners: readonly string[];
}

/** Everything in a workflow that is sound for GitHub but that the rehearsal does not do, by name. */
export function refusedInWorkflow(root: Template, standIns: StandIns): Fault[] {
  return [
    ...refusedShell(child(child(child(root, 'defaults'), 'run'), 'shell')),
    ...entriesOf(child(root, 'jobs')).flatMap((job) => refusedInJob(job.value, standIns)),
  ];
}

/** The same for the steps of a composite action. */
export function refusedInAction(root: Template): Fault[] {
  return refusedInSteps(child(child(root, 'runs'), 'steps'));
}

function refusedInJob(job: Template, { services, runners }: StandIns): Fault[] {
  return [
    ...refusedKeys(job, jobKeys),
    ...refusedInServices(child(job, 'services'), services),
    ...refusedRunner(child(job, 'runs-on'), runners),
    ...refusedShell(child(child(child(job, 'defaults'), 'run'), 'shell')),
    ...refusedInSteps(child(job, 'steps')),
  ];
}

function refusedInSteps(steps: Template | undefined): Fault[] {
  if (steps?.kind !== 'sequence') return [];
  return steps.items.flatMap((step) => [
    ...refusedKeys(step, stepKeys),
    ...refusedShell(child(step, 'shell')),
    ...refusedImage(child(step, 'uses')),
  ]);
}

function refusedKeys(template: Template, keys: readonly string[]): Fault[] {
  return entriesOf(template)
    .filter((entry) => keys.includes(entry.key))
    .map((entry: TemplateEntry) => ({
      at: entry.at,
      message: `The rehearsal does not support '${entry.key}'.`,
    }));
}

function refusedShell(shell: Template | undefined): Fault[] {
  const named = literalText(shell);
  if (!shell || named === undefined || shells.includes(named)) return [];
  return [
    { at: shell.at, message: `The rehearsal runs 'bash' and 'sh'; it does not support 'shell: ${named}'.` },
  ];
}

function refusedRunner(runner: Template | undefined, known: readonly string[]): Fault[] {
  if (!runner) return [];
  if (runner.kind === 'mapping')
    return [{ at: runner.at, message: `The rehearsal does not support runner groups.` }];
  return literalTexts(runner)
    .filter((label) => /^(windows|macos)/i.test(label) && !known.includes(label))
    .map((label) => ({
      at: runner.at,
      message: `The rehearsal runs jobs on this machine; it has no '${label}'.`,
    }));
}

function refusedImage(uses: Template | undefined): Fault[] {
  const named = literalText(uses);
  if (!uses || !named?.startsWith('docker://')) return [];
  return [{ at: uses.at, message: `The rehearsal does not support container images as steps: ${named}` }];
}
