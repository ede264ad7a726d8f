import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { scaledClock } from '../../emulators/clock';
import { startGitHub } from '../../emulators/github';
import type { RunningGitHub } from '../../emulators/github';
import { githubContext, jobTokens } from '../../rehearsal/identity';
import { thirdPartyActions } from '../../rehearsal/third-party';
import { outputs, results, runYaml } from '../rehearsal/fixtures/workflow-repositories';
import type { Ran } from '../rehearsal/fixtures/workflow-repositories';

const run = { runId: 77, runNumber: 7, runAttempt: 1, actor: 'ada', workflow: 'test', eventName: 'push' };

let github: RunningGitHub;
let artifacts: string;

beforeAll(async () => {
  artifacts = await mkdtemp(path.join(os.tmpdir(), 'artifacts-'));
  github = await startGitHub({
    repository: 'octo/app',
    clock: scaledClock(1),
    commits: [{ message: 'Begin' }, { message: 'Add a till (#1)' }, { message: 'Fix the till' }],
  });
});

afterEach(() => {
  expect(github.violations).toEqual([]);
  github.reset();
});

afterAll(async () => {
  await Promise.all([github.close(), rm(artifacts, { recursive: true, force: true })]);
});

/** Releases the first commit, through the workflow runner and the emulator. */
function release(inputs: Record<string, string>, permission = 'write', context = {}): Promise<Ran> {
  const [first = ''] = [...github.state.commits.keys()];
  const given = { target_commitish: first, ...inputs };
  return runYaml(
    `
permissions: { contents: ${permission} }
jobs:
  release:
    runs-on: ubuntu-latest
    outputs:
      url: \${{ steps.it.outputs.url }}
      id: \${{ steps.it.outputs.id }}
      upload: \${{ steps.it.outputs.upload_url }}
    steps:
      - id: it
        uses: softprops/action-gh-release@v2
        with: ${JSON.stringify(given)}
`,
    {
      thirdParty: thirdPartyActions({ artifacts }),
      permissionsToken: jobTokens(github, run),
      github: { ...githubContext(github, run), ...context },
    },
  );
}

test('makes the release and its tag with the token of the job', async () => {
  const report = await release({ tag_name: 'v1.0.0', body: 'Image: one', name: 'One' });
  expect(results(report)).toEqual({ release: 'success' });
  const [made] = github.state.releases;
  expect(made).toMatchObject({ tag: 'v1.0.0', name: 'One', body: 'Image: one', draft: false });
  expect(made?.author.login).toBe('github-actions[bot]');
  expect(github.state.refs.get('refs/tags/v1.0.0')).toBe([...github.state.commits.keys()][0]);
  const { url, id, upload } = outputs(report, 'release');
  expect(url).toBe('https://github.com/octo/app/releases/tag/v1.0.0');
  expect(id).toBe(String(made?.id));
  expect(upload).toContain(`/releases/${id ?? ''}/assets{?name,label}`);
});

test('a second run brings the same release up to date, and its text does not grow', async () => {
  const notes = { tag_name: 'v1.0.0', generate_release_notes: 'true', target_commitish: 'main' };
  await release({ ...notes, body: 'Image: one' });
  const first = github.state.releases[0]?.body ?? '';
  expect(first).toMatch(/^Image: one\n\n## What's Changed\n/);
  const again = await release({ ...notes, body: 'Image: one' });
  expect(results(again)).toEqual({ release: 'success' });
  expect(github.state.releases).toHaveLength(1);
  expect(github.state.releases[0]?.body).toBe(first);
});

test('what the workflow does not say stays as it is', async () => {
  await release({ tag_name: 'v1.0.0', name: 'One', body: 'Image: one', prerelease: 'true' });
  await release({ tag_name: 'v1.0.0' });
  expect(github.state.releases).toEqual([
    expect.objectContaining({ name: 'One', body: 'Image: one', prerelease: true }),
  ]);
});

test('a draft is found again, and published by the run that says so', async () => {
  await release({ tag_name: 'v1.0.0', draft: 'true' });
  expect(github.state.releases[0]?.draft).toBe(true);
  expect(github.state.refs.has('refs/tags/v1.0.0')).toBe(false);
  await release({ tag_name: 'v1.0.0', draft: 'false' });
  expect(github.state.releases).toHaveLength(1);
  expect(github.state.releases[0]?.draft).toBe(false);
  expect(github.state.refs.has('refs/tags/v1.0.0')).toBe(true);
});

test('fails without `contents: write`, as on GitHub', async () => {
  const report = await release({ tag_name: 'v1.0.0' }, 'read');
  expect(results(report)).toEqual({ release: 'failure' });
  expect(report.lines.join('\n')).toContain('Resource not accessible by integration');
  expect(github.state.releases).toEqual([]);
});

test('fails without a tag, and asks GitHub itself for nothing', async () => {
  const untagged = await release({});
  expect(untagged.lines.join('\n')).toContain('GitHub Releases requires a tag');
  const outside = await release({ tag_name: 'v1.0.0' }, 'write', { api_url: 'https://api.github.com' });
  expect(results(outside)).toEqual({ release: 'failure' });
  expect(outside.lines.join('\n')).toContain('never asks GitHub itself');
});
