import { errors, jwtVerify } from 'jose';
import type { IncomingHttpHeaders } from 'node:http';
import { AppleRefusal } from './refusal';
import type { Service } from './service';

/** Seconds. Source: https://developer.apple.com/documentation/appstoreconnectapi/generating-tokens-for-api-requests */
const LONGEST_LIFE = 20 * 60;

/** A token signed by the key, for this API, and not valid for longer than it may be. */
export async function authorize(
  headers: IncomingHttpHeaders,
  { key, clock, leewaySeconds }: Service,
): Promise<void> {
  const [, token = ''] = /^Bearer +(\S+)$/.exec(headers.authorization ?? '') ?? [];
  try {
    const { protectedHeader, payload } = await jwtVerify(token, key.publicKey, {
      ...{ algorithms: ['ES256'], audience: 'appstoreconnect-v1', issuer: key.issuer },
      ...{ currentDate: new Date(clock.now()), clockTolerance: leewaySeconds, requiredClaims: ['exp'] },
    });
    const from = payload.iat ?? Math.floor(clock.now() / 1000) - leewaySeconds;
    if (protectedHeader.kid === key.id && (payload.exp ?? Infinity) - from <= LONGEST_LIFE) return;
  } catch (error) {
    if (!(error instanceof errors.JOSEError)) throw error;
  }
  throw new AppleRefusal(
    401,
    'NOT_AUTHORIZED',
    'Provide a properly configured and signed bearer token, and make sure that it has not expired. Learn more about Generating Tokens for API Requests https://developer.apple.com/go/?id=api-generating-tokens',
  );
}
