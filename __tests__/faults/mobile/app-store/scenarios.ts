import type { AppleAppSeed, VersionSeed } from '../../../../emulators/app-store';
import type { Scenario } from '../scenario';
import { faultsOf, OTHER_PLATFORM } from './inspect';
import { BUNDLE, NEW } from './stage';
import type { AppStoreStage } from './stage';

/** One thing that a team does at the App Store, and where it has to end, however it is disturbed. */
interface AppStoreScenario {
  name: string;
  seed: Omit<AppleAppSeed, 'bundleId'>;
  inputs: (stage: AppStoreStage) => Readonly<Record<string, string>>;
  /** All that is there in the end, as `linesOf` tells it. */
  ends: readonly string[];
  state: string;
}

const builds = [{ version: '1.1', build: '41' }, { ...NEW }, { version: '1.2', build: '43' }];
const before: VersionSeed = { version: '1.1', build: '41', state: 'READY_FOR_DISTRIBUTION' };
const others = ['build 41', 'build 42', 'build 43'];
const stays = [...others, 'version 1.1 41 READY_FOR_DISTRIBUTION'];
const replaced = [...others, 'version 1.1 41 REPLACED_WITH_NEW_VERSION'];

/** Users have 1.1, and this is the one that comes after it. */
const after = (version: Omit<VersionSeed, 'version'>): AppStoreScenario['seed'] => {
  const isOut = version.state === 'READY_FOR_DISTRIBUTION';
  const first: VersionSeed = isOut ? { ...before, state: 'REPLACED_WITH_NEW_VERSION' } : before;
  return { builds, versions: [first, { ...NEW, ...version }] };
};
const phasing = (state: 'ACTIVE' | 'PAUSED'): AppStoreScenario['seed'] =>
  after({ state: 'READY_FOR_DISTRIBUTION', phased: { state, day: 3 } });

const verb =
  (name: string, inputs: Readonly<Record<string, string>> = {}) =>
  (): Record<string, string> => ({
    ...{ verb: name, ...NEW, platform: 'ios', ...inputs },
  });

const SCENARIOS: readonly AppStoreScenario[] = [
  {
    name: 'upload to TestFlight',
    seed: { groups: [{ name: 'Team', internal: true }, { name: 'Friends' }] },
    inputs: ({ ipa, notes }) => ({ verb: 'upload', files: ipa, notes, groups: 'Team\nFriends' }),
    ends: [...['upload COMPLETE 1', 'build 42 2', 'betaBuildLocalizations 1', 'betaAppReviewSubmissions 1']],
    state: 'testing',
  },
  {
    ...{ name: 'submit', seed: { builds, versions: [before] } },
    inputs: ({ notes }) => verb('submit', { notes })(),
    ends: [...stays, 'version 1.2 42 WAITING_FOR_REVIEW INACTIVE', 'submission WAITING_FOR_REVIEW 1'],
    state: 'in-review',
  },
  {
    ...{ name: 'submit after a rejection', seed: after({ state: 'REJECTED' }) },
    inputs: ({ notes }) => verb('submit', { notes, build: '43', release: 'automatic' })(),
    ends: [...stays, 'version 1.2 43 WAITING_FOR_REVIEW INACTIVE', 'submission WAITING_FOR_REVIEW 1'],
    state: 'in-review',
  },
  {
    ...{ name: 'phase', seed: after({ state: 'PENDING_DEVELOPER_RELEASE' }), inputs: verb('phase') },
    ends: [
      ...[...stays, 'version 1.2 42 PROCESSING_FOR_DISTRIBUTION INACTIVE'],
      'appStoreVersionReleaseRequests 1',
    ],
    state: 'awaiting-release',
  },
  {
    name: 'release to everybody',
    seed: after({ state: 'PENDING_DEVELOPER_RELEASE', phased: { state: 'INACTIVE' } }),
    inputs: verb('complete'),
    ends: [...stays, 'version 1.2 42 PROCESSING_FOR_DISTRIBUTION', 'appStoreVersionReleaseRequests 1'],
    state: 'awaiting-release',
  },
  {
    ...{ name: 'pause', seed: phasing('ACTIVE'), inputs: verb('pause') },
    ...{ ends: [...replaced, 'version 1.2 42 READY_FOR_DISTRIBUTION PAUSED'], state: 'halted' },
  },
  {
    ...{ name: 'resume', seed: phasing('PAUSED'), inputs: verb('resume') },
    ...{ ends: [...replaced, 'version 1.2 42 READY_FOR_DISTRIBUTION ACTIVE'], state: 'rolling-out' },
  },
  {
    ...{ name: 'complete the phased release', seed: phasing('ACTIVE'), inputs: verb('complete') },
    ...{ ends: [...replaced, 'version 1.2 42 READY_FOR_DISTRIBUTION COMPLETE'], state: 'released' },
  },
];

/** The version that somebody makes on the pages of App Store Connect: it has to be there in the end. */
const BY_HAND: VersionSeed = { version: '9.9', state: 'PREPARE_FOR_SUBMISSION', platform: OTHER_PLATFORM };

export const appStoreScenarios = (stage: AppStoreStage): Scenario[] =>
  SCENARIOS.map(({ name, seed, inputs, ends, state }) => ({
    ...{ stage, name: `App Store, ${name}`, states: [state], alarms: false },
    inputs: () => {
      const { pem, id, issuer } = stage.store().key;
      const key = { 'app-store-key': pem, 'app-store-key-id': id, 'app-store-issuer-id': issuer };
      return { 'bundle-id': BUNDLE, deadline: '12h', ...key, ...inputs(stage) };
    },
    env: () => ({ SLUICE_APP_STORE_ENDPOINT: stage.store().url }),
    reset: () => stage.reset(seed),
    faults: () => faultsOf(stage, ends),
    // What a failed run leaves is used by the next one; whatever is left then is among the faults.
    leftOpen: () => [],
    actByHand: () => {
      stage.store().seed({ bundleId: BUNDLE, versions: [BY_HAND] });
    },
    isKept: () => {
      const versions = stage.store().records.list('appStoreVersions');
      return versions.some(({ attributes }) => attributes['versionString'] === BY_HAND.version);
    },
    impossible: ({ method, write }) => [
      ...(method === 'Parts.Put' ? [] : (['cut', 'kill-amid'] as const)),
      ...(write ? [] : (['409'] as const)),
    ],
  }));
