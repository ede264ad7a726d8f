import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { createFileReader, readFromDisk } from '../../rehearsal/lint/files';
import { dangersOfForks, forkPullRequest, pushToMain } from '../../rehearsal/lint/fork-safety';
import { accessOfJobs, type JobAccess } from '../../rehearsal/lint/job-access';
import { loadLibrary } from '../../rehearsal/workflow/library';
import type { ValueMap } from '../../rehearsal/workflow/template';
import { lintedFiles, lintTree, suite } from '../../scripts/lint-workflows';

const library = await loadLibrary();
const workflows = lintedFiles().filter((file) => file.kind === 'workflow');
const nameOf = (file: (typeof workflows)[number]): string =>
  path.relative(suite.folder, path.join(file.source.folder, file.path));

/** Changes the text of a file, by its name in the tree. */
type Edit = (text: string, name: string) => string;

function requestFor(file: (typeof workflows)[number], edit: Edit) {
  const reader = createFileReader(library, suite.folder, (full) => {
    const text = readFromDisk(full);
    return text === undefined ? undefined : edit(text, path.relative(suite.folder, full));
  });
  const read = reader.workflow(file.source, file.path);
  if ('faults' in read) throw new Error(JSON.stringify(read.faults));
  return { library, reader, suite, workflow: read.file };
}

const unchanged: Edit = (text) => text;

/** Each once, however many call the workflow that it is in. */
function dangers(edit: Edit = unchanged): string[] {
  return [...new Set(workflows.flatMap((file) => dangersOfForks(requestFor(file, edit))))];
}

/** The jobs of all workflows that pull requests start, and of the workflows that those call. */
function jobsUnder(github: ValueMap): JobAccess[] {
  return workflows
    .map((file) => requestFor(file, unchanged))
    .filter(({ workflow }) => workflow.workflow.events.includes('pull_request'))
    .flatMap((request) => accessOfJobs({ ...request, github }));
}

/** Whether the jobs of a path can run: by all who call their workflow, each answer once. */
function runnable(jobs: readonly JobAccess[]): Record<string, boolean[]> {
  const paths = [...new Set(jobs.map(({ path }) => path))];
  return Object.fromEntries(
    paths.map((path) => [
      path,
      [...new Set(jobs.filter((job) => job.path === path).map(({ canRun }) => canRun))],
    ]),
  );
}

const hasIdentity = (job: JobAccess): boolean => job.permissions['id-token'] === 'write';

describe('a pull request from a fork', () => {
  test.each(workflows.map((file) => [nameOf(file), file] as const))(
    'reaches no secret, no identity and no environment through %s',
    (_, file) => {
      expect(dangersOfForks(requestFor(file, unchanged))).toEqual([]);
    },
  );

  test.each(jobsUnder(forkPullRequest).map((job) => [`${job.file} ${job.path}`, job] as const))(
    'gets %s to run without any right, or not at all',
    (_, job) => {
      if (!job.canRun) return;
      expect(Object.values(job.permissions)).not.toContain('write');
      expect(job).toMatchObject({ secrets: [], environment: false });
    },
  );

  test('is tested all the same', () => {
    const jobs = jobsUnder(forkPullRequest).filter((job) => job.canRun && job.runsCheckedOutCode);
    expect(jobs.map((job) => job.path)).toEqual(expect.arrayContaining(['ci/test', 'test']));
  });

  test('meets guards that let a push to the default branch through', () => {
    const guarded = jobsUnder(forkPullRequest).filter(hasIdentity);
    expect(runnable(guarded)).toEqual({ 'ci/image': [false], 'ci/staging': [false] });
    const pushed = jobsUnder(pushToMain).filter(hasIdentity);
    expect(runnable(pushed)).toEqual({ 'ci/image': [true], 'ci/staging': [true] });
  });
});

