import { Refused } from './refusal';
import type { Version } from './store';

type Condition = 'GenerationMatch' | 'GenerationNotMatch' | 'MetagenerationMatch' | 'MetagenerationNotMatch';

const CONDITIONS: readonly Condition[] = [
  'GenerationMatch',
  'GenerationNotMatch',
  'MetagenerationMatch',
  'MetagenerationNotMatch',
];

/** What a request is made for: a read whose `NotMatch` fails is answered with 304, everything else with 412. */
export type Purpose = 'read' | 'write';

/**
 * Holds the preconditions in a query against the version that is there.
 * Source: https://cloud.google.com/storage/docs/request-preconditions
 * @param version undefined where there is no live version; its generation then counts as 0
 * @param prefix `if`, or `ifSource` for the source of a copy
 */
export function demandConditions(
  query: URLSearchParams,
  version: Pick<Version, 'generation' | 'metageneration'> | undefined,
  purpose: Purpose,
  prefix: 'if' | 'ifSource' = 'if',
): void {
  for (const condition of CONDITIONS) {
    const wanted = numberIn(query, `${prefix}${condition}`);
    if (wanted === undefined || holds(condition, wanted, version)) continue;
    if (purpose === 'read' && condition.endsWith('NotMatch')) throw new Refused(304, 'Not Modified');
    throw new Refused(412, 'At least one of the pre-conditions you specified did not hold.');
  }
}

function holds(
  condition: Condition,
  wanted: number,
  version: Pick<Version, 'generation' | 'metageneration'> | undefined,
): boolean {
  switch (condition) {
    case 'GenerationMatch':
      return (version?.generation ?? 0) === wanted;
    case 'GenerationNotMatch':
      return (version?.generation ?? 0) !== wanted;
    case 'MetagenerationMatch':
      return version !== undefined && version.metageneration === wanted;
    case 'MetagenerationNotMatch':
      return version !== undefined && version.metageneration !== wanted;
  }
}

/** A whole number from the query; undefined where it is not there. */
export function numberIn(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  if (/^\d{1,16}$/.test(text)) return Number(text);
  throw new Refused(400, `Invalid value for ${name}: '${text}' is not a whole number.`);
}
