import type { Asked } from './exchange';
import { bearerOf, fieldsOf } from './exchange';
import { Refused } from './refusal';
import type { Bucket } from './store';

/** The permissions of whom a bearer token stands for; undefined where it stands for nobody. */
export type PermissionsOf = (token: string | undefined) => ReadonlySet<string> | 'all' | undefined;

export interface Access {
  /**
   * Throws 401 where the caller is nobody known, and 403 with the permission's name where it lacks the permission.
   * @param on `bucket` or `bucket/object`, as it stands in the message
   */
  demand(asked: Asked, permission: string, bucket: Bucket | undefined): void;
  /** Which of the permissions the caller has. */
  having(asked: Asked, permissions: readonly string[]): string[];
}

/** What everybody may do with a public bucket. */
const PUBLIC: ReadonlySet<string> = new Set(['storage.objects.get']);
const READERS: readonly unknown[] = ['roles/storage.objectViewer', 'roles/storage.legacyObjectReader'];

/** Whether the bucket's policy lets everybody read its objects. */
export function isPublic({ policy }: Bucket): boolean {
  const bindings = Array.isArray(policy['bindings']) ? policy['bindings'].map(fieldsOf) : [];
  return bindings.some(
    ({ role, members }) => READERS.includes(role) && Array.isArray(members) && members.includes('allUsers'),
  );
}

export function accessControl(permissionsOf: PermissionsOf): Access {
  const granted = (asked: Asked): ReadonlySet<string> | 'all' | undefined => permissionsOf(bearerOf(asked));
  const has = (asked: Asked, permission: string): boolean => {
    const permissions = granted(asked);
    return permissions === 'all' || (permissions?.has(permission) ?? false);
  };
  return {
    demand(asked, permission, bucket) {
      if (has(asked, permission)) return;
      if (bucket !== undefined && PUBLIC.has(permission) && isPublic(bucket)) return;
      const [, verb = 'bucket'] = permission.split('.');
      const kind = verb === 'objects' ? 'object' : 'bucket';
      const denied = `access to the Google Cloud Storage ${kind}. Permission '${permission}' denied on resource (or it may not exist).`;
      if (granted(asked) !== undefined)
        throw new Refused(403, `Caller does not have ${permission} ${denied}`);
      const reason = bearerOf(asked) === undefined ? 'required' : 'authError';
      throw new Refused(401, `Anonymous caller does not have ${permission} ${denied}`, { reason });
    },
    having: (asked, permissions) => permissions.filter((permission) => has(asked, permission)),
  };
}
