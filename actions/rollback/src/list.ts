/** What can be returned to: the revisions of a service, for people to choose from, and for programs. */
import { declaredTraffic, pinned, shareOf } from '../../../lib/cloudrun';
import type { ListedRevision, Service } from '../../../lib/cloudrun';
import type { ServiceReference } from '../../../lib/places';
import { readState } from '../../../lib/rollout';

/** One revision that there is, as the output `revisions` has it. */
export interface Choice {
  service: string;
  region: string;
  revision: string;
  /** With its digest where Cloud Run knows it. */
  image: string;
  /** ISO 8601 */
  created: string;
  /** '' where neither a label nor the name tells. */
  commit: string;
  /** The account that made it; '' where Cloud Run does not say. */
  by: string;
  /** The page of the run that rolled it out, where the record on the service tells. */
  run: string;
  ready: boolean;
  tags: string[];
  /** Percent of the requests. */
  traffic: number;
  lastGood: boolean;
}

/** The most revisions of one service that are listed; a service may have a thousand. */
const MOST = 30;

/** The newest revisions first, and with them whatever has traffic or a tag, however old it is. */
export function choicesOf(
  at: ServiceReference,
  service: Service,
  revisions: readonly ListedRevision[],
): Choice[] {
  const newest = [...revisions].sort((one, other) => other.createdAt.getTime() - one.createdAt.getTime());
  const choices = newest.map((revision) => choiceOf(at, service, revision));
  return choices.filter(
    ({ traffic, tags, lastGood }, index) => index < MOST || traffic > 0 || tags.length > 0 || lastGood,
  );
}

function choiceOf(at: ServiceReference, service: Service, revision: ListedRevision): Choice {
  const record = readState(service.annotations);
  const declared = pinned(declaredTraffic(service), service.latestReadyRevision ?? '');
  const tags = declared.flatMap(({ revision: of, tag }) => (of === revision.name && tag ? [tag] : []));
  return {
    service: at.service,
    region: at.region,
    revision: revision.name,
    image: revision.containers.map(({ image }) => image ?? '').join(', '),
    created: revision.createdAt.toISOString(),
    commit: commitOf(revision, at.service),
    by: revision.creator,
    run: record?.candidate === revision.name ? record.run : '',
    ready: revision.ready,
    tags,
    traffic: shareOf(service.serving, revision.name),
    lastGood: record?.stable === revision.name,
  };
}

/** By the label that deploying tools set, or by our own names: `<service>-<commit>-<hash of the template>`. */
function commitOf({ labels, name }: ListedRevision, service: string): string {
  const labelled = labels['commit-sha'];
  if (labelled !== undefined && /^[0-9a-f]{7,40}$/.test(labelled)) return labelled.slice(0, 7);
  const rest = name.startsWith(`${service}-`) ? name.slice(service.length + 1) : '';
  return /^([0-9a-f]{7})-[0-9a-f]{1,8}(-a\d+)?$/.exec(rest)?.[1] ?? '';
}
