import type { Condition } from './model';

/** What to do about each reason that Cloud Run gives for a revision that does not become ready. */
const ADVICE: Readonly<Record<string, string>> = {
  CONTAINER_MISSING:
    'the image does not exist: check its name and digest, and that it was pushed to this registry',
  CONTAINER_PERMISSION_DENIED:
    'Cloud Run may not read the image: grant roles/artifactregistry.reader on the repository to the Cloud Run service agent',
  CONTAINER_IMAGE_UNAUTHORIZED:
    'Cloud Run may not read the image: grant roles/artifactregistry.reader on the repository to the Cloud Run service agent',
  CONTAINER_IMAGE_AUTHORIZATION_CHECK_FAILED:
    'whether the image may be read could not be checked: run this again',
  SECRETS_ACCESS_CHECK_FAILED:
    'the service account may not read a secret, or the secret does not exist: grant roles/secretmanager.secretAccessor',
  HEALTH_CHECK_CONTAINER_ERROR:
    'the container did not start and listen on $PORT in time: read its log, and look for a missing variable or a crash on start',
  PROGRESS_DEADLINE_EXCEEDED:
    'the revision took too long to start: read its log, and look at CPU, memory and startup probe',
  ACTIVE_REVISION_LIMIT_REACHED:
    'too many revisions are active: remove tags and minimum instances from old ones',
  VPC_NETWORK_NOT_FOUND: 'the VPC network or connector of the template does not exist in this region',
  PERMISSION_DENIED: 'the service account of the revision lacks a permission',
};

/** One sentence for people: what Cloud Run said, and what to do about it. */
export function advice(condition: Condition | undefined): string {
  if (!condition) return 'Cloud Run gave no reason';
  const { reason, message } = condition;
  const said = [reason, message].filter((part) => part !== '').join(': ') || 'Cloud Run gave no reason';
  const remedy = ADVICE[reason];
  return remedy ? `${said} (${remedy})` : said;
}
