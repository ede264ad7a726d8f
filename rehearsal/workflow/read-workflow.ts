import type {
  CallJob,
  InputDefinition,
  Job,
  RunDefaults,
  SecretDefinition,
  Source,
  StepsJob,
  Workflow,
} from './model';
import { readPermissions } from './permissions';
import { readSteps } from './read-steps';
import {
  child,
  entriesOf,
  literalText,
  literalTexts,
  literalTrue,
  type Template,
  type TemplateEntry,
} from './template';

/** Turns a workflow's YAML, which GitHub's parser has already found sound, into typed jobs and steps. */
export function readWorkflow(root: Template, source: Source, file: string): Workflow {
  const on = child(root, 'on');
  const call = child(on, 'workflow_call');
  return {
    source,
    file,
    name: literalText(child(root, 'name')) ?? file,
    events: on?.kind === 'mapping' ? on.entries.map((entry) => entry.key) : literalTexts(on),
    call: {
      inputs: readInputs(child(call, 'inputs')),
      secrets: readSecrets(child(call, 'secrets')),
      outputs: entriesOf(child(call, 'outputs')).flatMap(({ key, value }) => {
        const output = child(value, 'value');
        return output ? [{ name: key, value: output }] : [];
      }),
    },
    dispatchInputs: readInputs(child(child(on, 'workflow_dispatch'), 'inputs')),
    env: child(root, 'env'),
    defaults: readDefaults(child(root, 'defaults')),
    permissions: readPermissions(child(root, 'permissions')),
    concurrency: child(root, 'concurrency'),
    jobs: entriesOf(child(root, 'jobs')).map(readJob),
  };
}

function readInputs(inputs: Template | undefined): InputDefinition[] {
  return entriesOf(inputs).map(({ key, value, at }) => ({
    name: key,
    type: inputType(literalText(child(value, 'type'))),
    required: literalTrue(child(value, 'required')),
    default: child(value, 'default'),
    options: literalTexts(child(value, 'options')),
    at,
  }));
}

function inputType(text: string | undefined): InputDefinition['type'] {
  return text === 'boolean' || text === 'number' || text === 'choice' || text === 'environment'
    ? text
    : 'string';
}

function readSecrets(secrets: Template | undefined): SecretDefinition[] {
  return entriesOf(secrets).map(({ key, value }) => ({
    name: key,
    required: literalTrue(child(value, 'required')),
  }));
}

function readDefaults(defaults: Template | undefined): RunDefaults {
  const run = child(defaults, 'run');
  return { shell: child(run, 'shell'), workingDirectory: child(run, 'working-directory') };
}

function readJob(entry: TemplateEntry): Job {
  const uses = child(entry.value, 'uses');
  return uses ? readCallJob(entry, uses) : readStepsJob(entry);
}

function readJobBase({ key, value, at }: TemplateEntry) {
  const condition = child(value, 'if');
  const permissions = entriesOf(value).find((property) => property.key === 'permissions');
  return {
    id: key,
    name: child(value, 'name'),
    needs: literalTexts(child(value, 'needs')),
    condition: condition?.kind === 'expression' ? condition.expression : 'success()',
    strategy: child(value, 'strategy'),
    concurrency: child(value, 'concurrency'),
    permissions: readPermissions(permissions?.value),
    permissionsAt: permissions?.at,
    at,
  };
}

function readStepsJob(entry: TemplateEntry): StepsJob {
  const { value } = entry;
  return {
    kind: 'steps',
    ...readJobBase(entry),
    env: child(value, 'env'),
    environment: child(value, 'environment'),
    outputs: child(value, 'outputs'),
    defaults: readDefaults(child(value, 'defaults')),
    timeoutMinutes: child(value, 'timeout-minutes'),
    continueOnError: child(value, 'continue-on-error'),
    services: child(value, 'services'),
    steps: readSteps(child(value, 'steps')),
  };
}

function readCallJob(entry: TemplateEntry, uses: Template): CallJob {
  const secrets = child(entry.value, 'secrets');
  return {
    kind: 'call',
    ...readJobBase(entry),
    uses: literalText(uses) ?? '',
    usesAt: uses.at,
    with: child(entry.value, 'with'),
    secrets: secrets?.kind === 'mapping' ? secrets : undefined,
    inheritSecrets: literalText(secrets) === 'inherit',
    workflow: undefined,
  };
}
