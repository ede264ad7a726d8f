import type { BuildInputs } from './model';
import type { Surroundings } from './surroundings';

/**
 * The labels of an image: OCI's own about where it comes from, and the caller's, which win. Sorted, so that the same
 * labels always make the same image.
 * Source: https://github.com/opencontainers/image-spec/blob/v1.1.1/annotations.md
 * @param created Unix time in seconds
 */
export function labelsOf(
  { version, labels }: Pick<BuildInputs, 'version' | 'labels'>,
  { commit, source }: Surroundings,
  created: number,
): Readonly<Record<string, string>> {
  const own = {
    'org.opencontainers.image.created': isoTime(created),
    'org.opencontainers.image.revision': commit,
    'org.opencontainers.image.source': source,
    'org.opencontainers.image.version': version || undefined,
  };
  const known = Object.entries(own).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return Object.fromEntries([...Object.entries({ ...Object.fromEntries(known), ...labels })].sort(byName));
}

/** RFC 3339. @param seconds Unix time */
export const isoTime = (seconds: number): string =>
  new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');

const byName = ([one]: [string, string], [other]: [string, string]): number => (one < other ? -1 : 1);
