import { describe, expect, test } from '@jest/globals';
import type { Grants } from '../../emulators/github';
import {
  attachAsset,
  closeIncident,
  connectGitHub,
  createOrGetRelease,
  openOrUpdateIncident,
  publishRelease,
  readProtection,
  reportDeployment,
  startDeployment,
  upsertComment,
} from '../../lib/github';
import type { GitHub } from '../../lib/github';
import { UserError } from '../../lib/runner';
import type { Bed } from './github-bed';
import { bedForEachTest, everything, fastClock, headOf, jobClaims } from './github-bed';

let bed: Bed;
bedForEachTest((opened) => {
  bed = opened;
});

function connect(grants: Grants = everything, signal = new AbortController().signal): GitHub {
  return connectGitHub({
    token: bed.github.tokens.forJob(grants, jobClaims()).token,
    repository: 'acme/shop',
    apiUrl: bed.github.url,
    patience: { clock: fastClock, random: () => 0.5, signal, tries: 5 },
  });
}

/** How often each write was asked for. */
function writes(): string[] {
  return bed.github.calls.filter(({ write }) => write).map(({ method }) => method);
}

describe('deployments', () => {
  const request = () => ({
    sha: headOf(bed.github),
    environment: 'production',
    description: 'Roll out',
    runUrl: 'https://github.com/acme/shop/actions/runs/77',
    production: true,
  });

  test('a deployment whose answer was lost is found again, not made twice', async () => {
    bed.faults.add({ kind: 'reset-after', call: /create-deployment$/ });
    const id = await startDeployment(connect(), request());
    expect(bed.github.state.deployments.map((deployment) => deployment.id)).toEqual([id]);
  });

  test('a second start of the same run is no second deployment', async () => {
    const github = connect();
    expect(await startDeployment(github, request())).toBe(await startDeployment(github, request()));
    expect(writes()).toEqual(['repos/create-deployment']);
  });

  test('reports in order, cut to what GitHub takes, and says nothing twice', async () => {
    const github = connect();
    const id = await startDeployment(github, request());
    const report = {
      state: 'in_progress',
      description: 'x'.repeat(200),
      logUrl: 'https://example.org/run',
    } as const;
    await reportDeployment(github, id, report);
    await reportDeployment(github, id, report);
    await reportDeployment(github, id, {
      state: 'success',
      description: 'Done',
      environmentUrl: 'https://shop.example',
    });
    const [deployment] = bed.github.state.deployments;
    expect(deployment?.statuses.map(({ state, description }) => [state, description.length])).toEqual([
      ['success', 4],
      ['in_progress', 140],
    ]);
  });

  test('a missing permission is named as the line to add', async () => {
    const failure = startDeployment(connect({ deployments: 'read' }), request());
    await expect(failure).rejects.toBeInstanceOf(UserError);
    await expect(failure).rejects.toMatchObject({
      message: expect.stringContaining('Recording a deployment to production failed'),
      remedy: expect.stringContaining('`deployments: write`'),
    });
  });
});

describe('patience', () => {
  test('waits as long as a secondary rate limit asks', async () => {
    bed.faults.add({ kind: 'status', call: /get-environment$/, status: 403, retryAfterSeconds: 60 });
    const before = fastClock.now();
    await readProtection(connect(), 'staging');
    expect(fastClock.now() - before).toBeGreaterThanOrEqual(60_000);
  });

  test('does not wait for a primary limit that is an hour away, and says until when it lasts', async () => {
    bed.faults.add({ kind: 'status', call: /get-environment$/, status: 403 });
    await expect(readProtection(connect(), 'staging')).rejects.toMatchObject({
      remedy: expect.stringMatching(/rate limit is used up: run this again after 20\d\d-/),
    });
    expect(bed.github.calls).toHaveLength(1);
  });

  test('tries again after server errors, and gives up in the end with advice', async () => {
    bed.faults.add({ kind: 'status', call: /get-environment$/, status: 502, times: 4 });
    await expect(readProtection(connect(), 'staging')).resolves.toMatchObject({ exists: true });
    bed.faults.add({ kind: 'status', call: /get-environment$/, status: 503, times: 5 });
    await expect(readProtection(connect(), 'staging')).rejects.toMatchObject({
      remedy: expect.stringContaining('run this again'),
    });
  });

  test('a cancelled job does not go on trying', async () => {
    bed.faults.add({ kind: 'status', call: /get-environment$/, status: 500 });
    const stop = new AbortController();
    stop.abort(new Error('the job was cancelled'));
    await expect(readProtection(connect(everything, stop.signal), 'staging')).rejects.toThrow(
      /cancelled|abort/i,
    );
    bed.faults.clear();
    expect(bed.github.calls.length).toBeLessThanOrEqual(1);
  });

  test('a token that is wrong is not tried twice', async () => {
    const github = connect();
    const wrong = connectGitHub({
      token: 'ghs_x',
      repository: 'acme/shop',
      apiUrl: bed.github.url,
      patience: github.patience,
    });
    await expect(readProtection(wrong, 'staging')).rejects.toMatchObject({
      remedy: expect.stringContaining('github.token'),
    });
    expect(bed.github.calls).toHaveLength(1);
  });
});

