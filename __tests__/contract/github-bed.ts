import { afterAll, afterEach, beforeAll, beforeEach, expect } from '@jest/globals';
import { getOctokit } from '@actions/github';
import type { Clock } from '../../emulators/clock';
import { scaledClock } from '../../emulators/clock';
import { Faults } from '../../emulators/faults';
import type { Fault } from '../../emulators/faults';
import { startGitHub } from '../../emulators/github';
import type { Grants, JobClaims, RunningGitHub, Seed } from '../../emulators/github';

export const repository = { owner: 'acme', repo: 'shop' };

/** Minutes pass in milliseconds, so that a test can wait for what GitHub asks to wait for. */
export const fastClock = scaledClock(10_000);

export interface Bed {
  github: RunningGitHub;
  faults: Faults;
  arm: (...faults: Fault[]) => void;
}

export async function startBed(
  seed: Partial<Seed> & { rateLimit?: number; clock?: Clock } = {},
): Promise<Bed> {
  const faults = new Faults();
  const github = await startGitHub({
    repository: 'acme/shop',
    clock: fastClock,
    faults,
    environments: [
      { name: 'staging' },
      {
        name: 'production',
        reviewers: ['grace', 'ada'],
        waitMinutes: 5,
        branches: 'protected',
        preventSelfReview: true,
      },
    ],
    commits: [
      { message: 'Begin' },
      { message: 'Add a till (#1)' },
      { message: 'Fix the till', files: ['till.ts'] },
    ],
    ...seed,
  });
  const arm = (...more: Fault[]): void => {
    for (const fault of more) faults.add(fault);
  };
  return { github, faults, arm };
}

const sha = 'a'.repeat(40);

/** What GitHub knows of a deploying job. */
export function jobClaims(changes: Partial<JobClaims> = {}): JobClaims {
  return {
    ref: 'refs/heads/main',
    sha,
    environment: null,
    workflowRef: 'acme/shop/.github/workflows/deploy.yml@refs/heads/main',
    workflowSha: sha,
    workflow: 'deploy',
    jobWorkflowRef: 'acme/sluice/.github/workflows/deploy-prod.yml@refs/tags/v1',
    jobWorkflowSha: 'b'.repeat(40),
    runId: 77,
    runNumber: 7,
    runAttempt: 1,
    actor: 'ada',
    eventName: 'push',
    ...changes,
  };
}

export const everything: Grants = {
  actions: 'read',
  contents: 'write',
  deployments: 'write',
  issues: 'write',
  'pull-requests': 'write',
};

/** GitHub's own client with a job's token. */
export function octokitOf(github: RunningGitHub, grants: Grants = everything): ReturnType<typeof getOctokit> {
  return getOctokit(github.tokens.forJob(grants, jobClaims()).token, { baseUrl: github.url });
}

/** The head of the default branch. */
export function headOf({ state }: RunningGitHub): string {
  return state.refs.get('refs/heads/main') ?? '';
}

/** One emulated GitHub for the tests of a file; each finds it as it was at first, and leaves it without a violation. */
export function bedForEachTest(opened: (bed: Bed) => void): void {
  let bed: Bed;
  beforeAll(async () => {
    bed = await startBed();
    opened(bed);
  });
  afterAll(() => bed.github.close());
  beforeEach(() => {
    bed.github.reset();
    bed.faults.clear();
  });
  afterEach(() => {
    // An answer that GitHub's own description does not allow is the emulator's fault, whatever the test looks at.
    expect(bed.github.violations).toEqual([]);
    expect(bed.faults.pending).toBe(0);
  });
}
