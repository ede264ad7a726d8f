import { describe, expect, test } from '@jest/globals';
import { loadLibrary } from '../../rehearsal/workflow/library';
import type { Workflow } from '../../rehearsal/workflow/model';
import { parseWorkflowFile } from '../../rehearsal/workflow/parse';
import { effectivePermissions, excessPermissions } from '../../rehearsal/workflow/permissions';
import { readWorkflow } from '../../rehearsal/workflow/read-workflow';

const library = await loadLibrary();

function workflow(permissions: string, jobs: readonly string[]): Workflow {
  const bodies = jobs.map(
    (job, index) => `  job${index}:\n    runs-on: ubuntu-latest\n${job}\n    steps: [{ run: x }]`,
  );
  const { root, faults } = parseWorkflowFile(
    library,
    'test.yml',
    `on: push\n${permissions}\njobs:\n${bodies.join('\n')}\n`,
  );
  expect(faults).toEqual([]);
  if (!root) throw new Error('not parsed');
  return readWorkflow(root, { folder: '.', repository: 'o/r', sha: '0', ref: 'refs/heads/main' }, 'test.yml');
}

const inherited = { contents: 'read' } as const;
const of = (permissions: string, job: string) => {
  const parsed = workflow(permissions, [job]);
  const [only] = parsed.jobs;
  if (!only) throw new Error('no job');
  return effectivePermissions(parsed, only, inherited);
};

/** From https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#permissions. */
describe('the permissions of a job', () => {
  test('are its own, else its workflow’s, else what is passed on; never a mixture', () => {
    expect(of('', '')).toEqual({ contents: 'read' });
    expect(of('permissions: { issues: write }', '')).toEqual({ issues: 'write' });
    expect(of('permissions: { issues: write }', '    permissions: { contents: read }')).toEqual({
      contents: 'read',
    });
    expect(of('permissions: write-all', '    permissions: {}')).toEqual({});
  });

  test('can be all of one level, as far as a scope knows it', () => {
    expect(of('permissions: read-all', '')).toMatchObject({
      contents: 'read',
      deployments: 'read',
      'id-token': 'none',
    });
    expect(of('permissions: write-all', '')).toMatchObject({
      contents: 'write',
      'id-token': 'write',
      models: 'read',
    });
  });

  test('in a called workflow may not exceed the caller’s', () => {
    const called = workflow('permissions: { contents: read }', [
      '',
      '    permissions: { contents: write, issues: none }',
    ]);
    expect(excessPermissions(called, { contents: 'write' })).toEqual([]);
    expect(excessPermissions(called, { contents: 'read' }).map((fault) => fault.message)).toEqual([
      "The job 'job1' of the called workflow asks for 'contents: write', but the calling job allows 'contents: read'.",
    ]);
    expect(excessPermissions(called, {})).toHaveLength(2);
  });
});
