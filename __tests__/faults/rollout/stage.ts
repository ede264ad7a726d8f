import { scaledClock } from '../../../emulators/clock';
import { startCloudRun } from '../../../emulators/cloudrun';
import type { CloudRun } from '../../../emulators/cloudrun';
import { Faults } from '../../../emulators/faults';
import { startGitHub } from '../../../emulators/github';
import type { JobClaims, RunningGitHub } from '../../../emulators/github';
import type { Call } from '../../../emulators/call';
import { lightPlatform } from './light-platform';
import type { LightPlatform } from './light-platform';

/** How many times faster than real time a case is played. */
const SCALE = 200;

/** What GitHub knows of the job that a token is for. */
const JOB: JobClaims = {
  ref: 'refs/heads/main',
  sha: '0123456789abcdef0123456789abcdef01234567',
  environment: null,
  workflowRef: 'acme/shop/.github/workflows/rollback.yml@refs/heads/main',
  workflowSha: '0123456789abcdef0123456789abcdef01234567',
  workflow: 'rollback',
  jobWorkflowRef: 'acme/shop/.github/workflows/rollback.yml@refs/heads/main',
  jobWorkflowSha: '0123456789abcdef0123456789abcdef01234567',
  runId: 42,
  runNumber: 7,
  runAttempt: 1,
  actor: 'octocat',
  eventName: 'workflow_dispatch',
};

/** Who is told of every call, and may hold it up. */
export interface Onlooker {
  called?(call: Call): Promise<void> | void;
  /** After the call took effect, before its answer is sent. */
  tookEffect?(call: Call): Promise<void> | void;
}

/** An emulated Cloud Run, and the GitHub whose people are told, for one case after the other. */
export interface Stage {
  cloudRun: CloudRun;
  platform: LightPlatform;
  github: RunningGitHub;
  /** The faults that calls of GitHub meet; those of Cloud Run's are its own. */
  gitHubFaults: Faults;
  /** What a step needs to find the stage and to live in its time. */
  environment: Readonly<Record<string, string>>;
  /** A token for a job that may write issues. */
  token(): string;
  /** Lets somebody look on, in place of whoever did before. */
  watchedBy(onlooker: Onlooker | undefined): void;
  /** Forgets what was played. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

/** Sets a stage, on loopback ports that are free. */
export async function setStage(): Promise<Stage> {
  let watching: Onlooker | undefined;
  const hooks = {
    onCall: (call: Call) => watching?.called?.(call),
    onEffect: (call: Call) => watching?.tookEffect?.(call),
  };
  const origin = Date.now();
  const clock = scaledClock(SCALE);
  const platform = lightPlatform();
  const cloudRun = await startCloudRun({ clock, platform, ...hooks });
  const gitHubFaults = new Faults();
  const github = await startGitHub({ repository: 'acme/shop', clock, faults: gitHubFaults, hooks });
  return {
    cloudRun,
    platform,
    github,
    gitHubFaults,
    environment: {
      SLUICE_CLOUD_RUN_ENDPOINT: cloudRun.url,
      SLUICE_TIME_SCALE: String(SCALE),
      SLUICE_TIME_ORIGIN: String(origin),
      GITHUB_API_URL: github.url,
    },
    token: () => github.tokens.forJob({ issues: 'write' }, JOB).token,
    watchedBy: (onlooker) => {
      watching = onlooker;
    },
    clear: async () => {
      await cloudRun.reset();
      gitHubFaults.clear();
      github.reset();
    },
    close: async () => {
      await Promise.all([cloudRun.close(), github.close()]);
      await platform.close();
    },
  };
}
