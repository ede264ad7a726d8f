import type { CallContext } from '../server';
import { faultOf } from '../faults';
import type { JsonObject, JsonValue } from '../proto/json';
import { isJsonObject, textOf } from '../proto/json';
import type { Handler } from '../proto/methods';
import { ApiError } from '../proto/status';
import type { ControlPlane } from './control-plane';
import { notFound, parsePlace, parseServiceName } from './names';
import { doneOperation, startOperation } from './operations';
import { page } from './paging';
import type { ServiceSpec } from './resources';
import type { ServiceRecord } from './state';
import { newEtag } from './state';
import { applyMask, specOf } from './update-mask';
import { serviceView } from './views';
import { applyWrite, blankService, planWrite, previewOf, rememberPrevious, surplusRevisions } from './writes';

const serviceType = 'google.cloud.run.v2.Service';

/** The methods of `google.cloud.run.v2.Services`, without those of IAM. */
export function serviceHandlers(plane: ControlPlane): Record<string, Handler> {
  return {
    GetService: (request, context) => getService(plane, textOf(request['name']), context),
    ListServices: (request, context) => listServices(plane, request, context),
    CreateService: (request, context) => createService(plane, request, context),
    UpdateService: (request, context) => updateService(plane, request, context),
    DeleteService: (request, context) => deleteService(plane, request, context),
  };
}

function getService(plane: ControlPlane, name: string, { faults }: CallContext): JsonObject {
  plane.require('run.services.get', name);
  const service = serviceNamed(plane, name);
  if (!faultOf(faults, 'stale-read')) return serviceView(service);
  if (!service.previous) throw notFound('Service', name);
  return service.previous;
}

function listServices(plane: ControlPlane, request: JsonObject, { faults }: CallContext): JsonObject {
  const parent = textOf(request['parent']);
  parsePlace(parent);
  plane.require('run.services.list', parent);
  const newestFirst = [...plane.state.services.values()].reverse();
  const services = newestFirst.filter(({ name }) => name.startsWith(`${parent}/services/`));
  const stale = faultOf(faults, 'stale-read') !== undefined;
  const views = services.flatMap((service) =>
    stale ? [service.previous].filter(isJsonObject) : [serviceView(service)],
  );
  const { items, nextPageToken } = page(views, request);
  return { services: items, nextPageToken };
}

async function createService(
  plane: ControlPlane,
  request: JsonObject,
  context: CallContext,
): Promise<JsonObject> {
  plane.countWrite(context.call);
  const parent = textOf(request['parent']);
  const service = blankService(parent, textOf(request['serviceId']), plane.reconciler.timestamp());
  await meanwhile(plane, service.name, context);
  return create(plane, service, bodyOf(request), request['validateOnly'] === true, context);
}

function create(
  plane: ControlPlane,
  service: ServiceRecord,
  body: JsonObject,
  validateOnly: boolean,
  context: CallContext,
): JsonObject {
  plane.require('run.services.create', service.name);
  if (plane.state.services.has(service.name)) {
    throw new ApiError('ALREADY_EXISTS', `Resource '${service.id}' already exists.`);
  }
  return write(plane, service, specOf(body), { validateOnly, setsTemplate: true }, context);
}

async function updateService(
  plane: ControlPlane,
  request: JsonObject,
  context: CallContext,
): Promise<JsonObject> {
  plane.countWrite(context.call);
  const body = bodyOf(request);
  const name = textOf(body['name']);
  const { parent, id } = parseServiceName(name);
  await meanwhile(plane, name, context);
  const validateOnly = request['validateOnly'] === true;
  plane.require('run.services.update', name);
  const service = plane.state.services.get(name);
  if (!service) {
    if (request['allowMissing'] !== true) throw notFound('Service', name);
    return create(plane, blankService(parent, id, plane.reconciler.timestamp()), body, validateOnly, context);
  }
  checkEtag(service, body['etag']);
  const mask = textOf(request['updateMask']);
  const setsTemplate = mask === '' || mask === '*' || /(^|,)\s*template\b/.test(mask);
  return write(plane, service, applyMask(service.spec, body, mask), { validateOnly, setsTemplate }, context);
}

