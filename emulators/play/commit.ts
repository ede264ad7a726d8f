import { Refused } from '../gcs/refusal';
import { editOf } from './edits';
import { demandOnlyDrafts, demandUpgradePath, releaseWith } from './release-rules';
import { invalid } from './release-shape';
import type { Route } from './route';
import { closeEdits, isInReview } from './state';
import type { App, Contents, LifecycleState, Release } from './state';

export const validateEdit: Route = ({ service, app, params }) => {
  const edit = editOf(service, params['edit'] ?? '');
  demandUpgradePath({ app, edit });
  return { id: edit.id };
};

export const commitEdit: Route = ({ service, app, params, query }) => {
  const edit = editOf(service, params['edit'] ?? '');
  demandOnlyDrafts({ app, edit });
  demandUpgradePath({ app, edit });
  const unsent = query.get('changesNotSentForReview') === 'true';
  demandReviewPolicy(app, unsent);
  settleReview(app, query.get('changesInReviewBehavior'));
  apply(app, edit, unsent);
  edit.end = 'committed';
  closeEdits(service.state, app.packageName, edit);
  return { id: edit.id };
};

/** Source: https://github.com/tramlinehq/store-quirks/issues/6 and https://github.com/Triple-T/gradle-play-publisher/issues/970 */
function demandReviewPolicy({ sendsForReview }: App, unsent: boolean): void {
  if (!sendsForReview && !unsent)
    throw invalid(
      'Changes cannot be sent for review automatically. Please set the query parameter changesNotSentForReview to true. Once committed, the changes in this edit can be sent for review from the Google Play Console UI.',
    );
  if (sendsForReview && unsent)
    throw invalid(
      'Changes are sent for review automatically. The query parameter changesNotSentForReview must not be set.',
    );
}

/** Source: the parameter changesInReviewBehavior of edits.commit; the edit stays open after the refusal. */
function settleReview(app: App, behaviour: string | null): void {
  if (!isInReview(app)) return;
  if (behaviour === 'ERROR_IF_IN_REVIEW')
    throw new Refused(400, 'There are changes in review. The edit was not committed.', {
      reason: 'failedPrecondition',
    });
  app.cancelledReviews += 1;
}

function apply(app: App, edit: Contents, unsent: boolean): void {
  for (const [track, releases] of edit.tracks) {
    const before = app.tracks.get(track) ?? [];
    keepHistory(app, track, before, releases);
    for (const release of releases) {
      const old = releaseWith(before, release);
      if (old && JSON.stringify(old) === JSON.stringify(release)) continue;
      const state = lifecycleAfter(app, track, release, old, unsent);
      for (const code of release.versionCodes ?? []) app.lifecycle.set(`${track}/${code}`, state);
    }
    app.tracks.set(track, withSuccessor(app, track, before, releases));
  }
  app.files = edit.files;
  app.deobfuscation = edit.deobfuscation;
  app.commits += 1;
}

function keepHistory(app: App, track: string, before: readonly Release[], after: readonly Release[]): void {
  const gone = before.filter((each) => each.status === 'completed' && !releaseWith(after, each));
  app.past.set(track, [...(app.past.get(track) ?? []), ...gone]);
}

/** A full release that is halted gives way to the one before it. */
function withSuccessor(app: App, track: string, before: readonly Release[], after: Release[]): Release[] {
  const wasFull = after.some(
    (each) => each.status === 'halted' && releaseWith(before, each)?.status === 'completed',
  );
  const past = app.past.get(track) ?? [];
  const successor = wasFull && !after.some(({ status }) => status === 'completed') ? past.at(-1) : undefined;
  return successor ? [successor, ...after] : after;
}

function lifecycleAfter(
  { reviews }: App,
  track: string,
  release: Release,
  old: Release | undefined,
  unsent: boolean,
): LifecycleState {
  if (release.status === 'draft') return 'DRAFT';
  if (unsent) return 'NOT_SENT_FOR_REVIEW';
  // What is live already is not reviewed again when only its share of users changes.
  const isLive = old !== undefined && old.status !== 'draft';
  return reviews && track !== 'internal' && !isLive ? 'IN_REVIEW' : 'PUBLISHED';
}
