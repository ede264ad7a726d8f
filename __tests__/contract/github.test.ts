import { describe, expect, test } from '@jest/globals';
import { getOctokit } from '@actions/github';
import { addCommit } from '../../emulators/github';
import type { Bed } from './github-bed';
import { bedForEachTest, fastClock, headOf, octokitOf, repository, startBed } from './github-bed';

let bed: Bed;
bedForEachTest((opened) => {
  bed = opened;
});

describe('deployments', () => {
  test('a deployment goes through its states, and the newest comes first', async () => {
    const { rest } = octokitOf(bed.github);
    const made = await rest.repos.createDeployment({
      ...repository,
      ref: 'main',
      environment: 'staging',
      payload: { run: 'r' },
    });
    if (made.status !== 201) throw new Error('no deployment was made');
    const { id } = made.data;
    expect(made.data.sha).toBe(headOf(bed.github));
    for (const state of ['in_progress', 'success'] as const)
      await rest.repos.createDeploymentStatus({
        ...repository,
        deployment_id: id,
        state,
        log_url: 'https://example.org/run',
      });
    const { data } = await rest.repos.listDeploymentStatuses({ ...repository, deployment_id: id });
    expect(data.map(({ state }) => state)).toEqual(['success', 'in_progress']);
    expect(data[0]?.creator?.login).toBe('github-actions[bot]');
    const listed = await rest.repos.listDeployments({ ...repository, environment: 'production' });
    expect(listed.data).toEqual([]);
  });

  test('a success retires the one before it, unless that was production', async () => {
    const { rest } = octokitOf(bed.github);
    const deploy = async (environment: string) => {
      const { data } = await rest.repos.createDeployment({ ...repository, ref: 'main', environment });
      if (!('id' in data)) throw new Error('no deployment was made');
      await rest.repos.createDeploymentStatus({ ...repository, deployment_id: data.id, state: 'success' });
      return data.id;
    };
    const stateOf = async (id: number) =>
      (await rest.repos.listDeploymentStatuses({ ...repository, deployment_id: id })).data[0]?.state;
    const [staging, production] = [await deploy('staging'), await deploy('production')];
    await deploy('staging');
    await deploy('production');
    expect(await stateOf(staging)).toBe('inactive');
    expect(await stateOf(production)).toBe('success');
  });

  test('a ref that is not there is refused, and so is a description that is too long', async () => {
    const { rest } = octokitOf(bed.github);
    await expect(rest.repos.createDeployment({ ...repository, ref: 'nowhere' })).rejects.toThrow(
      'No ref found for: nowhere',
    );
    const { data } = await rest.repos.createDeployment({ ...repository, ref: 'main' });
    if (!('id' in data)) throw new Error('no deployment was made');
    const long = {
      ...repository,
      deployment_id: data.id,
      state: 'failure' as const,
      description: 'x'.repeat(141),
    };
    await expect(rest.repos.createDeploymentStatus(long)).rejects.toMatchObject({ status: 422 });
  });
});

describe('environments', () => {
  test('protection rules name reviewers, wait and branches', async () => {
    const { rest } = octokitOf(bed.github);
    const { data } = await rest.repos.getEnvironment({ ...repository, environment_name: 'Production' });
    expect(data.protection_rules?.map(({ type }) => type)).toEqual([
      'wait_timer',
      'required_reviewers',
      'branch_policy',
    ]);
    expect(data.deployment_branch_policy).toEqual({
      protected_branches: true,
      custom_branch_policies: false,
    });
    const all = await rest.repos.getAllEnvironments(repository);
    expect(all.data.environments?.map(({ name }) => name)).toEqual(['staging', 'production']);
  });

  test('a private repository of the team plan has no reviewers to give', async () => {
    const seed = { visibility: 'private', plan: 'team' } as const;
    await expect(
      startBed({ ...seed, environments: [{ name: 'production', reviewers: ['ada'] }] }),
    ).rejects.toThrow('no required reviewers');
    const { github } = await startBed({ ...seed, environments: [{ name: 'production' }] });
    const { rest } = octokitOf(github);
    const { data } = await rest.repos.getEnvironment({ ...repository, environment_name: 'production' });
    expect(data.protection_rules).toEqual([]);
    expect((await rest.repos.get(repository)).data.visibility).toBe('private');
    await github.close();
  });

  test('a reviewer approves a waiting run; the job itself and who started it cannot', async () => {
    const { state, tokens, url } = bed.github;
    state.pendingRuns.set(77, {
      actor: 'ada',
      sha: headOf(bed.github),
      ref: 'main',
      waitingFor: ['production'],
      reviews: [],
    });
    const as = (login: string) => getOctokit(tokens.forPerson(login), { baseUrl: url }).rest.actions;
    const { data } = await as('grace').getPendingDeploymentsForRun({ ...repository, run_id: 77 });
    const review = {
      ...repository,
      run_id: 77,
      environment_ids: [data[0]?.environment.id ?? 0],
      state: 'approved' as const,
      comment: 'Ship it',
    };
    expect(data[0]?.current_user_can_approve).toBe(true);
    const job = octokitOf(bed.github).rest.actions;
    await expect(job.reviewPendingDeploymentsForRun(review)).rejects.toMatchObject({ status: 403 });
    await expect(as('ada').reviewPendingDeploymentsForRun(review)).rejects.toMatchObject({ status: 403 });
    await as('grace').reviewPendingDeploymentsForRun(review);
    expect(state.pendingRuns.get(77)?.reviews).toEqual([
      { environment: 'production', state: 'approved', by: 'grace', comment: 'Ship it' },
    ]);
  });
});