/** The way of every write: plan, and unless it is only to be validated, record it and reconcile. */
function write(
  plane: ControlPlane,
  service: ServiceRecord,
  wanted: ServiceSpec,
  { validateOnly, setsTemplate }: { validateOnly: boolean; setsTemplate: boolean },
  context: CallContext,
): JsonObject {
  if (setsTemplate) plane.require('iam.serviceaccounts.actAs', service.name);
  const planned = planWrite(service, wanted);
  const parent = `projects/${service.project}/locations/${service.location}`;
  const now = plane.reconciler.timestamp();
  if (validateOnly) {
    context.call.write = false;
    return doneOperation(parent, serviceType, previewOf(service, planned, now));
  }
  if (plane.state.services.has(service.name)) rememberPrevious(service);
  plane.state.services.set(service.name, service);
  const created = applyWrite(service, planned, now);
  const injected = injectedError(context);
  if (created) plane.reconciler.start(service, created, injected);
  // A write of the template that creates nothing still ends as the revision did that has this template already.
  const revision = created ?? (setsTemplate ? service.revisions.get(service.latestCreated ?? '') : undefined);
  const reconciled = plane.reconciler.reconcile(service, revision, injected);
  const surplus = surplusRevisions(service, plane.maxRevisions).map((old) =>
    plane.dropRevision(service, old),
  );
  const work = Promise.all(surplus).then(() => reconciled);
  return startOperation(plane.state, parent, serviceType, () => serviceView(service), work);
}

async function deleteService(
  plane: ControlPlane,
  request: JsonObject,
  context: CallContext,
): Promise<JsonObject> {
  plane.countWrite(context.call);
  const name = textOf(request['name']);
  const { parent } = parseServiceName(name);
  await meanwhile(plane, name, context);
  plane.require('run.services.delete', name);
  const service = serviceNamed(plane, name);
  checkEtag(service, request['etag']);
  const deleted = { ...serviceView(service), deleteTime: plane.reconciler.timestamp() };
  if (request['validateOnly'] === true) {
    context.call.write = false;
    return doneOperation(parent, serviceType, deleted);
  }
  const injected = injectedError(context);
  if (injected) {
    const error = Promise.resolve({ error: injected });
    return startOperation(plane.state, parent, serviceType, () => serviceView(service), error);
  }
  plane.state.services.delete(name);
  const work = plane.reconciler.remove(service).then(() => ({ response: deleted }));
  return startOperation(plane.state, parent, serviceType, () => deleted, work);
}

/** Finds a service. Throws NOT_FOUND when there is none. */
export function serviceNamed(plane: ControlPlane, name: string): ServiceRecord {
  const service = plane.state.services.get(name);
  if (!service) throw notFound('Service', name);
  return service;
}

/** An etag is optional: without one the last write wins. */
function checkEtag(service: ServiceRecord, etag: JsonValue | undefined): void {
  if (etag === undefined || etag === '' || etag === service.etag) return;
  throw new ApiError(
    'ABORTED',
    `Conflict for resource '${service.id}': version '${textOf(etag)}' was specified but current version is '${service.etag}'.`,
  );
}

/** Lets the other party of an etag race write first. */
async function meanwhile(plane: ControlPlane, name: string, { faults }: CallContext): Promise<void> {
  const race = faultOf(faults, 'etag-race');
  if (!race) return;
  if (race.meanwhile) await race.meanwhile();
  const service = plane.state.services.get(name);
  if (service) service.etag = newEtag();
}

function injectedError({ faults }: CallContext): { code: number; message: string } | undefined {
  const fault = faultOf(faults, 'operation-error');
  return (
    fault && { code: fault.code ?? 13, message: fault.message ?? 'Injected fault: the operation failed.' }
  );
}

function bodyOf(request: JsonObject): JsonObject {
  const body = request['service'];
  return isJsonObject(body) ? body : {};
}
