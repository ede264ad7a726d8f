import os from 'node:os';
import type { Scope } from './expressions';
import type { Frame, JobFolders, JobState } from './job-state';
import type { Source, Workflow } from './model';
import type { RunOptions } from './options';
import type { ValueMap } from './template';

/** `owner/name/path@ref`, as GitHub writes the place of a workflow. */
export function workflowRef(workflow: { source: Source; file: string }): string {
  return `${workflow.source.repository}/${workflow.file}@${workflow.source.ref}`;
}

/** The part of the `github` context that all jobs share; in a called workflow it is the caller's. */
export function githubContext(options: RunOptions, workflow: Workflow): ValueMap {
  const { root, event } = options;
  const [owner = ''] = root.repository.split('/');
  return {
    actor: owner,
    actor_id: '1',
    api_url: 'https://api.github.com',
    base_ref: '',
    event: { ...(event.payload ?? {}), ...(event.inputs ? { inputs: event.inputs } : {}) },
    event_name: event.name,
    graphql_url: 'https://api.github.com/graphql',
    head_ref: '',
    ref: root.ref,
    ref_name: root.ref.replace(/^refs\/(heads|tags)\//, ''),
    ref_protected: false,
    ref_type: root.ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    repository: root.repository,
    repository_id: '1',
    repository_owner: owner,
    repository_owner_id: '1',
    repositoryUrl: `git://github.com/${root.repository}.git`,
    retention_days: '90',
    run_attempt: '1',
    run_id: '1',
    run_number: '1',
    server_url: 'https://github.com',
    sha: root.sha,
    triggering_actor: owner,
    workflow: workflow.name,
    workflow_ref: workflowRef(workflow),
    workflow_sha: root.sha,
    ...options.github,
  };
}

const architectures: Readonly<Record<string, string>> = {
  x64: 'X64',
  arm64: 'ARM64',
  arm: 'ARM',
  ia32: 'X86',
};

/** The `runner` context. */
export function runnerContext(folders: JobFolders): ValueMap {
  return {
    name: 'rehearsal',
    os: os.platform() === 'darwin' ? 'macOS' : 'Linux',
    arch: architectures[os.arch()] ?? os.arch().toUpperCase(),
    temp: folders.temp,
    tool_cache: folders.tools,
    debug: '',
    environment: 'github-hosted',
  };
}

/** The `job` context; its `workflow_*` tell where the job is written, which in a called workflow is the suite. */
function jobContext(state: JobState): ValueMap {
  const { workflow } = state;
  return {
    status: state.status,
    check_run_id: 1,
    container: {},
    services: state.services,
    workflow_ref: workflowRef(workflow),
    workflow_sha: workflow.source.sha,
    workflow_repository: workflow.source.repository,
    workflow_file_path: workflow.file,
  };
}

/** What an expression in a step may refer to. */
export function stepScope(frame: Frame, env: Readonly<Record<string, string>>, action = ''): Scope {
  const { job } = frame;
  const github: ValueMap = {
    ...(job.contexts.github as ValueMap),
    action,
    ...(frame.actionPath === undefined ? {} : { action_path: frame.actionPath }),
  };
  return {
    contexts: {
      ...job.contexts,
      github,
      inputs: frame.inputs,
      env,
      steps: frame.steps,
      job: jobContext(job),
    },
    status: frame.status(),
    workspace: job.folders.workspace,
  };
}

/** The variables that every process of a job finds. */
export function runnerVariables(state: JobState): Record<string, string> {
  const github = state.contexts.github as ValueMap;
  const { folders } = state;
  const named = [
    'actor',
    'actor_id',
    'api_url',
    'base_ref',
    'event_name',
    'graphql_url',
    'head_ref',
    'job',
    'ref',
    'ref_name',
    'ref_protected',
    'ref_type',
    'repository',
    'repository_id',
    'repository_owner',
    'repository_owner_id',
    'retention_days',
    'run_attempt',
    'run_id',
    'run_number',
    'server_url',
    'sha',
    'triggering_actor',
    'workflow',
    'workflow_ref',
    'workflow_sha',
  ];
  const runner = state.contexts.runner as ValueMap;
  return {
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    ...Object.fromEntries(named.map((name) => [`GITHUB_${name.toUpperCase()}`, text(github[name])])),
    GITHUB_EVENT_PATH: folders.eventFile,
    GITHUB_WORKSPACE: folders.workspace,
    RUNNER_NAME: text(runner.name),
    RUNNER_OS: text(runner.os),
    RUNNER_ARCH: text(runner.arch),
    RUNNER_ENVIRONMENT: text(runner.environment),
    RUNNER_TEMP: folders.temp,
    RUNNER_TOOL_CACHE: folders.tools,
  };
}

function text(value: ValueMap[string] | undefined): string {
  return value === undefined || value === null || typeof value === 'object' ? '' : String(value);
}
