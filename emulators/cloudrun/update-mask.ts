import type { JsonObject } from '../proto/json';
import { camelCase, isJsonObject } from '../proto/json';
import { invalidArgument } from '../proto/status';
import type { ServiceSpec } from './resources';

/** The fields of Service that a caller may set; everything else is the server's to say. */
const settable = ['description', 'labels', 'annotations', 'client', 'clientVersion', 'ingress', 'launchStage']
  .concat([
    'binaryAuthorization',
    'template',
    'traffic',
    'scaling',
    'invokerIamDisabled',
    'defaultUriDisabled',
  ])
  .concat(['iapEnabled', 'multiRegionSettings', 'customAudiences', 'buildConfig']);

/** What a caller sent, without the fields that are not theirs to set; those are ignored, as Cloud Run does. */
export function specOf(service: JsonObject): ServiceSpec {
  return Object.fromEntries(Object.entries(service).filter(([field]) => settable.includes(field)));
}

/**
 * The spec after an update. Without a mask it is replaced whole; with one, only the fields it names are taken, and
 * a named field that was not sent is cleared.
 * @param mask comma-separated paths in camelCase or snake_case, `traffic,annotations`
 */
export function applyMask(current: ServiceSpec, sent: JsonObject, mask: string): ServiceSpec {
  const paths = mask.split(',').map((path) => camelCase(path.trim()).split('.'));
  if (mask === '' || mask === '*') return specOf(sent);
  const updated: ServiceSpec = structuredClone(current);
  for (const path of paths) {
    const [first = ''] = path;
    if (first === 'etag' || first === 'name') continue;
    if (!settable.includes(first)) {
      throw invalidArgument(
        'update_mask',
        `Invalid field mask: field '${path.join('.')}' cannot be updated.`,
      );
    }
    copyAt(updated, sent, path);
  }
  return updated;
}

function copyAt(target: JsonObject, source: JsonObject, path: readonly string[]): void {
  const [first = '', ...rest] = path;
  const value = source[first];
  if (rest.length === 0) {
    if (value === undefined) Reflect.deleteProperty(target, first);
    else target[first] = structuredClone(value);
    return;
  }
  const existing = target[first];
  const nested = isJsonObject(existing) ? existing : {};
  copyAt(nested, isJsonObject(value) ? value : {}, rest);
  target[first] = nested;
}
