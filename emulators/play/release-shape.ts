/** What a release may look like at all. Source: the schemas Track and TrackRelease of androidpublisher v3. */
import { z } from 'zod';
import { Refused } from '../gcs/refusal';
import type { Release } from './state';

/** Source: https://support.google.com/googleplay/android-developer/answer/9859348 */
const LONGEST_NOTE = 500;

const release = z.strictObject({
  name: z.string().max(50).optional(),
  versionCodes: z.array(z.string().regex(/^\d+$/)).optional(),
  status: z.enum(['draft', 'inProgress', 'halted', 'completed']),
  userFraction: z.number().optional(),
  releaseNotes: z.array(z.strictObject({ language: z.string(), text: z.string() })).optional(),
  inAppUpdatePriority: z.number().int().min(0).max(5).optional(),
  countryTargeting: z.looseObject({}).optional(),
});

const track = z.strictObject({ track: z.string().optional(), releases: z.array(release).default([]) });

/** @throws Refused where a field is not as the schema has it, or a release contradicts itself */
export function releasesIn(body: unknown, name: string): Release[] {
  const read = track.safeParse(body);
  if (!read.success) throw invalid(`Invalid JSON payload received. ${z.prettifyError(read.error)}`);
  if (read.data.track !== undefined && read.data.track !== name)
    throw invalid(`The track of the body, ${read.data.track}, is not that of the path.`);
  const releases = read.data.releases as Release[];
  for (const each of releases) demandConsistent(each);
  return releases;
}

function demandConsistent({ status, userFraction, releaseNotes = [], versionCodes = [] }: Release): void {
  const staged = status === 'inProgress' || status === 'halted';
  if (userFraction !== undefined && !staged)
    throw invalid(`User fraction must not be set for releases with status ${status}.`);
  if (userFraction !== undefined && (userFraction <= 0 || userFraction >= 1))
    throw invalid('User fraction must be greater than 0 and less than 1.');
  if (status === 'inProgress' && userFraction === undefined)
    throw invalid('User fraction must be set for releases with status inProgress.');
  if (status !== 'draft' && versionCodes.length === 0) throw invalid('Releases must have version codes.');
  for (const { language, text } of releaseNotes) {
    if (text.length > LONGEST_NOTE)
      throw invalid(`Release notes in language ${language} are too long (max: ${LONGEST_NOTE}).`);
    if (releaseNotes.filter((note) => note.language === language).length > 1)
      throw invalid(`There are release notes for language ${language} more than once.`);
  }
}

export const invalid = (message: string): Refused => new Refused(400, message, { reason: 'badRequest' });
