import type { GateAnswer, Outcome, State } from '../store';
import { codesOf, hasCode, percentOf } from './model';
import type { Release, ReleaseSummary } from './model';

/** Where Google's process stands, as far as it overrides what the track says. */
const LIFECYCLE: Readonly<Record<string, { state: State; reason: string; remedy: string }>> = {
  NOT_SENT_FOR_REVIEW: {
    state: 'ready',
    reason: 'The changes were not sent for review.',
    remedy: 'Send them for review in the Play Console, on the page "Publishing overview".',
  },
  IN_REVIEW: { state: 'in-review', reason: 'Google reviews it.', remedy: '' },
  APPROVED_NOT_PUBLISHED: {
    state: 'awaiting-release',
    reason: 'Google has approved it, and managed publishing holds it back.',
    remedy: 'Publish it in the Play Console, on the page "Publishing overview".',
  },
  NOT_APPROVED: {
    state: 'rejected',
    reason: 'Google has rejected it.',
    remedy: 'Read in the Play Console why, and upload a version that puts it right.',
  },
};

/** A release as it is, in the words of both stores. */
export function outcomeOf(
  app: string,
  track: string,
  release: Release,
  about: {
    lifecycle: string | undefined;
    changed: boolean;
    reason: string;
    steps: readonly string[];
    version: string;
    gate: GateAnswer | undefined;
    missing: 'absent' | 'superseded' | undefined;
  },
): Outcome {
  const { lifecycle = '', changed, reason, steps, version, gate, missing } = about;
  const held = LIFECYCLE[lifecycle];
  return {
    ...{ store: 'play', app, version: version === '' ? (release.name ?? '') : version },
    build: codesOf(release).join(', '),
    state: missing ?? held?.state ?? stateOf(track, release),
    where: track,
    percent: release.status === 'draft' ? undefined : percentOf(release),
    changed,
    reason: [reason, held?.reason].filter(Boolean).join(' '),
    remedy: held?.remedy ?? remedyFor(release),
    steps,
    ...(gate ? { gate } : {}),
  };
}

function stateOf(track: string, { status }: Release): State {
  if (status === 'inProgress') return 'rolling-out';
  if (status === 'halted') return 'halted';
  if (status === 'draft') return 'ready';
  // Tracks of other form factors are called `wear:production`.
  return /(^|:)production$/.test(track) ? 'released' : 'testing';
}

const remedyFor = ({ status }: Release): string =>
  status === 'halted'
    ? 'Find out why it was halted; then upload a newer version, or go on with the verb `resume`.'
    : '';

/** The state without its long prefix; undefined where Google does not tell it. */
export function lifecycleOf(summaries: readonly ReleaseSummary[], release: Release): string | undefined {
  const own = summaries.find(({ activeArtifacts }) =>
    activeArtifacts?.some(({ versionCode }) => hasCode(release, versionCode ?? 0)),
  );
  return own?.releaseLifecycleState?.replace('RELEASE_LIFECYCLE_STATE_', '');
}
