/** A version on its way to Apple's review. Source: https://developer.apple.com/documentation/appstoreconnectapi/review-submissions */
import { UserError } from '../../../../../lib/runner';
import { linkTo } from '../api';
import { converge } from '../converge';
import type { Session } from '../session';
import { nameOf, standOf } from './model';
import type { StoreVersion } from './model';
import { again } from './prepare';
import { listSubmissions } from './read';
import type { ReviewItem, ReviewSubmission } from './read';

/** Milliseconds between two looks at whether Apple has noticed what was added. */
const INTERVAL = 15_000;
const MOST_LOOKS = 10;

/**
 * Sees to it that Apple is asked to review the version: in the submission that has it, else in the open draft, else in a
 * new one.
 * @throws UserError where the draft has something in it that nobody asked this step to submit
 */
export async function submitForReview(session: Session, version: StoreVersion): Promise<void> {
  const draft = await openDraft(session, version);
  const { submission } = await addVersion(session, version, draft);
  if (isSubmitted(submission)) return;
  await untilReady(session, version);
  const { changed } = await converge(session.wire, {
    look: async () => {
      const now = (await holderOf(session, version))?.submission;
      if (!now) return demandReviewed(await again(session, version));
      refuseOthers(now, version);
      return isSubmitted(now) ? true : undefined;
    },
    act: () => change(session, 'reviewSubmissions', submission.id, { submitted: true }),
  });
  if (changed) session.done(`Submitted ${nameOf(version)} for review.`);
}

/** A review that is over is not among the open ones any more; neither is one that somebody has withdrawn. */
function demandReviewed(now: StoreVersion): true {
  if (standOf(now) !== 'draft') return true;
  throw new UserError(`Somebody has taken ${nameOf(now)} out of the review submission meanwhile.`, {
    remedy: 'Find out why; to submit it all the same, run this again.',
  });
}

const isSubmitted = ({ state }: ReviewSubmission): boolean =>
  !['READY_FOR_REVIEW', 'UNRESOLVED_ISSUES'].includes(state);

interface Holder {
  submission: ReviewSubmission;
  item: ReviewItem;
}

/** The submission that has the version in it. */
async function holderOf(session: Session, version: StoreVersion): Promise<Holder | undefined> {
  for (const submission of await listSubmissions(session, version.platform)) {
    const item = submission.items.find((each) => each.version === version.id);
    if (!item) continue;
    if (submission.state === 'CANCELING' || submission.state === 'COMPLETING') throw isEnding(version);
    return { submission, item };
  }
  return undefined;
}

/** A draft that the version is in, or can be put into. */
async function openDraft(session: Session, version: StoreVersion): Promise<ReviewSubmission> {
  const { wire, app, done } = session;
  const { value, changed } = await converge(wire, {
    look: async () => {
      const holder = await holderOf(session, version);
      if (holder) return holder.submission;
      const drafts = (await listSubmissions(session, version.platform)).filter(
        ({ state }) => state === 'READY_FOR_REVIEW',
      );
      return drafts.find(({ items }) => items.length === 0) ?? drafts[0];
    },
    act: () =>
      wire.write({
        method: 'POST',
        path: '/v1/reviewSubmissions',
        data: {
          type: 'reviewSubmissions',
          attributes: { platform: version.platform },
          relationships: { app: linkTo('apps', app) },
        },
      }),
  });
  refuseOthers(value, version);
  if (changed) done('Opened a review submission.');
  return value;
}

/** @returns the submission that has it in the end, which may be another job's */
async function addVersion(
  session: Session,
  version: StoreVersion,
  { id }: ReviewSubmission,
): Promise<Holder> {
  const { wire, done } = session;
  const type = 'reviewSubmissionItems';
  const relationships = {
    reviewSubmission: linkTo('reviewSubmissions', id),
    appStoreVersion: linkTo('appStoreVersions', version.id),
  };
  const { value, changed } = await converge(wire, {
    look: () => holderOf(session, version),
    act: () => wire.write({ method: 'POST', path: `/v1/${type}`, data: { type, relationships } }),
  });
  if (changed) done(`Added ${nameOf(version)} to the review submission.`);
  return value;
}

function refuseOthers(submission: ReviewSubmission, version: StoreVersion): void {
  const others = submission.items.filter((item) => item.version !== version.id);
  if (others.length === 0 || isSubmitted(submission)) return;
  throw new UserError(
    `The open review submission has ${others.length === 1 ? 'something else' : `${others.length} other things`} in it, which nobody asked to submit.`,
    {
      remedy:
        'Submit it with all that is in it in App Store Connect, or take the rest out; then run this again.',
    },
  );
}

const isEnding = (version: StoreVersion): UserError =>
  new UserError(`App Store Connect is still ending an earlier review of ${version.version}.`, {
    remedy: 'Run this again in a few minutes.',
  });

/** Whether a rejection still stands: nobody has said that it is mended, or nothing is left that says so. */
export async function isSentBack(session: Session, version: StoreVersion): Promise<boolean> {
  const holder = await holderOf(session, version);
  return !holder || holder.item.state === 'REJECTED';
}

/** Says that what Apple has sent back is mended. */
export async function resolve(session: Session, version: StoreVersion): Promise<void> {
  const item = (await holderOf(session, version))?.item;
  if (!item) return;
  await converge(session.wire, {
    look: async () => ((await holderOf(session, version))?.item.state === 'REJECTED' ? undefined : true),
    act: () => change(session, 'reviewSubmissionItems', item.id, { resolved: true }),
  });
}

const change = ({ wire }: Session, type: string, id: string, attributes: object): Promise<void> =>
  wire.write({ method: 'PATCH', path: `/v1/${type}/${id}`, data: { type, id, attributes } });

/**
 * It takes Apple some seconds to notice that a version was added, and until then it refuses to review it.
 * Source: deliver/lib/deliver/submit_for_review.rb of fastlane.
 */
async function untilReady(session: Session, version: StoreVersion): Promise<void> {
  const { clock, signal } = session.ports;
  for (let look = 1; look <= MOST_LOOKS; look += 1) {
    const { state } = await again(session, version);
    if (state !== 'PREPARE_FOR_SUBMISSION' && state !== 'DEVELOPER_REJECTED') return;
    await clock.sleep(INTERVAL, signal);
  }
}
