import type { ChildProcess } from 'node:child_process';
import { createPublicKey } from 'node:crypto';
import { opened } from '../../actions/model-manifest/src/manifest/envelope';
import type { Manifest } from '../../actions/model-manifest/src/manifest/model';
import type { Clock } from '../../emulators/clock';
import { Faults } from '../../emulators/faults';
import { addCommit, startGitHub } from '../../emulators/github';
import type { RunningGitHub } from '../../emulators/github';
import type { Call } from '../../emulators/call';
import { bundleEntry } from '../runner/bundle-entry';
import { runStep } from '../runner/fake-runner';
import type { StepResult } from '../runner/fake-runner';
import { headOf, jobClaims } from './github-bed';
import { keys, openModelBed } from './model-bed';
import type { ModelBed } from './model-bed';

const bundled = bundleEntry('actions/model-manifest/src/index.ts');

/** The clock of a server, which a test sets back to let what it stores grow old. */
export class SettableClock implements Clock {
  /** Milliseconds from the time of this machine. */
  offset = 0;

  now(): number {
    return Date.now() + this.offset;
  }

  sleep(): Promise<void> {
    return Promise.resolve();
  }
}

/** Where a call is to end the process that made it. */
export interface Strike {
  /** Which call, by GitHub's operation id. */
  method: string;
  /** Which of them, from 1. */
  nth: number;
  moment: 'onCall' | 'onEffect';
}

/** Models in a release of GitHub. */
export interface ReleaseBed extends ModelBed {
  github: RunningGitHub;
  faults: Faults;
  clock: SettableClock;
  /** Publishes, and is killed at a call. */
  publishKilled: (version: string, correct: number, strike: Strike) => Promise<StepResult>;
  /** The branch goes on: what is published from now on comes from another commit. */
  commit: (message: string) => void;
  /** The names of the release's files. */
  names: () => string[];
  bytes: (name: string) => Buffer | undefined;
  /** What an app would read. */
  served: () => Manifest;
}

export async function openReleaseBed(): Promise<ReleaseBed> {
  const [clock, faults] = [new SettableClock(), new Faults()];
  const hooks: Partial<Record<Strike['moment'], (call: Call) => Promise<void>>> = {};
  const github = await startGitHub({
    repository: 'acme/shop',
    clock,
    faults,
    hooks,
    commits: [{ message: 'Begin' }, { message: 'Train' }],
  });
  const { token } = github.tokens.forJob({ contents: 'write' }, jobClaims());
  const home = { home: 'release:models', 'github-token': token };
  const env = {
    GITHUB_API_URL: github.url,
    GITHUB_SHA: headOf(github),
    // Rehearsal time is only to be had where an endpoint of a rehearsal is set; nobody asks this one.
    SLUICE_STORAGE_ENDPOINT: github.url,
    SLUICE_TIME_SCALE: '60',
  };
  const bed = await openModelBed(home, env);
  const bytes: ReleaseBed['bytes'] = (name) =>
    github.state.releases[0]?.assets.find((asset) => asset.name === name)?.bytes;

  const publishKilled: ReleaseBed['publishKilled'] = async (version, correct, { method, nth, moment }) => {
    const { file, report } = await bed.model(version, correct);
    const inputs = { verb: 'publish', 'model-id': 'smile', 'signing-key': keys.private, version };
    let seen = 0;
    const strike = async (call: Call, child: ChildProcess): Promise<void> => {
      if (call.method === method) seen += 1;
      if (call.method === method && seen === nth) await killed(child);
    };
    const result = await runStep({
      entry: [(await bundled).path],
      inputs: { ...inputs, file, report, 'min-improvement': '1pp', ...home },
      env,
      onSpawn: (child) => {
        hooks[moment] = (call) => strike(call, child);
      },
    });
    Reflect.deleteProperty(hooks, moment);
    return result;
  };

  return {
    ...bed,
    ...{ github, faults, clock, publishKilled, bytes },
    commit: (message) => {
      env.GITHUB_SHA = addCommit(github.state, { message }, clock.now()).sha;
    },
    names: () => (github.state.releases[0]?.assets ?? []).map(({ name }) => name).sort(),
    served: () => {
      const object = bytes('manifest.json');
      if (!object) throw new Error('there is no manifest');
      return opened(object, [createPublicKey(keys.public)], 'the manifest');
    },
    close: async () => {
      await bed.close();
      await github.close();
    },
  };
}

/** Settles when it is dead, so that it cannot see the answer. */
function killed(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => {
      resolve();
    });
    child.kill('SIGKILL');
  });
}
