import type { Outcome, State } from '../../store';
import { nameOf, shareOf, standOf } from './model';
import type { StoreVersion } from './model';

interface Standing {
  state: State;
  reason: string;
  remedy?: string;
  percent?: number;
}

/** A version in the App Store as it is, in the words of both stores. */
export function outcomeOfVersion(
  app: string,
  version: StoreVersion,
  { steps, note }: { steps: readonly string[]; note: string },
): Outcome {
  const { state, reason, remedy = '', percent } = standingOf(version);
  return {
    ...{ store: 'app-store', app, version: version.version, build: version.build?.number ?? '', state },
    ...{ where: 'App Store', percent, changed: steps.length > 0, remedy, steps },
    reason: [note, reason].filter(Boolean).join(' '),
  };
}

function standingOf(version: StoreVersion): Standing {
  switch (standOf(version)) {
    case 'draft':
      return {
        ...{ state: 'ready', reason: `${nameOf(version)} was not submitted for review.` },
        remedy: 'Submit it, with the verb `submit`.',
      };
    case 'rejected':
      return rejected(version);
    case 'in-review':
      return inReview(version);
    case 'approved':
      return approved(version);
    case 'out':
      return out(version);
    case 'replaced':
      return { state: 'superseded', reason: `A newer version has taken the place of ${nameOf(version)}.` };
  }
}

function rejected(version: StoreVersion): Standing {
  const reasons: Readonly<Record<string, string>> = {
    INVALID_BINARY: `Apple could not use the build of ${nameOf(version)}.`,
    METADATA_REJECTED: `Apple has rejected what is written about ${nameOf(version)}.`,
  };
  return {
    state: 'rejected',
    reason: reasons[version.state] ?? `Apple has rejected ${nameOf(version)}.`,
    remedy: 'Read in App Store Connect why, and submit a build that puts it right.',
  };
}

function inReview({ state }: StoreVersion): Standing {
  const reasons: Readonly<Record<string, string>> = {
    WAITING_FOR_REVIEW: 'It waits for its review by Apple.',
    ACCEPTED: 'Apple has accepted it, but not everything that was submitted with it.',
    WAITING_FOR_EXPORT_COMPLIANCE: 'Apple looks at its documents about encryption.',
  };
  return { state: 'in-review', reason: reasons[state] ?? 'Apple reviews it.' };
}

function approved({ state, release, phased }: StoreVersion): Standing {
  const told = { state: 'awaiting-release', percent: 0 } as const;
  const how = phased ? 'over seven days' : 'to everybody at once';
  if (state === 'PROCESSING_FOR_DISTRIBUTION')
    return { ...told, reason: `It is released, and Apple brings it to the App Store; it goes out ${how}.` };
  if (state === 'PENDING_APPLE_RELEASE')
    return { ...told, reason: 'Apple holds it back until the system that it is made for is out.' };
  if (release?.type === 'SCHEDULED' && release.at !== undefined)
    return {
      ...told,
      reason: `Apple has approved it, and it goes out ${how} at ${new Date(release.at).toISOString()}.`,
    };
  return {
    ...told,
    reason: 'Apple has approved it, and it waits for somebody to release it.',
    remedy: phased
      ? 'Release it over seven days, with the verb `phase`.'
      : 'Release it, over seven days with the verb `phase` or to everybody with `complete`.',
  };
}

function out({ phased }: StoreVersion): Standing {
  const percent = shareOf(phased);
  const share = `${percent} % of the users with automatic updates`;
  if (phased?.state === 'PAUSED')
    return {
      ...{ state: 'halted', percent, reason: `Its phased release was paused at ${share}.` },
      remedy:
        'Find out why it was paused; then submit a newer version, or go on with the verb `resume`. Apple takes a pause of 30 days at most.',
    };
  if (percent < 100)
    return {
      ...{ state: 'rolling-out', percent },
      reason: `Day ${Math.max(phased?.day ?? 1, 1)} of its phased release: ${share} get it, and whoever looks for it in the App Store.`,
    };
  return { state: 'released', percent, reason: 'Everybody can have it.' };
}
