import { callersToken } from '../proto/caller';
import { ApiError } from '../proto/status';

/** The permissions of whom a bearer token stands for; undefined where it stands for nobody. */
export type PermissionsOf = (token: string) => ReadonlySet<string> | 'all' | undefined;

const expected =
  'Expected OAuth 2 access token, login cookie or other valid authentication credential. ' +
  'See https://developers.google.com/identity/sign-in/web/devconsole-project.';

/**
 * Lets a call pass that is made with a bearer token, by somebody who holds the permission.
 * @param denial what the API says to those who do not hold it; each API words it in its own way
 * @throws ApiError UNAUTHENTICATED or PERMISSION_DENIED
 */
export function requirePermission(permissionsOf: PermissionsOf, permission: string, denial: string): void {
  const token = callersToken();
  if (token === undefined) {
    throw new ApiError(
      'UNAUTHENTICATED',
      `Request is missing required authentication credential. ${expected}`,
    );
  }
  const granted = permissionsOf(token);
  if (granted === undefined) {
    throw new ApiError('UNAUTHENTICATED', `Request had invalid authentication credentials. ${expected}`);
  }
  if (granted !== 'all' && !granted.has(permission)) throw new ApiError('PERMISSION_DENIED', denial);
}
