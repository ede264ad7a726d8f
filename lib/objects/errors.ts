import { UserError } from '../runner';
import { StorageRefusal } from './refusal';

/** The object is not as the writer took for granted: somebody else has written it, or deleted it, in between. */
export class Conflict extends UserError {
  override readonly name: string = 'Conflict';

  constructor(object: string, cause?: unknown) {
    super(`${object} has been changed by somebody else meanwhile; nothing was written.`, {
      remedy: 'Run this again: it starts from what is there now.',
      cause,
    });
  }
}

/** An object that must never change is there with other bytes. */
export class ContentDiffers extends UserError {
  override readonly name: string = 'ContentDiffers';

  constructor(object: string) {
    super(`${object} exists already, with other bytes than these; it was left as it is.`, {
      remedy: 'Give what is new a new name or version: what was published under this one stays.',
    });
  }
}

/** Bytes are not those that were sent or stored. */
export class Corrupted extends UserError {
  override readonly name: string = 'Corrupted';

  constructor(what: string, cause?: unknown) {
    super(`${what}: the checksum does not match.`, {
      remedy: 'Run this again; where it happens again, look at the proxy or the disk in between.',
      cause,
    });
  }
}

/** The role that gives a permission on a bucket's objects, and no more than is needed. */
const ROLES: Readonly<Record<string, string>> = {
  'storage.objects.get': 'roles/storage.objectViewer',
  'storage.objects.list': 'roles/storage.objectViewer',
  'storage.objects.create':
    'roles/storage.objectCreator, or roles/storage.objectUser where objects are replaced',
  'storage.objects.delete': 'roles/storage.objectUser',
  'storage.objects.update': 'roles/storage.objectUser',
};

/** Whether a 404 says that the bucket, not the object, is missing. */
export const isBucketMissing = (error: unknown): boolean =>
  error instanceof StorageRefusal && error.status === 404 && /bucket does not exist/i.test(error.message);

/** A refusal as an error that says what to do; every other error as it is. */
export function explained(error: unknown, what: string, bucket: string): unknown {
  if (!(error instanceof StorageRefusal)) return error;
  const remedy = remedyFor(error, bucket);
  const said = error.message.trim().replace(/\.$/, '');
  return new UserError(`${what} failed: ${said}.`, { remedy, cause: error });
}

function remedyFor(error: StorageRefusal, bucket: string): string {
  if (error.status === 401)
    return 'Log in before this step with google-github-actions/auth, and give the job `permissions: id-token: write`.';
  if (error.status === 403) {
    const [permission = ''] = /storage\.objects\.\w+/.exec(error.message) ?? [];
    const role = ROLES[permission] ?? 'roles/storage.objectUser';
    return `Grant the account of this job ${role} on gs://${bucket}.`;
  }
  if (error.status === 404) return `Create gs://${bucket}, or correct its name; nothing was written.`;
  if (error.transient)
    return 'Cloud Storage could not be reached, or did not answer, again and again: run this again, it goes on from where it stands.';
  return 'Put right what the message names, and run this again.';
}