describe('the check of that notices', () => {
  const shipped = '.github/workflows/ci.yml';
  const edited =
    (file: string, from: string | RegExp, to: string): Edit =>
    (text, name) => {
      if (name !== file) return text;
      const changed = text.replace(from, to);
      if (changed === text) throw new Error(`${String(from)} is not in ${file}`);
      return changed;
    };
  const guards = /^ {4}if: github\.event_name == 'push'.*\n/gm;
  const image = "the job 'ci/image' runs for pull requests from forks and";

  test('a guard that is removed, for its own job and for those that relied on it', () => {
    const found = dangers(edited(shipped, guards, ''));
    expect(found).toContain(`${shipped}: ${image} has 'id-token: write'.`);
    expect(found.join('\n')).toContain(
      "'ci/staging' runs for pull requests from forks and names an environment",
    );
  });

  test.each([
    ["github.event_name != 'pull_request' || github.actor == 'octocat'"],
    ["github.head_ref == 'main'"],
    ["needs.test.outputs.trusted == 'yes'"],
    ["always() && needs.test.result != 'success'"],
    ["inputs.backend == 'append'"],
    ['!cancelled()'],
  ])('a guard that a stranger can open: %s', (guard) => {
    const found = dangers(edited(shipped, guards, `    if: ${guard}\n`));
    expect(found).toContain(`${shipped}: ${image} has 'id-token: write'.`);
  });

  test.each([
    ["github.event_name != 'pull_request'"],
    ["github.ref == 'refs/heads/main' && needs.test.result == 'success'"],
    ['github.event.pull_request.head.repo.full_name == github.repository'],
  ])('that another guard holds as well: %s', (guard) => {
    expect(dangers(edited(shipped, guards, `    if: ${guard}\n`))).toEqual([]);
  });

  test('a job that always runs after one that did not', () => {
    const last = /^ {2}staging:\n/m;
    const extra = [
      '  notify:',
      '    needs: image',
      '    if: always()',
      '    runs-on: ubuntu-24.04',
      '    permissions: { id-token: write }',
      '    steps: [{ run: "true" }]',
      '  staging:',
      '',
    ];
    expect(dangers(edited(shipped, last, extra.join('\n')))).toEqual([
      `${shipped}: the job 'ci/notify' runs for pull requests from forks and has 'id-token: write'.`,
    ]);
    const careful = extra.join('\n').replace('always()', "always() && needs.image.result != 'skipped'");
    expect(dangers(edited(shipped, last, careful))).toEqual([]);
  });

  test('a secret in a job that runs the pull request’s code', () => {
    const own = '.github/workflows/test.yml';
    const withSecret = 'run: bash .ci/run\n        env: { TOKEN: "${{ secrets.NPM_TOKEN }}" }';
    expect(dangers(edited(own, 'run: bash .ci/run', withSecret))).toEqual([
      `${own}: the job 'test' runs for pull requests from forks and reaches the secret 'NPM_TOKEN'.`,
    ]);
    const ownToken = withSecret.replace('NPM_TOKEN', 'GITHUB_TOKEN');
    expect(dangers(edited(own, 'run: bash .ci/run', ownToken))).toEqual([]);
  });

  test('a secret of a called workflow, once its caller passes it', () => {
    const used = 'COMMAND: ${{ inputs.test-command }} ${{ secrets.TOKEN }}';
    const use = edited(shipped, 'COMMAND: ${{ inputs.test-command }}', used);
    const caller = 'examples/mathapp/.github/workflows/ci.yml';
    expect(dangers(use)).toEqual([]);
    const pass = edited(caller, /^ {4}with:\n/m, '    secrets: inherit\n    with:\n');
    expect(dangers((text, name) => pass(use(text, name), name))).toEqual([
      `${shipped}: the job 'ci/test' runs for pull requests from forks and reaches the secret 'TOKEN'.`,
    ]);
  });

  test.each(['pull_request_target', 'workflow_run'])('%s', (event) => {
    const found = dangers(edited('.github/workflows/test.yml', '  pull_request:', `  ${event}:`));
    expect(found.join('\n')).toContain(`'${event}' gives strangers the rights of the repository`);
  });
});

test('the workflows and actions of this tree pass our own lint', async () => {
  expect((await lintTree()).findings).toEqual([]);
});
