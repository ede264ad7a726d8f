import { ApiError, invalidArgument } from '../proto/status';

/** Where a service lives. */
export interface Place {
  project: string;
  location: string;
}

const location = /^projects\/([^/]+)\/locations\/([^/]+)$/;
const service = /^(projects\/[^/]+\/locations\/[^/]+)\/services\/([^/]+)$/;
const revision = /^(projects\/[^/]+\/locations\/[^/]+\/services\/[^/]+)\/revisions\/([^/]+)$/;

export function parsePlace(parent: string): Place {
  const match = location.exec(parent);
  if (!match) throw invalidArgument('parent', `Invalid parent "${parent}": expected projects/*/locations/*.`);
  return { project: match[1] ?? '', location: match[2] ?? '' };
}

/** The parent and the id of a service's full name. */
export function parseServiceName(name: string): { parent: string; id: string } {
  const match = service.exec(name);
  if (!match)
    throw invalidArgument('name', `Invalid name "${name}": expected projects/*/locations/*/services/*.`);
  return { parent: match[1] ?? '', id: match[2] ?? '' };
}

/** The service's full name and the id of a revision's full name. */
export function parseRevisionName(name: string): { serviceName: string; id: string } {
  const match = revision.exec(name);
  if (!match) throw invalidArgument('name', `Invalid name "${name}": expected a revision's full name.`);
  return { serviceName: match[1] ?? '', id: match[2] ?? '' };
}

/** Refuses a service id that Cloud Run would: fewer than 50 characters of a-z, 0-9 and hyphens. */
export function checkServiceId(id: string): void {
  if (!/^[a-z]([a-z0-9-]*[a-z0-9])?$/.test(id)) {
    throw invalidArgument(
      'service_id',
      `Invalid service id "${id}": only lowercase letters, digits and hyphens; must begin with a letter and cannot end with a hyphen.`,
    );
  }
  if (id.length >= 50) {
    throw invalidArgument('service_id', `Invalid service id "${id}": must contain fewer than 50 characters.`);
  }
}

/** Refuses a revision name that Cloud Run would: 63 characters at the most, and prefixed with its service's id. */
export function checkRevisionName(serviceId: string, name: string): void {
  const field = 'service.template.revision';
  if (!name.startsWith(`${serviceId}-`)) {
    throw invalidArgument(field, `Revision name "${name}" must be prefixed with "${serviceId}-".`);
  }
  if (name.length > 63 || !/^[a-z][a-z0-9-]*[a-z0-9]$/.test(name)) {
    throw invalidArgument(
      field,
      `Revision name "${name}" must be at most 63 lowercase letters, digits and hyphens, and end with a letter or digit.`,
    );
  }
}

export function notFound(kind: string, name: string): ApiError {
  return new ApiError('NOT_FOUND', `${kind} '${name}' not found.`);
}
