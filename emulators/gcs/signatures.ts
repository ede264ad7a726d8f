import { createHash, createVerify } from 'node:crypto';
import type { Asked } from './exchange';
import { headerOf } from './exchange';
import { Refused } from './refusal';

/** Public keys in PEM by the address of the account that signs with them. */
export type SigningKeys = Readonly<Record<string, string>>;

/** Checks V4 signatures in the query of a read. */
export interface Signatures {
  /**
   * Whether the request is signed.
   * @throws Refused 400 where the signature has expired or is not well formed, 403 where it is not the account's
   */
  admit(asked: Asked): boolean;
}

const LONGEST_SECONDS = 7 * 24 * 3600;

/** Source: https://cloud.google.com/storage/docs/authentication/canonical-requests */
export function signatureCheck(keys: SigningKeys, now: () => number): Signatures {
  return {
    admit(asked) {
      const { query } = asked;
      if (!query.has('X-Goog-Signature')) return false;
      const [account = '', ...scope] = required(query, 'X-Goog-Credential').split('/');
      demandTime(query, now());
      if (required(query, 'X-Goog-Algorithm') !== 'GOOG4-RSA-SHA256' || scope.length !== 4)
        throw new Refused(400, 'The algorithm or the credential scope is invalid.', {
          xmlCode: 'InvalidArgument',
        });
      const signature = Buffer.from(required(query, 'X-Goog-Signature'), 'hex');
      const isBy = (key: string, host: string): boolean =>
        createVerify('RSA-SHA256')
          .update(stringToSign(asked, scope.join('/'), host))
          .verify(key, signature);
      const key = keys[account];
      const host = headerOf(asked, 'host') ?? '';
      // Google's client for Node leaves the port away, which no address of the real service has.
      if (key !== undefined && (isBy(key, host) || isBy(key, host.replace(/:\d+$/, '')))) return true;
      const message =
        'Access denied. The request signature we calculated does not match the signature you provided.';
      throw new Refused(403, message, { xmlCode: 'SignatureDoesNotMatch' });
    },
  };
}

function required(query: URLSearchParams, name: string): string {
  const value = query.get(name);
  if (value === null) throw new Refused(400, `Missing required query parameter ${name}.`);
  return value;
}

function demandTime(query: URLSearchParams, now: number): void {
  const seconds = Number(required(query, 'X-Goog-Expires'));
  const date = required(query, 'X-Goog-Date').replace(
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/,
    '$1-$2-$3T$4:$5:$6Z',
  );
  const signed = Date.parse(date);
  if (Number.isNaN(signed) || !(seconds > 0 && seconds <= LONGEST_SECONDS))
    throw new Refused(400, 'X-Goog-Date or X-Goog-Expires is invalid.');
  if (now > signed + seconds * 1000) {
    throw new Refused(400, 'The provided token has expired.', { xmlCode: 'ExpiredToken' });
  }
}

function stringToSign(asked: Asked, scope: string, host: string): string {
  const { method, path, search, query } = asked;
  const names = required(query, 'X-Goog-SignedHeaders');
  const valueOf = (name: string): string => (name === 'host' ? host : (headerOf(asked, name) ?? '').trim());
  const headers = names.split(';').map((name) => `${name}:${valueOf(name)}\n`);
  const parameters = search
    .replace(/^\?/, '')
    .split('&')
    .filter((pair) => !pair.startsWith('X-Goog-Signature='))
    .sort();
  const payload = headerOf(asked, 'x-goog-content-sha256') ?? 'UNSIGNED-PAYLOAD';
  const canonical = [method, path, parameters.join('&'), headers.join(''), names, payload].join('\n');
  const digest = createHash('sha256').update(canonical).digest('hex');
  return ['GOOG4-RSA-SHA256', required(query, 'X-Goog-Date'), scope, digest].join('\n');
}
