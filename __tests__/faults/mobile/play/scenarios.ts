import type { AppSeed, Release, VitalsDay } from '../../../../emulators/play';
import type { Scenario } from '../scenario';
import { faultsOf, leftOpen } from './inspect';
import { NEW_CODE, PACKAGE } from './stage';
import type { PlayStage } from './stage';

/** One thing that a team does at Google Play, and where it has to end, however it is disturbed. */
export interface PlayScenario {
  name: string;
  seed: Omit<AppSeed, 'packageName'>;
  inputs: (stage: PlayStage) => Readonly<Record<string, string>>;
  track: string;
  /** What the track holds in the end, as `code status fraction`. */
  ends: readonly string[];
  /** The states that a step may tell when it is done. */
  states: readonly string[];
  /** A step that did its work ends in an error, so that somebody notices. */
  alarms?: true;
  /** Whether an app and its mapping file have to be there. */
  uploads?: true;
}

const full: Release = { status: 'completed', versionCodes: ['41'] };
const staged: Release = { status: 'inProgress', versionCodes: [String(NEW_CODE)], userFraction: 0.05 };
const onProduction = { production: [full, staged] };
const production = { track: 'production' };

const DAY = 86_400_000;
const dayAgo = (days: number): string => new Date(Date.now() - days * DAY).toISOString().slice(0, 10);

/** @param crashes of the new version, in percent of its users; a seventh of all users have it */
const vitals = (crashes: number): Pick<AppSeed, 'vitals' | 'freshUntil'> => ({
  freshUntil: dayAgo(1),
  vitals: [4, 3, 2].flatMap((ago): VitalsDay[] => [
    { day: dayAgo(ago), versionCode: 41, users: 46_000, crashed: 200, unresponsive: 20 },
    ...[{ day: dayAgo(ago), versionCode: NEW_CODE, users: 3_000, crashed: 30 * crashes, unresponsive: 2 }],
  ]),
});

const SCENARIOS: readonly PlayScenario[] = [
  {
    ...{ name: 'upload', track: 'production', seed: { tracks: { production: [full] } } },
    inputs: ({ bundle, mapping }) => ({
      ...{ verb: 'upload', track: 'production', files: bundle, mapping, percent: '5' },
    }),
    ...{ ends: ['41 completed', '42 inProgress 0.05'], states: ['rolling-out'], uploads: true },
  },
  {
    ...{ name: 'promote', track: 'beta' },
    seed: { tracks: { alpha: [{ status: 'completed', versionCodes: [String(NEW_CODE)] }], beta: [full] } },
    inputs: () => ({ verb: 'promote', 'from-track': 'alpha', track: 'beta' }),
    ...{ ends: ['42 completed'], states: ['testing'] },
  },
  {
    ...{ name: 'advance', ...production, seed: { tracks: onProduction, ...vitals(0.4) } },
    inputs: () => ({ verb: 'advance', ...production }),
    ...{ ends: ['41 completed', '42 inProgress 0.2'], states: ['rolling-out'] },
  },
  {
    ...{ name: 'a version that crashes', ...production, seed: { tracks: onProduction, ...vitals(3) } },
    inputs: () => ({ verb: 'advance', ...production }),
    ...{ ends: ['41 completed', '42 halted 0.05'], states: ['halted'], alarms: true },
  },
  {
    ...{ name: 'complete', ...production, seed: { tracks: onProduction } },
    inputs: () => ({ verb: 'complete', ...production }),
    ...{ ends: ['42 completed'], states: ['released'] },
  },
];

/** What somebody does in the Console in the middle: it has to be there in the end. */
const BY_HAND = 'made by hand';

export const playScenarios = (stage: PlayStage): Scenario[] =>
  SCENARIOS.map((scenario) => ({
    ...{ stage, name: scenario.name, states: scenario.states, alarms: scenario.alarms === true },
    inputs: () => ({ 'package-name': PACKAGE, ...scenario.inputs(stage) }),
    env: () => ({
      SLUICE_PLAY_ENDPOINT: stage.play.url,
      SLUICE_PLAY_REPORTING_ENDPOINT: stage.play.url,
    }),
    reset: () => stage.reset(scenario.seed),
    faults: () => faultsOf(stage, scenario),
    leftOpen: () => leftOpen(stage),
    actByHand: () => {
      stage.play.inConsole(PACKAGE, ({ tracks }) => tracks.set(BY_HAND, []));
    },
    isKept: () => stage.app().tracks.has(BY_HAND),
    impossible: ({ method }) => [
      ...(method === 'Uploads.Append' ? [] : (['cut', 'kill-amid'] as const)),
      // There has to be an edit that it ends.
      ...(method === 'Edits.Insert' || method === 'Releases.List' ? (['console'] as const) : []),
    ],
  }));