describe('issues and comments', () => {
  test('an issue is opened, found by its label, commented and closed', async () => {
    const { rest } = octokitOf(bed.github);
    const { data: issue } = await rest.issues.create({
      ...repository,
      title: 'Down',
      body: 'all of it',
      labels: ['incident'],
    });
    await rest.issues.createComment({ ...repository, issue_number: issue.number, body: 'still' });
    const found = await rest.issues.listForRepo({ ...repository, labels: 'incident' });
    expect(found.data.map(({ number, comments }) => [number, comments])).toEqual([[issue.number, 1]]);
    const closed = await rest.issues.update({ ...repository, issue_number: issue.number, state: 'closed' });
    expect(closed.data).toMatchObject({ state: 'closed', state_reason: 'completed' });
    expect((await rest.issues.listForRepo(repository)).data).toEqual([]);
  });

  test('comments come page by page', async () => {
    const octokit = octokitOf(bed.github);
    const { data: issue } = await octokit.rest.issues.create({ ...repository, title: 'Talk' });
    for (let index = 0; index < 5; index += 1)
      await octokit.rest.issues.createComment({
        ...repository,
        issue_number: issue.number,
        body: `${index}`,
      });
    const all = await octokit.paginate(octokit.rest.issues.listComments, {
      ...repository,
      issue_number: issue.number,
      per_page: 2,
    });
    expect(all.map(({ body }) => body)).toEqual(['0', '1', '2', '3', '4']);
  });
});

describe('releases and tags', () => {
  test('a release makes its tag, and its notes name what came since the last one', async () => {
    const { rest } = octokitOf(bed.github);
    await rest.repos.createRelease({ ...repository, tag_name: 'v1' });
    const commit = addCommit(bed.github.state, { message: 'Take cards' }, fastClock.now());
    const notes = await rest.repos.generateReleaseNotes({
      ...repository,
      tag_name: 'v2',
      previous_tag_name: 'v1',
    });
    expect(notes.data.body).toContain('* Take cards by @ada');
    expect(notes.data.body).not.toContain('Begin');
    const compared = await rest.repos.compareCommitsWithBasehead({ ...repository, basehead: 'v1...main' });
    expect(compared.data).toMatchObject({ status: 'ahead', ahead_by: 1 });
    expect(compared.data.commits[0]?.sha).toBe(commit.sha);
    const ref = await rest.git.getRef({ ...repository, ref: 'tags/v1' });
    expect(ref.data.object.sha).toBe(commit.parents[0]);
  });

  test('a file goes where the release says, and comes once', async () => {
    const octokit = octokitOf(bed.github);
    const { data: release } = await octokit.rest.repos.createRelease({
      ...repository,
      tag_name: 'v1',
      draft: true,
    });
    const upload = () =>
      octokit.request(`POST ${release.upload_url}`, {
        name: 'sbom.json',
        headers: { 'content-type': 'application/json' },
        data: Buffer.from('{}'),
      });
    await upload();
    await expect(upload()).rejects.toMatchObject({ status: 422 });
    const { data } = await octokit.rest.repos.listReleaseAssets({ ...repository, release_id: release.id });
    expect(data.map(({ name, size }) => [name, size])).toEqual([['sbom.json', 2]]);
  });

  test('the tag name of an immutable release is burned, whatever becomes of the release', async () => {
    const { github } = await startBed({ immutableReleases: true });
    const { rest } = octokitOf(github);
    const { data: release } = await rest.repos.createRelease({ ...repository, tag_name: 'v1' });
    expect(release.immutable).toBe(true);
    const sha = headOf(github);
    await expect(rest.git.deleteRef({ ...repository, ref: 'tags/v1' })).rejects.toThrow(
      'deletions being restricted',
    );
    await rest.repos.deleteRelease({ ...repository, release_id: release.id });
    await rest.git.deleteRef({ ...repository, ref: 'tags/v1' });
    await expect(rest.git.createRef({ ...repository, ref: 'refs/tags/v1', sha })).rejects.toThrow(
      'creations being restricted',
    );
    await expect(rest.repos.createRelease({ ...repository, tag_name: 'v1' })).rejects.toThrow(
      'used by an immutable release',
    );
    expect(github.violations).toEqual([]);
    await github.close();
  });

  test('an annotated tag leads to its commit, and a plain one moves', async () => {
    const { rest } = octokitOf(bed.github);
    const head = headOf(bed.github);
    const { data: tag } = await rest.git.createTag({
      ...repository,
      tag: 'v1',
      message: 'one',
      object: head,
      type: 'commit',
    });
    await rest.git.createRef({ ...repository, ref: 'refs/tags/v1', sha: tag.sha });
    expect((await rest.git.getTag({ ...repository, tag_sha: tag.sha })).data.object.sha).toBe(head);
    expect((await rest.repos.listTags(repository)).data.map(({ commit }) => commit.sha)).toEqual([head]);
    const next = addCommit(bed.github.state, { message: 'More' }, fastClock.now());
    await rest.git.updateRef({ ...repository, ref: 'tags/v1', sha: next.sha });
    expect((await rest.git.getRef({ ...repository, ref: 'tags/v1' })).data.object.sha).toBe(next.sha);
  });
});
