import { Refusal } from '../../../../lib/runner';
import type { InputFault, InputReader } from '../../../../lib/runner';
import type { AndroidArtifact } from '../artifact';
import type { Notes } from '../notes';
import type { SharedInputs } from '../store';
import { parseStages } from './gate';
import type { GateSettings, Stages } from './gate';
import type { Exposure } from './model';
import { exposureOf } from './track';
import type { ServiceAccountKey } from './wire';

export const PLAY_VERBS = [
  'upload',
  'promote',
  'stage',
  'advance',
  'halt',
  'resume',
  'complete',
  'status',
] as const;

export type PlayVerb = (typeof PLAY_VERBS)[number];

/** One thing to do at Google Play. */
export interface PlayTask {
  verb: PlayVerb;
  /** Undefined where the artifact says it. */
  packageName: string | undefined;
  versionCode: number | undefined;
  track: string;
  /** For `promote`. */
  fromTrack: string;
  /** For `upload` and `promote`. */
  exposure: Exposure;
  /** For `stage` and `resume`. */
  percent: number | undefined;
  releaseName: string | undefined;
  /** From 0 to 5. */
  priority: number | undefined;
  /** Version codes of earlier releases that stay in the release. */
  retain: number[];
  mapping: string | undefined;
  nativeSymbols: string | undefined;
  stages: Stages;
  gate: GateSettings;
  mayStayUnsent: boolean;
  key: ServiceAccountKey | undefined;
}

/** Source: https://support.google.com/googleplay/android-developer/answer/9859348; in UTF-16 code units, as JavaScript counts. */
const LONGEST_NOTE = 500;
const DAY = 86_400_000;

/** Reads what Google Play needs; faults are recorded, and no file is opened. */
export function readPlayTask(input: InputReader, shared: SharedInputs): PlayTask {
  const verb = PLAY_VERBS.find((each) => each === shared.verb);
  if (!verb)
    input.fault('verb', `Google Play knows no \`${shared.verb}\`.`, `Write one of ${PLAY_VERBS.join(', ')}.`);
  const percent = readPercent(input);
  return {
    verb: verb ?? 'status',
    packageName: input.text('package-name', {
      pattern: /^[A-Za-z]\w*(\.[A-Za-z]\w*)+$/,
      describe: 'the name of a package, such as com.example.app',
    }),
    versionCode: readCode(input, shared.build),
    ...readTracks(input, verb),
    ...readRelease(input, verb, percent),
    ...readFollowing(input),
    key: readKey(input),
  };
}

function readTracks(input: InputReader, verb: PlayVerb | undefined): Pick<PlayTask, 'track' | 'fromTrack'> {
  const rule = { pattern: /^[\w .:-]+$/, describe: 'the name of a track, such as internal' };
  const track = input.text('track', { ...rule, default: '' });
  if (track === '')
    input.fault(
      'track',
      'It is not given, and nothing is published to production by default.',
      'Write internal, alpha, beta, production or the name of a track of yours.',
    );
  const fromTrack = input.text('from-track', { ...rule, default: '' });
  if (verb === 'promote' && fromTrack === '')
    input.fault('from-track', 'It is not given.', 'Write the track that has the release already.');
  if (fromTrack !== '' && fromTrack === track)
    input.fault('from-track', `It is ${track} too.`, 'Name two tracks.');
  return { track, fromTrack };
}

function readRelease(
  input: InputReader,
  verb: PlayVerb | undefined,
  percent: number | undefined,
): Pick<
  PlayTask,
  'exposure' | 'percent' | 'releaseName' | 'priority' | 'retain' | 'mapping' | 'nativeSymbols'
> {
  const draft = input.boolean('draft', false);
  if (draft && percent !== undefined)
    input.fault('draft', 'A draft has no users.', 'Leave `percent` out, or `draft`.');
  if (verb === 'stage' && percent === undefined)
    input.fault('percent', 'It is not given.', 'Write the share of the users, such as 20.');
  const retain = input.lines('retain').map(Number);
  if (retain.some((code) => !Number.isSafeInteger(code) || code < 1))
    input.fault('retain', 'Not every line is a version code.', 'Write one version code a line, such as 41.');
  return {
    exposure: draft ? { kind: 'draft' } : exposureOf(percent ?? 100),
    percent,
    releaseName: input.text('release-name', { pattern: /^.{1,50}$/, describe: 'at most 50 characters' }),
    priority: input.integer('update-priority', { min: 0, max: 5 }),
    retain,
    mapping: input.text('mapping'),
    nativeSymbols: input.text('native-symbols'),
  };
}

