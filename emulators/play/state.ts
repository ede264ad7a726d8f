/** What an emulated Google Play holds. */
import { Refused } from '../gcs/refusal';

/** A release as the API has it; fields that the rules do not look at are kept as they came. */
export interface Release {
  name?: string;
  versionCodes?: string[];
  status: 'draft' | 'inProgress' | 'halted' | 'completed';
  userFraction?: number;
  releaseNotes?: { language: string; text: string }[];
  inAppUpdatePriority?: number;
  countryTargeting?: object;
}

export type LifecycleState =
  'DRAFT' | 'NOT_SENT_FOR_REVIEW' | 'IN_REVIEW' | 'APPROVED_NOT_PUBLISHED' | 'NOT_APPROVED' | 'PUBLISHED';

/** An artifact; hashes in hexadecimal. */
export interface UploadedFile {
  kind: 'apk' | 'bundle';
  versionCode: number;
  sha1: string;
  sha256: string;
}

export interface DeobfuscationFile {
  versionCode: number;
  type: string;
  sha256: string;
  size: number;
}

/** What an edit works on, and a commit makes true. */
export interface Contents {
  tracks: Map<string, Release[]>;
  files: UploadedFile[];
  deobfuscation: DeobfuscationFile[];
}

/** The figures of one version on one day of Los Angeles. */
export interface VitalsDay {
  /** 2026-11-20 */
  day: string;
  versionCode: number;
  users: number;
  /** Users with at least one crash, and with at least one "application not responding". */
  crashed: number;
  unresponsive: number;
}

export interface App extends Contents {
  packageName: string;
  /** Never published: only drafts may be released. */
  draft: boolean;
  /** Whether Play sends changes for review by itself; it does not after a rejection. */
  sendsForReview: boolean;
  /** Whether what is committed has to pass a review first; never on the internal track. */
  reviews: boolean;
  /** By `track/versionCode`. */
  lifecycle: Map<string, LifecycleState>;
  /** Completed releases that others took the place of, the newest last, by track. */
  past: Map<string, Release[]>;
  /** Users that have been denied, by bearer token. */
  denied: Set<string>;
  /** How many reviews a commit has broken off. */
  cancelledReviews: number;
  commits: number;
  vitals: VitalsDay[];
  /** The first day that is not complete yet, 2026-11-21; undefined while there are no figures. */
  freshUntil: string | undefined;
}

export interface Edit extends Contents {
  id: string;
  packageName: string;
  user: string;
  /** Emulated milliseconds since the epoch. */
  expires: number;
  end: 'open' | 'deleted' | 'committed';
}

export interface PlayState {
  apps: Map<string, App>;
  edits: Map<string, Edit>;
}

/** A release waits for a review or is in one. */
export const isInReview = ({ lifecycle }: App): boolean => [...lifecycle.values()].includes('IN_REVIEW');

export const copyOf = ({ tracks, files, deobfuscation }: Contents): Contents => ({
  tracks: structuredClone(tracks),
  files: [...files],
  deobfuscation: [...deobfuscation],
});

/** Source of the wording: public reports of fastlane, gradle-play-publisher and upload-google-play. */
export function appOf({ apps }: PlayState, packageName: string, user: string): App {
  const app = apps.get(packageName);
  if (!app) throw new Refused(404, `Package not found: ${packageName}.`, { reason: 'applicationNotFound' });
  if (app.denied.has(user))
    throw new Refused(403, 'The caller does not have permission', { reason: 'forbidden' });
  return app;
}

/** Somebody works in the Console: whatever is open in the API is lost. Source: https://developers.google.com/android-publisher/edits */
export function closeEdits({ edits }: PlayState, packageName: string, except?: Edit): void {
  for (const edit of edits.values())
    if (edit.packageName === packageName && edit !== except && edit.end === 'open') edit.end = 'deleted';
}
