import type { ApiCall } from './api-call';
import { deleteAsset, getAsset, listAssets, updateAsset, uploadAsset } from './assets';
import { createComment, getComment, listComments, updateComment } from './comments';
import { compareCommits } from './compare';
import {
  createDeployment,
  createStatus,
  getDeployment,
  getStatus,
  listDeployments,
  listStatuses,
} from './deployments';
import { getEnvironment, listEnvironments } from './environments';
import type { Reply } from './exchange';
import { createRef, createTag, deleteRef, getRef, getTag, listTags, updateRef } from './git';
import { createIssue, getIssue, listIssues, updateIssue } from './issues';
import { getPending, reviewPending } from './pending-deployments';
import {
  createRelease,
  deleteRelease,
  generateNotes,
  getLatestRelease,
  getRelease,
  getReleaseByTag,
  listReleases,
  updateRelease,
} from './releases';
import { getRepository } from './repository';

/**
 * One way of being allowed to call, as in GitHub's header: `deployments=write`. Any one of an operation's is enough.
 * @see https://docs.github.com/en/rest/authentication/permissions-required-for-github-apps
 */
export type Permission = `${string}=${'read' | 'write'}`;

export interface Operation {
  accepts: readonly [Permission, ...Permission[]];
  handle: (call: ApiCall) => Reply;
}

const operation = (handle: Operation['handle'], ...accepts: Operation['accepts']): Operation => ({
  accepts,
  handle,
});

/** What the emulator offers of GitHub's API, by GitHub's own operation ids. */
export const operations: Readonly<Record<string, Operation>> = {
  'repos/get': operation(getRepository, 'metadata=read'),
  'repos/list-deployments': operation(listDeployments, 'deployments=read'),
  'repos/create-deployment': operation(createDeployment, 'deployments=write'),
  'repos/get-deployment': operation(getDeployment, 'deployments=read'),
  'repos/list-deployment-statuses': operation(listStatuses, 'deployments=read'),
  'repos/create-deployment-status': operation(createStatus, 'deployments=write'),
  'repos/get-deployment-status': operation(getStatus, 'deployments=read'),
  'repos/get-all-environments': operation(listEnvironments, 'actions=read'),
  'repos/get-environment': operation(getEnvironment, 'actions=read'),
  'issues/list-for-repo': operation(listIssues, 'issues=read', 'pull_requests=read'),
  'issues/create': operation(createIssue, 'issues=write'),
  'issues/get': operation(getIssue, 'issues=read', 'pull_requests=read'),
  'issues/update': operation(updateIssue, 'issues=write', 'pull_requests=write'),
  'issues/list-comments': operation(listComments, 'issues=read', 'pull_requests=read'),
  'issues/create-comment': operation(createComment, 'issues=write', 'pull_requests=write'),
  'issues/get-comment': operation(getComment, 'issues=read', 'pull_requests=read'),
  'issues/update-comment': operation(updateComment, 'issues=write', 'pull_requests=write'),
  'repos/list-releases': operation(listReleases, 'contents=read'),
  'repos/create-release': operation(createRelease, 'contents=write'),
  'repos/generate-release-notes': operation(generateNotes, 'contents=write'),
  'repos/get-latest-release': operation(getLatestRelease, 'contents=read'),
  'repos/get-release-by-tag': operation(getReleaseByTag, 'contents=read'),
  'repos/get-release': operation(getRelease, 'contents=read'),
  'repos/update-release': operation(updateRelease, 'contents=write'),
  'repos/delete-release': operation(deleteRelease, 'contents=write'),
  'repos/list-release-assets': operation(listAssets, 'contents=read'),
  'repos/upload-release-asset': operation(uploadAsset, 'contents=write'),
  'repos/get-release-asset': operation(getAsset, 'contents=read'),
  'repos/update-release-asset': operation(updateAsset, 'contents=write'),
  'repos/delete-release-asset': operation(deleteAsset, 'contents=write'),
  'git/get-ref': operation(getRef, 'contents=read'),
  'git/create-ref': operation(createRef, 'contents=write'),
  'git/update-ref': operation(updateRef, 'contents=write'),
  'git/delete-ref': operation(deleteRef, 'contents=write'),
  'git/create-tag': operation(createTag, 'contents=write'),
  'git/get-tag': operation(getTag, 'contents=read'),
  'repos/list-tags': operation(listTags, 'contents=read'),
  'repos/compare-commits-with-basehead': operation(compareCommits, 'contents=read'),
  'actions/get-pending-deployments-for-run': operation(getPending, 'actions=read'),
  'actions/review-pending-deployments-for-run': operation(reviewPending, 'deployments=write'),
};

/** Every job's token may read metadata, without its being named; writing includes reading. */
export function isGranted(grants: Readonly<Record<string, string>>, permission: Permission): boolean {
  const [scope = '', level] = permission.split('=');
  const granted = grants[scope.replaceAll('_', '-')] ?? 'none';
  return scope === 'metadata' || granted === 'write' || granted === level;
}
