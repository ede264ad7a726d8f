/** The life of a version in the App Store. Source: AppVersionState in Apple's OpenAPI document, version 4.3.1. */
import type { Resource } from './records';
import { AppleRefusal } from './refusal';
import type { Service } from './service';

export type VersionState =
  | 'PREPARE_FOR_SUBMISSION'
  | 'READY_FOR_REVIEW'
  | 'WAITING_FOR_REVIEW'
  | 'IN_REVIEW'
  | 'REJECTED'
  | 'METADATA_REJECTED'
  | 'DEVELOPER_REJECTED'
  | 'PENDING_DEVELOPER_RELEASE'
  | 'PROCESSING_FOR_DISTRIBUTION'
  | 'READY_FOR_DISTRIBUTION'
  | 'REPLACED_WITH_NEW_VERSION';

const OVER: readonly VersionState[] = ['READY_FOR_DISTRIBUTION', 'REPLACED_WITH_NEW_VERSION'];

const EDITABLE: readonly VersionState[] = [
  ...(['PREPARE_FOR_SUBMISSION', 'READY_FOR_REVIEW', 'DEVELOPER_REJECTED'] as const),
  ...(['REJECTED', 'METADATA_REJECTED'] as const),
];

export const versionState = ({ attributes }: Resource): VersionState =>
  attributes['appVersionState'] as VersionState;

/** Users have it, or had it. */
export const wasOut = (version: Resource): boolean => OVER.includes(versionState(version));

export const isEditable = (version: Resource): boolean => EDITABLE.includes(versionState(version));

export function setVersionState({ attributes }: Resource, state: VersionState): void {
  attributes['appVersionState'] = state;
}

/** The other versions of the same app and platform. */
export const siblingsOf = ({ records }: Service, version: Resource): Resource[] =>
  records.list(
    'appStoreVersions',
    (other) =>
      other.id !== version.id &&
      other.relationships['app'] === version.relationships['app'] &&
      other.attributes['platform'] === version.attributes['platform'],
  );

/** An app's first version updates nothing: it takes no notes and no phases. */
export const isUpdate = (service: Service, version: Resource): boolean =>
  siblingsOf(service, version).some(wasOut);

/** Source of the wording: https://github.com/fastlane/fastlane/pull/16626 */
export const stateError = (detail: string): AppleRefusal => new AppleRefusal(409, 'STATE_ERROR', detail);
