/** Versions of an app in the App Store, and what their states mean for the next step. */
import type { Platform } from '../api';

/** Source: PhasedReleaseState in Apple's OpenAPI document, version 4.3.1. */
export type PhasedState = 'INACTIVE' | 'ACTIVE' | 'PAUSED' | 'COMPLETE';

/** The seven days over which users with automatic updates get a version. */
export interface PhasedRelease {
  id: string;
  /** INACTIVE until the version is out. */
  state: PhasedState;
  /** From 1; 0 where Apple does not tell. */
  day: number;
}

export type ReleaseType = 'MANUAL' | 'AFTER_APPROVAL' | 'SCHEDULED';

/** When a version goes out after its approval. */
export interface ReleaseWish {
  type: ReleaseType;
  /** Unix time in milliseconds, where it is scheduled. */
  at?: number;
}

/** A version as App Store Connect has it; one a platform is under way at a time. */
export interface StoreVersion {
  id: string;
  version: string;
  platform: Platform;
  /** AppVersionState, such as `PREPARE_FOR_SUBMISSION`. */
  state: string;
  release: ReleaseWish | undefined;
  /** Undefined where none was chosen. */
  build: { id: string; number: string } | undefined;
  phased: PhasedRelease | undefined;
}

/**
 * What can be done about a version.
 * - `draft`: everything can be changed
 * - `rejected`: like a draft, once somebody has read why
 * - `in-review`: it is Apple's turn
 * - `approved`: it is not out yet
 * - `out`: users can have it
 * - `replaced`: a newer one is out
 */
export type Stand = 'draft' | 'rejected' | 'in-review' | 'approved' | 'out' | 'replaced';

/** Source: https://developer.apple.com/help/app-store-connect/reference/app-and-submission-statuses */
const STANDS: Readonly<Record<string, Stand>> = {
  PREPARE_FOR_SUBMISSION: 'draft',
  READY_FOR_REVIEW: 'draft',
  DEVELOPER_REJECTED: 'draft',
  REJECTED: 'rejected',
  METADATA_REJECTED: 'rejected',
  INVALID_BINARY: 'rejected',
  PENDING_DEVELOPER_RELEASE: 'approved',
  PENDING_APPLE_RELEASE: 'approved',
  PROCESSING_FOR_DISTRIBUTION: 'approved',
  READY_FOR_DISTRIBUTION: 'out',
  REPLACED_WITH_NEW_VERSION: 'replaced',
};

/** A state that is not known here is left alone, as a review is. */
export const standOf = ({ state }: StoreVersion): Stand => STANDS[state] ?? 'in-review';

/** Whether Apple has a version before this one that users have, or had: only an update is released in phases. */
export const isUpdate = (version: StoreVersion, versions: readonly StoreVersion[]): boolean =>
  versions.some(
    (other) =>
      other.id !== version.id &&
      other.platform === version.platform &&
      ['out', 'replaced'].includes(standOf(other)),
  );

/**
 * Shares of the users with automatic updates, by day.
 * Source: https://developer.apple.com/help/app-store-connect/update-your-app/release-a-version-update-in-phases
 */
const SHARES: readonly number[] = [1, 2, 5, 10, 20, 50, 100];

/** In percent. */
export function shareOf(phased: PhasedRelease | undefined): number {
  if (!phased || phased.state === 'COMPLETE') return 100;
  return SHARES[Math.max(phased.day, 1) - 1] ?? 100;
}

/** Whether some users wait for a version that is out. */
export const isRollingOut = (version: StoreVersion): boolean =>
  standOf(version) === 'out' &&
  (version.phased?.state === 'PAUSED' ||
    (version.phased?.state === 'ACTIVE' && shareOf(version.phased) < 100));

/** "1.2.0 (42)" */
export const nameOf = ({ version, build }: StoreVersion): string =>
  build ? `${version} (${build.number})` : version;
