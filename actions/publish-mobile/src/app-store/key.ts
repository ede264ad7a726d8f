import { createPrivateKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { SignJWT } from 'jose/jwt/sign';

/** An API key of App Store Connect. The private half is no text any more, so that nothing prints it by mistake. */
export interface AppStoreKey {
  readonly id: string;
  readonly issuer: string;
  readonly private: KeyObject;
}

/** Seconds that a token is valid; Apple takes none that lives longer than 20 minutes. */
const LIFE = 5 * 60;

/** The private key in the text of a .p8 file, which may be in base64 altogether; undefined where it is none for ES256. */
export function privateKeyIn(text: string): KeyObject | undefined {
  const pem = text.includes('-----BEGIN') ? text : Buffer.from(text, 'base64').toString('utf8');
  try {
    // A secret that was pasted into one line has `\n` for its line breaks.
    const key = createPrivateKey(pem.replaceAll('\\n', '\n'));
    return key.asymmetricKeyDetails?.namedCurve === 'prime256v1' ? key : undefined;
  } catch {
    return undefined;
  }
}

/**
 * A token for one request.
 * Source: https://developer.apple.com/documentation/appstoreconnectapi/generating-tokens-for-api-requests
 * @param now Unix time in milliseconds
 */
export function mintToken(key: AppStoreKey, now: number): Promise<string> {
  const seconds = Math.floor(now / 1000);
  return new SignJWT()
    .setProtectedHeader({ alg: 'ES256', kid: key.id, typ: 'JWT' })
    .setIssuer(key.issuer)
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + LIFE)
    .setAudience('appstoreconnect-v1')
    .sign(key.private);
}
