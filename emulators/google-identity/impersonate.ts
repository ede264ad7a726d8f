import type { Asked, Reply } from '../github/exchange';
import { tokenOf } from '../github/exchange';
import type { Json, JsonObject } from '../github/json';
import { isObject, textOf } from '../github/json';
import type { SigningKey } from '../github/signing-key';
import type { ServiceAccountSettings } from './providers';
import { isMember } from './providers';
import type { TokenBook } from './token-book';

export interface ImpersonationContext {
  accounts: ReadonlyMap<string, ServiceAccountSettings>;
  book: TokenBook;
  key: SigningKey;
  /** Milliseconds since the epoch. */
  now: () => number;
  /** The emulator's address, the issuer of its id tokens. */
  origin: () => string;
}

/** What the IAM Credentials API does for a service account. */
export type Generation = 'generateAccessToken' | 'generateIdToken';

const permissions = {
  generateAccessToken: 'iam.serviceAccounts.getAccessToken',
  generateIdToken: 'iam.serviceAccounts.getOpenIdToken',
} as const;

/**
 * `POST /v1/projects/-/serviceAccounts/{email}:generateAccessToken` or `:generateIdToken`.
 * @see https://cloud.google.com/iam/docs/reference/credentials/rest/v1/projects.serviceAccounts
 */
export function impersonate(
  context: ImpersonationContext,
  asked: Asked,
  email: string,
  kind: Generation,
): Reply {
  const caller = context.book.find(tokenOf(asked) ?? '');
  if (!caller) return refuse(401, 'UNAUTHENTICATED', 'Request had invalid authentication credentials.');
  const account = context.accounts.get(email);
  const may =
    caller.serviceAccount === email ||
    (caller.serviceAccount === null &&
      account?.workloadIdentityUsers.some((member) => isMember(caller.federated, member)));
  if (!account || may !== true)
    return refuse(
      403,
      'PERMISSION_DENIED',
      `Permission '${permissions[kind]}' denied on resource (or it may not exist).`,
      {
        '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
        reason: 'IAM_PERMISSION_DENIED',
        domain: 'iam.googleapis.com',
        metadata: { permission: permissions[kind] },
      },
    );
  const body = objectIn(asked);
  return kind === 'generateIdToken'
    ? idToken(context, email, body)
    : accessToken(context, caller.federated, email, body);
}

function accessToken(
  { book }: ImpersonationContext,
  federated: Parameters<TokenBook['issue']>[0],
  email: string,
  { scope, lifetime = '3600s' }: JsonObject,
): Reply {
  const seconds = Number(/^(\d+)s$/.exec(textOf(lifetime))?.[1]);
  if (!Array.isArray(scope) || scope.length === 0)
    return refuse(400, 'INVALID_ARGUMENT', 'Scopes required to be provided in the request.');
  if (!(seconds > 0 && seconds <= 3600))
    return refuse(
      400,
      'INVALID_ARGUMENT',
      'Request contains an invalid argument: lifetime must be between 1s and 3600s.',
    );
  const { token, expiresAt } = book.issue(federated, email, seconds);
  return { status: 200, body: { accessToken: token, expireTime: new Date(expiresAt).toISOString() } };
}

function idToken({ key, now, origin }: ImpersonationContext, email: string, body: JsonObject): Reply {
  const audience = textOf(body.audience);
  if (audience === '') return refuse(400, 'INVALID_ARGUMENT', 'The audience is required.');
  const seconds = Math.floor(now() / 1000);
  const known = body.includeEmail === true ? { email, email_verified: true } : {};
  const claims = { iss: origin(), aud: audience, sub: email, iat: seconds, exp: seconds + 3600, ...known };
  return { status: 200, body: { token: key.sign(claims) } };
}

function objectIn({ body }: Asked): JsonObject {
  const value = JSON.parse(body.toString() || '{}') as Json;
  return isObject(value) ? value : {};
}

/** An error as Google's APIs word it. */
export function refuse(code: number, status: string, message: string, detail?: JsonObject): Reply {
  return {
    status: code,
    body: { error: { code, message, status, ...(detail ? { details: [detail] } : {}) } },
  };
}
