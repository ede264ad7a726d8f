import type { JsonObject } from '../proto/json';
import { textOf } from '../proto/json';
import type { Handler } from '../proto/methods';
import { ApiError } from '../proto/status';
import type { PermissionsOf } from '../telemetry/access';
import { requirePermission } from '../telemetry/access';
import { createTimeSeries } from './create-time-series';
import type { Descriptor } from './descriptors';
import { descriptorJson } from './descriptors';
import { listTimeSeries } from './list-time-series';
import { projectOf, unknownMetric } from './names';
import type { MetricStore } from './store';

/** Lets a call pass that is made by somebody who holds a permission of Monitoring's. */
export function requireMonitoring(permissionsOf: PermissionsOf, permission: string): void {
  const full = `monitoring.${permission}`;
  requirePermission(permissionsOf, full, `Permission ${full} denied (or the resource may not exist).`);
}

/** The methods of `google.monitoring.v3.MetricService`. */
export function metricHandlers(store: MetricStore, permissionsOf: PermissionsOf): Record<string, Handler> {
  const require = (permission: string): void => {
    requireMonitoring(permissionsOf, permission);
  };
  return {
    ListTimeSeries: (request, context) => {
      require('timeSeries.list');
      return listTimeSeries(store, request, context);
    },
    CreateTimeSeries: (request, { call }) => {
      require('timeSeries.create');
      return createTimeSeries(store, request, call.at);
    },
    GetMetricDescriptor: (request) => {
      require('metricDescriptors.get');
      return getDescriptor(store, request);
    },
    ListMetricDescriptors: (request) => {
      require('metricDescriptors.list');
      return listDescriptors(store, request);
    },
  };
}

function getDescriptor(store: MetricStore, request: JsonObject): JsonObject {
  const project = projectOf(request);
  const type = textOf(request['name']).replace(/^projects\/[^/]+\/metricDescriptors\//, '');
  const descriptor = store.descriptor(project, type);
  if (!descriptor) throw unknownMetric(type);
  return view(store, project, descriptor);
}

function listDescriptors(store: MetricStore, request: JsonObject): JsonObject {
  for (const field of ['filter', 'pageSize', 'pageToken', 'activeOnly']) {
    if (request[field] !== undefined) {
      throw new ApiError('UNIMPLEMENTED', `${field} of a list of descriptors is not emulated.`);
    }
  }
  const project = projectOf(request);
  return {
    metricDescriptors: store.descriptors(project).map((descriptor) => view(store, project, descriptor)),
  };
}

function view(store: MetricStore, project: string, descriptor: Descriptor): JsonObject {
  return descriptorJson(project, descriptor, store.delays.visibleAfterMs);
}
