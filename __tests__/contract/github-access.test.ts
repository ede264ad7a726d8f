import { describe, expect, test } from '@jest/globals';
import { getOctokit } from '@actions/github';
import type { Bed } from './github-bed';
import { bedForEachTest, everything, fastClock, octokitOf, repository, startBed } from './github-bed';

let bed: Bed;
bedForEachTest((opened) => {
  bed = opened;
});

describe('who may do what', () => {
  test('a job without the permission is told which one it lacks', async () => {
    const { rest } = octokitOf(bed.github, { ...everything, deployments: 'read' });
    await expect(rest.repos.createDeployment({ ...repository, ref: 'main' })).rejects.toMatchObject({
      status: 403,
      message: expect.stringContaining('Resource not accessible by integration'),
      response: { headers: { 'x-accepted-github-permissions': 'deployments=write' } },
    });
    expect(bed.github.state.deployments).toEqual([]);
    await expect(rest.repos.listDeployments(repository)).resolves.toMatchObject({ data: [] });
  });

  test('a token that is unknown, or of a job that has ended, is no token', async () => {
    const { tokens, url } = bed.github;
    const stranger = getOctokit('ghs_nobody', { baseUrl: url });
    await expect(stranger.rest.repos.get(repository)).rejects.toMatchObject({ status: 401 });
    const person = tokens.forPerson('ada');
    const ada = getOctokit(person, { baseUrl: url });
    await ada.rest.repos.get(repository);
    tokens.revoke(person);
    await expect(ada.rest.repos.get(repository)).rejects.toMatchObject({ status: 401 });
  });

  test('pull-requests: write comments on pull requests, and not on issues', async () => {
    const all = octokitOf(bed.github).rest.issues;
    await all.create({ ...repository, title: 'Down' });
    await all.create({ ...repository, title: 'Change' });
    const [, change] = bed.github.state.issues;
    if (change) change.pullRequest = true;
    const { rest } = octokitOf(bed.github, { 'pull-requests': 'write' });
    const comment = (issue_number: number) =>
      rest.issues.createComment({ ...repository, issue_number, body: 'Hello' });
    await expect(comment(1)).rejects.toMatchObject({ status: 403 });
    await expect(comment(2)).resolves.toMatchObject({ status: 201 });
  });

  test('another repository is not there', async () => {
    const { rest } = octokitOf(bed.github);
    await expect(rest.repos.get({ owner: 'acme', repo: 'bank' })).rejects.toMatchObject({ status: 404 });
  });

  test('a request that does not fit the description is refused by name', async () => {
    const octokit = octokitOf(bed.github);
    const wrong = { ...repository, ref: 'main', enviroment: 'staging' };
    await expect(octokit.request('POST /repos/{owner}/{repo}/deployments', wrong)).rejects.toThrow(
      'enviroment',
    );
    await expect(
      octokit.request('GET /repos/{owner}/{repo}/issues?state=broken', repository),
    ).rejects.toMatchObject({ status: 422 });
  });
});

describe('limits and faults', () => {
  test('the primary limit counts down, refuses, and renews itself', async () => {
    const { github } = await startBed({ rateLimit: 2 });
    const { rest } = octokitOf(github);
    const { headers } = await rest.repos.get(repository);
    expect(headers['x-ratelimit-remaining']).toBe('1');
    await rest.repos.get(repository);
    await expect(rest.repos.get(repository)).rejects.toMatchObject({
      status: 403,
      response: { headers: { 'x-ratelimit-remaining': '0' } },
    });
    const reset = Number(headers['x-ratelimit-reset']) * 1000;
    await fastClock.sleep(reset - fastClock.now());
    await expect(rest.repos.get(repository)).resolves.toMatchObject({ status: 200 });
    await github.close();
  });

  test('a secondary limit says how long to wait', async () => {
    bed.arm({ kind: 'status', call: /repos.get$/, status: 429, retryAfterSeconds: 30 });
    await expect(octokitOf(bed.github).rest.repos.get(repository)).rejects.toMatchObject({
      status: 429,
      response: { headers: { 'retry-after': '30' } },
    });
  });

  test('a reset after the write leaves what was written', async () => {
    bed.arm({ kind: 'reset-after', call: /issues.create/ });
    await expect(
      octokitOf(bed.github).rest.issues.create({ ...repository, title: 'Lost' }),
    ).rejects.toThrow();
    expect(bed.github.state.issues.map(({ title }) => title)).toEqual(['Lost']);
  });
});
