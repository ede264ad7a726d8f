/** Which version a build is submitted with: pure, and never at the cost of what somebody else has under way. */
import { UserError } from '../../../../../lib/runner';
import type { Build } from '../api';
import { compareVersions, sameVersion } from '../version';
import { nameOf, standOf } from './model';
import type { StoreVersion } from './model';

/** What becomes of a build that is to be reviewed. */
export type Choice =
  /** There is no version for it yet. */
  | { kind: 'make' }
  /** This one takes it, as far as it does not have it. */
  | { kind: 'use'; version: StoreVersion }
  /** Apple has sent it back in this one, unless somebody has said since that the matter is mended. */
  | { kind: 'returned'; version: StoreVersion }
  /** Apple has it already, in this one. */
  | { kind: 'done'; version: StoreVersion };

/**
 * @param versions all of the build's platform
 * @throws UserError where something else is under way, or the build is older than what is there
 */
export function chosenFor(versions: readonly StoreVersion[], build: Build): Choice {
  refuseOlder(versions, build);
  const own = versions.find(({ version }) => sameVersion(version, build.version));
  const choice = own ? chosenOf(own, build) : undefined;
  if (choice?.kind === 'done') return choice;
  for (const other of versions) {
    if (standOf(other) === 'in-review') throw isInReview(other, build);
    if (standOf(other) === 'approved') throw isApproved(other, build);
  }
  if (choice) return choice;
  // A number that was never out is given up for the next one: a platform has one such version at a time.
  const draft = versions.find((other) => ['draft', 'rejected'].includes(standOf(other)));
  return draft ? { kind: 'use', version: draft } : { kind: 'make' };
}

function chosenOf(own: StoreVersion, build: Build): Choice {
  const isSame = own.build?.id === build.id;
  switch (standOf(own)) {
    case 'draft':
      refuseOlderBuild(own, build);
      return { kind: 'use', version: own };
    case 'rejected':
      return { kind: isSame ? 'returned' : 'use', version: own };
    case 'in-review':
      if (!isSame) throw isInReview(own, build);
      return { kind: 'done', version: own };
    case 'approved':
      if (!isSame) throw isApproved(own, build);
      return { kind: 'done', version: own };
    default:
      if (!isSame) throw isOut(own);
      return { kind: 'done', version: own };
  }
}

/** Users never go back; nor does a draft that somebody has made for a later version. */
function refuseOlder(versions: readonly StoreVersion[], { version, build }: Build): void {
  const newer = versions.find((other) => compareVersions(other.version, version) > 0);
  if (!newer || versions.some((own) => sameVersion(own.version, version) && own.build?.number === build))
    return;
  throw new UserError(`${version} is older than ${nameOf(newer)}, which is ${wordsOf(newer)}.`, {
    remedy:
      standOf(newer) === 'draft' || standOf(newer) === 'rejected'
        ? 'Build the app with that version, or change the number of the one in App Store Connect.'
        : 'Build the app with a higher version.',
  });
}

function refuseOlderBuild({ build: attached, ...own }: StoreVersion, { build }: Build): void {
  if (!attached || compareVersions(attached.number, build) <= 0) return;
  throw new UserError(`${own.version} has the later build ${attached.number} in App Store Connect.`, {
    remedy: `Submit that one, or choose build ${build} in App Store Connect by hand.`,
  });
}

const WORDS = {
  draft: 'a draft',
  rejected: 'rejected',
  'in-review': 'in review',
  approved: 'approved',
  out: 'out',
  replaced: 'out before',
} as const;

const wordsOf = (version: StoreVersion): string => WORDS[standOf(version)];

const isInReview = (other: StoreVersion, { version, build }: Build): UserError =>
  new UserError(`${nameOf(other)} is in review, which was left alone; ${version} (${build}) has to wait.`, {
    remedy:
      'Wait until that review has ended, or take the version out of it in App Store Connect; then run this again.',
  });

const isApproved = (other: StoreVersion, { version, build }: Build): UserError =>
  new UserError(`${nameOf(other)} is approved and not out yet; ${version} (${build}) has to wait.`, {
    remedy:
      'Release it first, with the verb `phase` or `complete`, or reject it in App Store Connect; then run this again.',
  });

export const isRejected = (own: StoreVersion): UserError =>
  new UserError(`Apple has rejected ${nameOf(own)}.`, {
    remedy:
      'Read why in App Store Connect, and submit a build that puts it right; where Apple wants no other build, submit it there again.',
  });

const isOut = (own: StoreVersion): UserError =>
  new UserError(`${nameOf(own)} is out, with another build.`, {
    remedy: 'Build the app with a higher version: one that was out takes no other build.',
  });
