import type { CallContext } from '../server';
import { faultOf } from '../faults';
import type { JsonObject } from '../proto/json';
import { textOf } from '../proto/json';
import type { Handler } from '../proto/methods';
import { ApiError } from '../proto/status';
import type { ControlPlane } from './control-plane';
import { notFound, parseRevisionName, parseServiceName } from './names';
import { doneOperation, startOperation } from './operations';
import { page } from './paging';
import { serviceNamed } from './services';
import type { RevisionRecord, ServiceRecord } from './state';
import { reachable, revisionView } from './views';

const revisionType = 'google.cloud.run.v2.Revision';

/** The methods of `google.cloud.run.v2.Revisions`. */
export function revisionHandlers(plane: ControlPlane): Record<string, Handler> {
  return {
    GetRevision: (request, context) => getRevision(plane, textOf(request['name']), context),
    ListRevisions: (request, context) => listRevisions(plane, request, context),
    DeleteRevision: (request, context) => deleteRevision(plane, request, context),
  };
}

function getRevision(plane: ControlPlane, name: string, { faults }: CallContext): JsonObject {
  plane.require('run.revisions.get', name);
  const { service, revision } = revisionNamed(plane, name);
  const stale = faultOf(faults, 'stale-read') !== undefined;
  if (stale && !service.previousRevisions.has(revision.id)) throw notFound('Revision', name);
  return revisionView(service, revision);
}

function listRevisions(plane: ControlPlane, request: JsonObject, { faults }: CallContext): JsonObject {
  const parent = textOf(request['parent']);
  const services = servicesOf(plane, parent);
  plane.require('run.revisions.list', parent);
  const stale = faultOf(faults, 'stale-read') !== undefined;
  const views = services.flatMap((service) => {
    const revisions = [...service.revisions.values()].reverse();
    const seen = stale ? revisions.filter(({ id }) => service.previousRevisions.has(id)) : revisions;
    return seen.map((revision) => revisionView(service, revision));
  });
  const { items, nextPageToken } = page(views, request);
  return { revisions: items, nextPageToken };
}

/** One service, or with `-` in place of its id all services of the location. */
function servicesOf(plane: ControlPlane, parent: string): ServiceRecord[] {
  const { parent: place, id } = parseServiceName(parent);
  if (id !== '-') return [serviceNamed(plane, parent)];
  return [...plane.state.services.values()].filter(({ name }) => name.startsWith(`${place}/services/`));
}

function deleteRevision(plane: ControlPlane, request: JsonObject, context: CallContext): JsonObject {
  const name = textOf(request['name']);
  plane.require('run.revisions.delete', name);
  const { service, revision } = revisionNamed(plane, name);
  checkRetired(service, revision);
  const parent = `projects/${service.project}/locations/${service.location}`;
  const deleted = { ...revisionView(service, revision), deleteTime: plane.reconciler.timestamp() };
  if (request['validateOnly'] === true) {
    context.call.write = false;
    return doneOperation(parent, revisionType, deleted);
  }
  const work = plane.dropRevision(service, revision).then(() => ({ response: deleted }));
  return startOperation(plane.state, parent, revisionType, () => deleted, work);
}

/** Only a revision that nothing leads to can be deleted, and never the newest. */
function checkRetired(service: ServiceRecord, { id, phase }: RevisionRecord): void {
  if (reachable(service).has(id)) {
    throw new ApiError('FAILED_PRECONDITION', `Revision '${id}' cannot be deleted: it has traffic or a tag.`);
  }
  if (id === service.latestCreated || phase === 'starting') {
    throw new ApiError(
      'FAILED_PRECONDITION',
      `Revision '${id}' cannot be deleted: it is the service's latest.`,
    );
  }
}

function revisionNamed(
  plane: ControlPlane,
  name: string,
): { service: ServiceRecord; revision: RevisionRecord } {
  const { serviceName, id } = parseRevisionName(name);
  const service = plane.state.services.get(serviceName);
  const revision = service?.revisions.get(id);
  if (!service || !revision) throw notFound('Revision', name);
  return { service, revision };
}
