/** The Play Developer API as far as releases need it; the shapes are those of Google's own typings. */
import type { androidpublisher_v3 } from '@googleapis/androidpublisher';

/**
 * A release of a track. Fields that are not looked at here are sent back as they came, so that nothing which somebody
 * has set in the Console is lost.
 */
export type Release = androidpublisher_v3.Schema$TrackRelease;
export type Track = androidpublisher_v3.Schema$Track;
export type Bundle = androidpublisher_v3.Schema$Bundle;
export type Apk = androidpublisher_v3.Schema$Apk;
export type ReleaseSummary = androidpublisher_v3.Schema$ReleaseSummary;

/** How a release is given to people. A release without users is a draft. */
export type Exposure = { kind: 'draft' } | { kind: 'staged'; percent: number } | { kind: 'full' };

/** Status as the API names it. */
export type Status = 'draft' | 'inProgress' | 'halted' | 'completed';

export const codesOf = ({ versionCodes }: Release): number[] => (versionCodes ?? []).map(Number);

export const hasCode = (release: Release, code: number): boolean => codesOf(release).includes(code);

export const highestCode = (release: Release): number => Math.max(0, ...codesOf(release));

/** In percent, without the dust of binary fractions. */
export const percentOf = ({ status, userFraction }: Release): number | undefined => {
  if (status === 'completed') return 100;
  return typeof userFraction === 'number' ? Number((userFraction * 100).toFixed(6)) : undefined;
};

/** "41 (20 %)", for sentences. */
export function inWords(release: Release): string {
  const percent = percentOf(release);
  const share = percent === undefined ? (release.status ?? 'unknown') : `${percent} %`;
  return `${codesOf(release).join(', ')} (${release.status === 'halted' ? `halted at ${share}` : share})`;
}
