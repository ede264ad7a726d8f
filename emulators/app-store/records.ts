/** What the emulated App Store Connect holds, as JSON:API has it: https://jsonapi.org/format/ */
import { randomUUID } from 'node:crypto';

/** A resource; relationships by name, to one id or to many. */
export interface Resource {
  type: string;
  id: string;
  attributes: Record<string, unknown>;
  relationships: Record<string, string | string[]>;
}

/** Which type a relationship leads to. */
const TYPES: Readonly<Record<string, string>> = {
  app: 'apps',
  build: 'builds',
  buildUpload: 'buildUploads',
  buildBetaDetail: 'buildBetaDetails',
  preReleaseVersion: 'preReleaseVersions',
  betaGroups: 'betaGroups',
  appStoreVersion: 'appStoreVersions',
  appStoreVersionForReview: 'appStoreVersions',
  appStoreVersionPhasedRelease: 'appStoreVersionPhasedReleases',
  items: 'reviewSubmissionItems',
};

export class Records {
  readonly #all: Resource[] = [];

  add(
    type: string,
    attributes: Resource['attributes'],
    relationships: Resource['relationships'] = {},
  ): Resource {
    const made = { type, id: randomUUID(), attributes, relationships };
    this.#all.push(made);
    return made;
  }

  /** Oldest first. */
  list(type: string, where: (resource: Resource) => boolean = () => true): Resource[] {
    return this.#all.filter((each) => each.type === type && where(each));
  }

  find(type: string, id: string): Resource | undefined {
    return this.#all.find((each) => each.type === type && each.id === id);
  }

  remove(resource: Resource): void {
    this.#all.splice(this.#all.indexOf(resource), 1);
  }

  /** What a resource's relationship leads to. */
  related({ relationships }: Resource, name: string): Resource[] {
    const ids = [relationships[name] ?? []].flat();
    return ids.flatMap((id) => this.find(TYPES[name] ?? name, id) ?? []);
  }
}

/** Apple tells whom a resource is related to only where the request includes it. */
export function documentOf(
  records: Records,
  found: Resource | readonly Resource[],
  self: string,
  include: readonly string[] = [],
): object {
  const primary: readonly Resource[] = Array.isArray(found)
    ? (found as readonly Resource[])
    : [found as Resource];
  const included = primary.flatMap((each) => include.flatMap((name) => records.related(each, name)));
  const data = primary.map((each) => shown(each, include));
  return {
    data: Array.isArray(found) ? data : data[0],
    ...(included.length > 0 ? { included: [...new Set(included)].map((each) => shown(each, [])) } : {}),
    links: { self },
    ...(Array.isArray(found) ? { meta: { paging: { total: data.length, limit: 200 } } } : {}),
  };
}

function shown({ type, id, attributes, relationships }: Resource, include: readonly string[]): object {
  const named = include.flatMap((name) => {
    const to = relationships[name];
    if (to === undefined) return [];
    const link = (each: string): object => ({ type: TYPES[name] ?? name, id: each });
    return [[name, { data: Array.isArray(to) ? to.map(link) : link(to) }] as const];
  });
  return { type, id, attributes, ...(named.length > 0 ? { relationships: Object.fromEntries(named) } : {}) };
}