describe('protection', () => {
  test('reads who must approve, and that an unknown environment asks nobody', async () => {
    const github = connect();
    expect(await readProtection(github, 'production')).toEqual({
      environment: 'production',
      exists: true,
      reviewers: ['grace', 'ada'],
      preventsSelfReview: true,
      waitMinutes: 5,
      branches: 'protected',
    });
    expect(await readProtection(github, 'prodution')).toMatchObject({
      exists: false,
      reviewers: [],
      branches: 'any',
    });
  });

  test('names the permission that reading it needs', async () => {
    await expect(readProtection(connect({ contents: 'read' }), 'production')).rejects.toMatchObject({
      remedy: expect.stringContaining('`actions: read`'),
    });
  });
});

describe('incidents', () => {
  const incident = {
    key: 'production/shop',
    title: 'Rolled back',
    body: 'Too many errors.',
    labels: ['incident'],
  };

  test('the first opens an issue, the next adds to it, and a closed one is not revived', async () => {
    const github = connect();
    const opened = await openOrUpdateIncident(github, incident);
    const again = await openOrUpdateIncident(github, { ...incident, body: 'Again.' });
    expect([opened.outcome, again.outcome, again.number]).toEqual(['opened', 'updated', opened.number]);
    expect(await closeIncident(github, incident.key, 'Fixed.')).toBe(opened.number);
    expect(await closeIncident(github, incident.key, 'Fixed.')).toBeUndefined();
    const [issue] = bed.github.state.issues;
    expect(issue?.comments.map(({ body }) => body)).toEqual(['Again.', 'Fixed.']);
    expect((await openOrUpdateIncident(github, incident)).outcome).toBe('opened');
  });

  test('an issue whose answer was lost is not opened twice', async () => {
    bed.faults.add({ kind: 'reset-after', call: /^issues.create$/ });
    await openOrUpdateIncident(connect(), incident);
    expect(bed.github.state.issues).toHaveLength(1);
  });

  test('what a person wrote with our marker copied into it stays untouched', async () => {
    const github = connect();
    const first = await openOrUpdateIncident(github, incident);
    const [ours] = bed.github.state.issues;
    if (!ours) throw new Error('no issue was opened');
    ours.author = { login: 'mallory', id: 666, type: 'User' };
    const second = await openOrUpdateIncident(github, incident);
    expect(second).toMatchObject({ outcome: 'opened', number: first.number + 1 });
  });
});

describe('comments', () => {
  test('there is one comment for each key, brought up to date in place', async () => {
    const github = connect();
    await openOrUpdateIncident(github, { key: 'x', title: 'A', body: 'b', labels: [] });
    const write = (key: string, body: string) => upsertComment(github, { issue: 1, key, body });
    const outcomes = [
      await write('plan', 'one'),
      await write('plan', 'two'),
      await write('plan', 'two'),
      await write('test', 'one'),
    ];
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['created', 'updated', 'unchanged', 'created']);
    expect(bed.github.state.issues[0]?.comments.map(({ body }) => body.split('\n')[1])).toEqual([
      'two',
      'one',
    ]);
  });

  test('a comment beyond the first page is found', async () => {
    const github = connect();
    await openOrUpdateIncident(github, { key: 'x', title: 'A', body: 'b', labels: [] });
    const [issue] = bed.github.state.issues;
    const author = { login: 'ada', id: 1, type: 'User' } as const;
    for (let id = 1; id <= 120; id += 1)
      issue?.comments.push({ id, body: 'talk', author, createdAt: 0, updatedAt: 0 });
    await upsertComment(github, { issue: 1, key: 'plan', body: 'one' });
    expect(await upsertComment(github, { issue: 1, key: 'plan', body: 'two' })).toMatchObject({
      outcome: 'updated',
    });
  });
});

describe('releases', () => {
  const request = () => ({
    ...{
      tag: 'v1.0.0',
      sha: headOf(bed.github),
      name: '1.0.0',
      body: 'First',
      draft: true,
      prerelease: false,
    },
  });
  const file = { name: 'sbom.json', contentType: 'application/json', bytes: Buffer.from('{}') };

  test('draft, file, publish; and the same once more changes nothing', async () => {
    const github = connect();
    const once = async () => {
      const release = await createOrGetRelease(github, request());
      await attachAsset(github, release, file);
      return publishRelease(github, release);
    };
    expect(await once()).toMatchObject({ draft: false, outcome: 'created' });
    const before = writes().length;
    expect(await once()).toMatchObject({ draft: false, outcome: 'found' });
    expect(writes()).toHaveLength(before);
  });

  test('a draft whose answer was lost is found again', async () => {
    bed.faults.add({ kind: 'reset-after', call: /create-release$/ });
    await createOrGetRelease(connect(), request());
    expect(bed.github.state.releases).toHaveLength(1);
  });

  test('another file under the same name is refused', async () => {
    const github = connect();
    const release = await createOrGetRelease(github, request());
    await attachAsset(github, release, file);
    await expect(attachAsset(github, release, { ...file, bytes: Buffer.from('[]') })).rejects.toBeInstanceOf(
      UserError,
    );
  });

  test("a tag of another commit, or a name that was used up, is the user's to decide", async () => {
    const github = connect();
    await publishRelease(github, await createOrGetRelease(github, request()));
    await expect(createOrGetRelease(github, { ...request(), sha: 'c'.repeat(40) })).rejects.toMatchObject({
      remedy: expect.stringContaining('new version'),
    });
    bed.github.state.burnedTags.add('v2');
    await expect(createOrGetRelease(github, { ...request(), tag: 'v2', draft: false })).rejects.toMatchObject(
      {
        message: expect.stringContaining('used by an immutable release'),
        remedy: expect.stringContaining('new version'),
      },
    );
  });
});
