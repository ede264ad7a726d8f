import path from 'node:path';
import { describeFinding } from '../../rehearsal/lint/findings';
import { lint } from '../../rehearsal/lint/lint';
import { checkout } from '../../rehearsal/workflow/checkout';
import { loadLibrary } from '../../rehearsal/workflow/library';
import type { Source } from '../../rehearsal/workflow/model';

export const library = await loadLibrary();
export const suite: Source = { folder: '/suite', repository: 'our/suite', sha: '0', ref: 'refs/tags/v1' };
export const app: Source = { ...suite, folder: '/suite/examples/app', repository: 'our/app' };

/** An action and a reusable workflow that the files under test can use. */
export const files = {
  'actions/build/action.yml': `
name: Build
description: Builds.
inputs:
  image: { description: Image., required: true }
  target: { description: Target. }
  backend: { description: Backend., required: true, default: docker }
outputs:
  digest: { description: Digest. }
runs: { using: node24, main: index.js }
`,
  '.github/workflows/called.yml': `
on:
  workflow_call:
    inputs:
      service: { type: string, required: true }
      dry-run: { type: boolean }
      percent: { type: number, default: 5 }
    secrets:
      notify-url: { required: true }
    outputs:
      revision: { value: '\${{ jobs.deploy.outputs.revision }}' }
permissions: {}
jobs:
  deploy:
    runs-on: ubuntu-24.04
    timeout-minutes: 5
    outputs: { revision: '\${{ steps.name.outputs.revision }}' }
    steps:
      - id: name
        run: echo "revision=a-1" >> "$GITHUB_OUTPUT"
`,
};

/** The findings, without the file's name, of one file among the others. */
export function findingsIn(file: string, content: string, source: Source = suite): string[] {
  const full = path.join(source.folder, file);
  const tree = new Map(
    Object.entries(files).map(([name, text]): [string, string] => [
      path.join(suite.folder, name),
      text.trimStart(),
    ]),
  ).set(full, content);
  const isAction = file.endsWith('action.yml');
  const { findings } = lint({
    library,
    suite,
    thirdParty: { 'actions/checkout': checkout },
    files: [{ kind: isAction ? 'action' : 'workflow', source, path: isAction ? path.dirname(file) : file }],
    readText: (name) => tree.get(name),
  });
  return findings.map((finding) => describeFinding(finding).replace(/^[^:]*:/, ''));
}

/** Those of a workflow with these lines. */
export function findings(...lines: string[]): string[] {
  return findingsIn('.github/workflows/test.yml', lines.join('\n'));
}

/** The lines of a workflow before its jobs. */
export const head = ['on: push', 'permissions: {}', 'jobs:'];
/** The lines of a job with these properties. */
export const job = (id: string, ...rest: string[]): string[] => [
  `  ${id}:`,
  '    runs-on: ubuntu-24.04',
  '    timeout-minutes: 5',
  ...rest.map((line) => `    ${line}`),
];
export const sha = '0123456789012345678901234567890123456789';
