import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { scaledClock } from '../../emulators/clock';
import { startGitHub } from '../../emulators/github';
import type { Grants, RunningGitHub, Seed } from '../../emulators/github';
import { bedForEachTest, image } from './deploy-cloudrun-bed';
import type { Bed, Inputs } from './deploy-cloudrun-bed';

let bed: Bed;
let github: RunningGitHub;
bedForEachTest((opened) => {
  bed = opened;
});
beforeEach(() => bed.create());
afterEach(() => github.close());

const claims = {
  ...{ runId: 1, runNumber: 1, runAttempt: 1, actor: 'ada', workflow: 'deploy', eventName: 'push' },
  ...{ ref: 'refs/heads/main', sha: '0'.repeat(40), environment: null },
  ...{ workflowRef: 'acme/shop/.github/workflows/deploy.yml@refs/heads/main', workflowSha: '0'.repeat(40) },
  ...{
    jobWorkflowRef: 'acme/shop/.github/workflows/deploy.yml@refs/heads/main',
    jobWorkflowSha: '0'.repeat(40),
  },
};

/** A dry run in a repository like this, whose job has these permissions. */
async function plan(seed: Partial<Seed>, inputs: Inputs = {}, grants: Grants = { actions: 'read' }) {
  github = await startGitHub({ clock: scaledClock(1), repository: 'acme/shop', ...seed });
  const { token } = github.tokens.forJob(grants, claims);
  const asked = {
    image: image('1'),
    rollout: '100%',
    'dry-run': 'true',
    gate: 'production',
    'github-token': token,
  };
  return bed.deploy({ ...asked, ...inputs }, { env: { GITHUB_API_URL: github.url } });
}

const reviewed = { environments: [{ name: 'production', reviewers: ['grace'] }] };
const unreviewed = { visibility: 'private', plan: 'team', environments: [{ name: 'production' }] } as const;

describe('the gate before a deploy', () => {
  test('the brief says who is asked', async () => {
    const result = await plan(reviewed);
    expect([result.exitCode, result.outputs['result']]).toEqual([0, 'planned']);
    expect(result.summary).toContain('One of grace has to approve.');
    expect(github.violations).toEqual([]);
  });

  test('where nobody would be asked, as on a private plan, it stops with the remedy and writes nothing', async () => {
    const mark = bed.run.calls.length;
    const result = await plan(unreviewed);
    expect(result.exitCode).toBe(1);
    expect(result.stdout).toContain('The environment production has no reviewers: nobody would be asked.');
    expect(result.stdout).toContain('ungated: true');
    expect(bed.writesSince(mark)).toBe(0);
  });

  test('unless the caller has said that this is meant; then the brief says so', async () => {
    const result = await plan(unreviewed, { ungated: 'true' });
    expect(result.exitCode).toBe(0);
    expect(result.summary).toContain('Nobody is asked');
  });

  test('without the permission to look, the error names the line to add', async () => {
    const result = await plan(reviewed, {}, {});
    expect(result.exitCode).toBe(1);
    expect(result.stdout).toMatch(/actions: read/);
  });
});

describe('what was approved is what is deployed', () => {
  test('the approved plan goes through, also when the job is run again; another one writes nothing', async () => {
    const approved = (await plan(reviewed)).outputs['plan'] ?? '';
    const candidate = { image: image('1'), 'env-vars': 'VERSION=2', rollout: '0%' };
    const mark = bed.run.calls.length;
    const other = await bed.deploy({ ...candidate, 'approved-plan': approved });
    expect(other.exitCode).toBe(1);
    expect(other.stdout).toContain(`The plan ${approved} was approved, but this deploy would be`);
    expect(bed.writesSince(mark)).toBe(0);

    const same = { image: image('1'), rollout: '0%', 'approved-plan': approved };
    for (const run of ['first', 'again']) {
      const result = await bed.deploy(same);
      expect([run, result.exitCode, result.outputs['result']]).toEqual([run, 0, 'candidate']);
    }
  });

  test('a variable that is set counts as the same once it was read back', async () => {
    github = await startGitHub({ clock: scaledClock(1), repository: 'acme/shop' });
    const wanted = { image: image('1'), 'env-vars': 'VERSION=2', rollout: '0%' };
    const planned = await bed.deploy({ ...wanted, 'dry-run': 'true' });
    const approved = { ...wanted, 'approved-plan': planned.outputs['plan'] ?? '' };
    expect((await bed.deploy(approved)).exitCode).toBe(0);
    expect((await bed.deploy(approved)).exitCode).toBe(0);
  });
});
