/** Which revision is meant. Pure: it is told what there is. */
import { declaredTraffic, pinned, revisionTagged } from '../../../lib/cloudrun';
import type { ListedRevision, Revision, Service } from '../../../lib/cloudrun';
import type { ServiceReference } from '../../../lib/places';
import { readState, tagsOf } from '../../../lib/rollout';
import { UserError } from '../../../lib/runner';
import type { Target } from './inputs';

/** What is known of a service when it has to be said which revision is meant. */
export interface Known {
  at: ServiceReference;
  service: Service;
  /** Asked for where the target is an image: to list them costs a call. */
  revisions: () => Promise<readonly ListedRevision[]>;
}

/**
 * The revision that is named by a target; undefined for the last good one, which the record tells.
 * @throws UserError where there is none
 */
export async function revisionOf(target: Target, known: Known): Promise<string | undefined> {
  switch (target.to) {
    case 'last-good':
      return undefined;
    case 'revision':
      return target.revision;
    case 'previous':
      return previousOf(known);
    case 'image':
      return newestWith(target.digest, await known.revisions(), known.at);
  }
}

function previousOf({ at, service }: Known): string {
  const { previous } = tagsOf(readState(service.annotations)?.tagPrefix ?? '');
  const traffic = pinned(declaredTraffic(service), service.latestReadyRevision ?? '');
  const revision = revisionTagged(traffic, previous);
  if (revision !== undefined) return revision;
  throw new UserError(`No revision of ${at.service} has the tag ${previous}.`, {
    remedy: 'Give `revision` or `image`; `dry-run: true` lists what there is.',
  });
}

function newestWith(digest: string, revisions: readonly ListedRevision[], at: ServiceReference): string {
  const running = revisions.filter((revision) => digestsOf(revision).includes(digest));
  const [newest] = running
    .filter(({ ready }) => ready)
    .sort((one, other) => other.createdAt.getTime() - one.createdAt.getTime());
  if (newest) return newest.name;
  const none = running.length === 0 ? 'runs' : 'that is ready runs';
  throw new UserError(`No revision of ${at.service} ${none} ${digest}.`, {
    remedy:
      'Give the digest as `dry-run: true` lists it: of an image for several platforms Cloud Run names the one of its own.',
  });
}

/** The digests of the images that a revision runs. */
export const digestsOf = ({ containers }: Pick<Revision, 'containers'>): string[] =>
  containers.flatMap(({ image }) => /@(sha256:[0-9a-f]{64})$/.exec(image ?? '')?.[1] ?? []);
