import { createHmac, timingSafeEqual } from 'node:crypto';
import { unauthenticated } from './problem';

const hour = 3_600_000;

/** Issues and checks bearer tokens: JSON Web Tokens signed with HMAC-SHA256 (RFC 7519, HS256). */
export interface Tokens {
  issue(userId: string): { token: string; expiresAt: string };
  /** The user's id. @throws Problem 401 when the token is forged, malformed or expired. */
  check(token: string): string;
}

/** @param now milliseconds since the epoch */
export function signedTokens(secret: string, now: () => number, lifetime = hour): Tokens {
  const sign = (text: string): Buffer => createHmac('sha256', secret).update(text).digest();
  return {
    issue(userId) {
      const expires = now() + lifetime;
      const text = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode({ sub: userId, exp: Math.floor(expires / 1000) })}`;
      return {
        token: `${text}.${sign(text).toString('base64url')}`,
        expiresAt: new Date(expires).toISOString(),
      };
    },
    check(token) {
      const [header = '', claims = '', signature = ''] = token.split('.');
      const expected = sign(`${header}.${claims}`);
      const given = Buffer.from(signature, 'base64url');
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
        throw unauthenticated('The bearer token is not one of ours');
      }
      const { subject, expires } = readClaims(claims);
      if (expires <= now()) throw unauthenticated('The bearer token has expired; log in again');
      return subject;
    },
  };
}

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

function readClaims(part: string): { subject: string; expires: number } {
  const claims: unknown = JSON.parse(Buffer.from(part, 'base64url').toString());
  if (typeof claims === 'object' && claims !== null && 'sub' in claims && 'exp' in claims) {
    return { subject: String(claims.sub), expires: Number(claims.exp) * 1000 };
  }
  throw unauthenticated('The bearer token names no user');
}
