import { createExpressions, type Status } from '../workflow/expressions';
import type { Library } from '../workflow/library';
import type { CallJob, Job, Permissions, Source, StepsJob, Workflow } from '../workflow/model';
import { effectivePermissions, restrictedPermissions } from '../workflow/permissions';
import { child, entriesOf, type Template, type Value, type ValueMap } from '../workflow/template';
import { isKnown, outcomesOf } from './condition-outcomes';
import { calledFile } from './contracts';
import type { FileReader, WorkflowFile } from './files';
import { isAmong, same } from './names';
import { expressionsIn, referencesIn } from './references';

export interface AccessRequest {
  library: Library;
  reader: FileReader;
  suite: Source;
  workflow: WorkflowFile;
  /** The `github` context of the event; what it lacks may have any value. */
  github: ValueMap;
}

/** What a job with steps could reach, and whether the event can get it to run. */
export interface JobAccess {
  /** Such as `ci/image`. */
  path: string;
  /** The file in which the job is written. */
  file: string;
  canRun: boolean;
  /** Whether it lays out the repository and runs anything beside: commands, builds, actions. */
  runsCheckedOutCode: boolean;
  permissions: Permissions;
  /** Names of the secrets that the job mentions and its caller passes; `*` for all of them at once. */
  secrets: string[];
  /** Whether it names an environment, with what that guards. */
  environment: boolean;
}

/** A workflow on its way through the calls. */
interface Visit {
  file: WorkflowFile;
  path: string;
  canRun: boolean;
  inherited: Permissions;
  /** The secrets that the caller passes; undefined for every secret that there is. */
  secrets: readonly string[] | undefined;
  inputs: ValueMap;
}

/**
 * What each job of a workflow, and of those that it calls, could reach under an event. Goes by the files alone: that
 * GitHub withholds secrets from forks is left out, since a repository's settings can change it.
 */
export function accessOfJobs(request: AccessRequest): JobAccess[] {
  const { workflow: file } = request;
  return visit(request, {
    file,
    path: '',
    canRun: true,
    inherited: restrictedPermissions,
    secrets: undefined,
    inputs: Object.fromEntries(file.workflow.dispatchInputs.map(({ name }) => [name, null])),
  });
}

function visit(request: AccessRequest, from: Visit): JobAccess[] {
  const canRun = new Map<string, boolean>();
  const { workflow, root } = from.file;
  for (const job of inOrderOfNeeds(workflow.jobs))
    canRun.set(job.id, from.canRun && jobCanRun(request, from, job, canRun));
  return workflow.jobs.flatMap((job) => {
    const inner: Visit = {
      ...from,
      path: from.path === '' ? job.id : `${from.path}/${job.id}`,
      canRun: canRun.get(job.id) ?? false,
      inherited: effectivePermissions(workflow, job, from.inherited),
    };
    const template = child(child(root, 'jobs'), job.id);
    return job.kind === 'call'
      ? visitCalled(request, inner, job)
      : [accessOf(request.library, inner, job, template)];
  });
}

function inOrderOfNeeds(jobs: readonly Job[]): Job[] {
  const ordered: Job[] = [];
  const add = (job: Job): void => {
    if (ordered.includes(job)) return;
    for (const needed of jobs.filter((each) => job.needs.includes(each.id))) add(needed);
    ordered.push(job);
  };
  jobs.forEach(add);
  return ordered;
}

function jobCanRun(
  { library, github }: AccessRequest,
  from: Visit,
  job: Job,
  canRun: ReadonlyMap<string, boolean>,
): boolean {
  const skipped = job.needs.filter((need) => canRun.get(need) === false);
  const contexts = {
    github,
    inputs: from.inputs,
    needs: Object.fromEntries(
      job.needs.map((need) => [need, skipped.includes(need) ? { result: 'skipped', outputs: '' } : null]),
    ),
  };
  return outcomesOf(library, job.condition, { contexts, statuses: statusesAfter(skipped.length > 0) })
    .canBeTrue;
}

/** A job that was skipped before it is no success. */
function statusesAfter(skipped: boolean): Status[] {
  const failed = { success: false, failure: true, cancelled: false };
  const cancelled = { success: false, failure: false, cancelled: true };
  return [{ success: !skipped, failure: false, cancelled: false }, failed, cancelled];
}

function visitCalled(request: AccessRequest, caller: Visit, job: CallJob): JobAccess[] {
  const called = calledFile(request, job, caller.file.workflow.source);
  if (called === 'unknown' || 'faults' in called)
    throw new Error(`The job '${caller.path}' calls '${job.uses}', which cannot be read here.`);
  return visit(request, {
    ...caller,
    file: called.file,
    secrets: passedSecrets(request.library, caller, job),
    inputs: passedInputs(request, caller, job, called.file.workflow),
  });
}

function passedSecrets(library: Library, caller: Visit, job: CallJob): readonly string[] | undefined {
  if (job.inheritSecrets) return caller.secrets;
  return entriesOf(job.secrets)
    .filter((entry) => secretsIn(library, [entry.value], caller.secrets).length > 0)
    .map((entry) => entry.key);
}

/** Inputs by value; null for those that depend on more than the event. */
function passedInputs(request: AccessRequest, caller: Visit, job: CallJob, called: Workflow): ValueMap {
  const given = new Map(entriesOf(job.with).map((entry) => [entry.key.toLowerCase(), entry.value]));
  return Object.fromEntries(
    called.call.inputs.map((input) => {
      const value = given.get(input.name.toLowerCase()) ?? input.default;
      return [input.name, value ? valueOf(request, caller, value) : ''];
    }),
  );
}

function valueOf({ library, github }: AccessRequest, caller: Visit, template: Template): Value {
  const contexts = { github, inputs: caller.inputs };
  const isSettled = expressionsIn(template)
    .flatMap(({ expression }) => referencesIn(library, expression))
    .every(({ path }) => isKnown(contexts, path));
  return isSettled ? createExpressions(library).value(template, { contexts }) : null;
}

function accessOf(
  library: Library,
  { file, path, canRun, inherited, secrets }: Visit,
  job: StepsJob,
  template: Template | undefined,
): JobAccess {
  return {
    path,
    file: file.workflow.file,
    canRun,
    runsCheckedOutCode: runsCheckedOutCode(job),
    permissions: inherited,
    secrets: secretsIn(library, [template, file.workflow.env], secrets),
    environment: job.environment !== undefined,
  };
}

function runsCheckedOutCode({ steps }: StepsJob): boolean {
  const isCheckout = (uses: string): boolean => uses.toLowerCase().startsWith('actions/checkout@');
  const first = steps.findIndex((step) => step.kind === 'uses' && isCheckout(step.uses));
  return first >= 0 && steps.slice(first + 1).length > 0;
}

/** The token of the job is no secret of the repository: what it may do is said by its permissions. */
function secretsIn(
  library: Library,
  templates: readonly (Template | undefined)[],
  passed: readonly string[] | undefined,
): string[] {
  const names = templates
    .flatMap((template) => expressionsIn(template))
    .flatMap(({ expression }) => referencesIn(library, expression))
    .filter(({ path: [context = ''] }) => same(context, 'secrets'))
    .map(({ path: [, name = '*'] }) => name)
    .filter((name) => !same(name, 'GITHUB_TOKEN'))
    .filter((name) => passed === undefined || (name === '*' && passed.length > 0) || isAmong(passed, name));
  return [...new Set(names)];
}