/** What comes after a release is out. */
function readFollowing(input: InputReader): Pick<PlayTask, 'stages' | 'gate' | 'mayStayUnsent'> {
  const share = (name: string, byDefault: number): number =>
    input.percent(name, { default: byDefault }) / 100;
  return {
    stages: input.parsed('stages', parseStages, { default: [1, 5, 20, 100] }),
    gate: {
      minUsers: input.integer('gate-min-users', { min: 1, default: 1000 }),
      max: { crash: share('gate-max-crash-rate', 1.09), anr: share('gate-max-anr-rate', 0.47) },
      tolerance: share('gate-tolerance', 0.25),
      days: input.integer('gate-days', { min: 1, max: 28, default: 7 }),
      maxAge: input.duration('gate-max-age', { min: DAY, default: 4 * DAY }),
      insufficient: input.choice('gate-insufficient', ['stop', 'advance'], { default: 'stop' }),
    },
    mayStayUnsent: input.choice('unsent-changes', ['refuse', 'allow'], { default: 'refuse' }) === 'allow',
  };
}

/** In percent. A fraction is what upload-google-play and fastlane call it, above 0 and below 1. */
function readPercent(input: InputReader): number | undefined {
  const percent = input.percent('percent', { min: 0.0001 });
  const fraction = input.parsed('user-fraction', (text) => {
    const value = Number(text);
    return value > 0 && value < 1
      ? value * 100
      : new Refusal(
          `${text} is no fraction that Google Play takes.`,
          'Write a number above 0 and below 1; for everybody, leave it out.',
        );
  });
  if (percent !== undefined && fraction !== undefined)
    input.fault('user-fraction', '`percent` is given as well.', 'Keep one of the two.');
  return percent ?? fraction;
}

function readCode(input: InputReader, build: string | undefined): number | undefined {
  if (build === undefined || /^[1-9]\d{0,9}$/.test(build))
    return build === undefined ? undefined : Number(build);
  input.fault('build', `"${build}" is no version code.`, 'Write a whole number, such as 42.');
  return undefined;
}

/** The key is masked before it is looked at, and no part of it is in a fault. */
function readKey(input: InputReader): ServiceAccountKey | undefined {
  const text = input.secret('play-credentials');
  const key = text === undefined ? undefined : asKey(text);
  if (text !== undefined && !key)
    input.fault(
      'play-credentials',
      'It is not the JSON key of a service account.',
      'Give the whole file as a secret, or leave it out and log in with google-github-actions/auth.',
    );
  return key;
}

function asKey(text: string): ServiceAccountKey | undefined {
  try {
    const { type, client_email, private_key } = JSON.parse(text) as Partial<Record<string, unknown>>;
    if (type !== 'service_account' || typeof client_email !== 'string' || typeof private_key !== 'string')
      return undefined;
    return { type, client_email, private_key };
  } catch {
    return undefined;
  }
}

/** What shows only when the files are read; still before any call. */
export function faultsOfPlayTask(
  { verb, packageName, versionCode }: PlayTask,
  artifact: AndroidArtifact | undefined,
  notes: Notes,
): InputFault[] {
  const faults: InputFault[] = [];
  const fault = (name: string, message: string, remedy: string): void => {
    faults.push({ name, message, remedy });
  };
  if (verb === 'upload' && !artifact) fault('files', 'There is no .aab or .apk.', 'Give the file to upload.');
  if (packageName === undefined && !artifact)
    fault('package-name', 'It is not given.', 'Write the name of the package, or give its file.');
  if (artifact && packageName !== undefined && artifact.packageName !== packageName)
    fault(
      'package-name',
      `It is ${packageName}, and the file is of ${artifact.packageName}.`,
      'Correct one of them.',
    );
  if (artifact && versionCode !== undefined && artifact.versionCode !== versionCode)
    fault(
      'build',
      `It is ${versionCode}, and the file has version code ${artifact.versionCode}.`,
      'Correct one of them.',
    );
  if (artifact?.debuggable && verb === 'upload')
    fault('files', 'The app can be debugged, which Google Play refuses.', 'Give the release build.');
  for (const [language, { length }] of notes)
    if (length > LONGEST_NOTE)
      fault(
        'notes',
        `Those for ${language} have ${length} characters; Google Play takes ${LONGEST_NOTE}.`,
        'Shorten them.',
      );
  return faults;
}
