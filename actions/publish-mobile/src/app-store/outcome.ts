import type { Outcome, State } from '../store';
import type { Build, Group } from './api';

/** Where a build stands, and why. */
interface Standing {
  state: State;
  reason: string;
  remedy: string;
}

const standing = (state: State, reason: string, remedy = ''): Standing => ({ state, reason, remedy });

/** What somebody has to look at first comes first; testers outside the team count more than those inside. */
function standingOf(build: Build, groups: readonly Group[]): Standing {
  const { processing, expired, internalState, externalState } = build;
  if (expired) return standing('superseded', 'The build has expired.', 'Upload a newer one.');
  if (processing === 'PROCESSING') return standing('processing', 'Apple processes the build.');
  if (processing !== 'VALID')
    return standing('rejected', 'Apple could not use the build.', 'Upload one with a higher build number.');
  if (internalState === 'MISSING_EXPORT_COMPLIANCE')
    return standing(
      'ready',
      'Nobody has said whether the build uses encryption that needs an export permit.',
      'Set ITSAppUsesNonExemptEncryption in the Info.plist, or `encryption: exempt` where that is so.',
    );
  if (externalState === 'BETA_REJECTED')
    return standing('rejected', 'Beta review has rejected it.', 'Read in App Store Connect why.');
  const inReview = externalState === 'WAITING_FOR_BETA_REVIEW' || externalState === 'IN_BETA_REVIEW';
  const inside = groups.some(({ internal }) => internal);
  if (inReview && groups.some(({ internal }) => !internal) && !inside)
    return standing('in-review', 'Testers get it when beta review has approved it.');
  if (groups.length === 0) return standing('ready', 'Apple has processed the build, and it is in no group.');
  return standing(
    'testing',
    inReview ? 'The team tests it; other testers get it after beta review.' : 'Testers have it.',
  );
}

/** A build as it is, in the words of both stores. */
export function outcomeOf(
  app: string,
  build: Build,
  groups: readonly Group[],
  { steps, note }: { steps: readonly string[]; note: string },
): Outcome {
  const own = groups.filter((group) => build.groups.includes(group.id) || (group.takesAll && group.internal));
  const { state, reason, remedy } = standingOf(build, own);
  const names = own.map(({ name }) => name).join(', ');
  return {
    ...{ store: 'app-store', app, version: build.version, build: build.build, state },
    where: names === '' ? 'TestFlight' : `TestFlight: ${names}`,
    percent: undefined,
    changed: steps.length > 0,
    reason: [note, reason].filter(Boolean).join(' '),
    ...{ remedy, steps },
  };
}

export const absent = (app: string, { version, build }: { version: string; build: string }): Outcome => ({
  ...{ store: 'app-store', app, version, build, state: 'absent', where: 'TestFlight', percent: undefined },
  ...{ changed: false, reason: 'App Store Connect has no such build.', remedy: 'Upload it.', steps: [] },
});
