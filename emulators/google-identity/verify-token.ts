import { createPublicKey, verify } from 'node:crypto';
import type { JsonWebKey } from 'node:crypto';
import type { Json, JsonObject } from '../github/json';
import { isObject, textOf } from '../github/json';

/** Why a token is not believed, in words that Google's STS would use. */
export class InvalidToken extends Error {
  override readonly name = 'InvalidToken';
}

/**
 * The claims of a JSON Web Token that this issuer signed, which is valid now and meant for one of these audiences.
 * The keys come from the issuer's discovery document, as Google fetches them.
 * @param now milliseconds since the epoch
 * @throws InvalidToken
 */
export async function verifyToken(
  token: string,
  issuer: string,
  audiences: readonly string[],
  now: number,
): Promise<JsonObject> {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const { kid, alg } = decode(header);
  const claims = decode(payload);
  if (claims.iss !== issuer)
    throw new InvalidToken(
      `The issuer in ID Token ${textOf(claims.iss)} does not match the expected ones: ${issuer}.`,
    );
  const key = (await publishedKeys(issuer)).find((entry) => entry.kid === kid);
  if (alg !== 'RS256' || !key || !isSigned(`${header}.${payload}`, signature, key))
    throw new InvalidToken('The ID Token could not be verified with the keys of its issuer.');
  const seconds = now / 1000;
  if (!(Number(claims.exp) > seconds)) throw new InvalidToken('The ID Token has expired.');
  if (Number(claims.nbf ?? 0) > seconds) throw new InvalidToken('The ID Token is not valid yet.');
  if (!audiences.includes(textOf(claims.aud)))
    throw new InvalidToken(
      `The audience in ID Token [${textOf(claims.aud)}] does not match the expected audience ${audiences[0] ?? ''}.`,
    );
  return claims;
}

function decode(part: string): JsonObject {
  try {
    const value = JSON.parse(Buffer.from(part, 'base64url').toString()) as Json;
    if (isObject(value)) return value;
  } catch (error) {
    throw new InvalidToken('The subject token is not a JSON Web Token.', { cause: error });
  }
  throw new InvalidToken('The subject token is not a JSON Web Token.');
}

async function publishedKeys(issuer: string): Promise<JsonObject[]> {
  const { jwks_uri: address } = await fetchObject(`${issuer}/.well-known/openid-configuration`);
  const { keys } = await fetchObject(textOf(address));
  return Array.isArray(keys) ? keys.filter(isObject) : [];
}

async function fetchObject(url: string): Promise<JsonObject> {
  const response = await fetch(url);
  const value = (await response.json()) as Json;
  if (!response.ok || !isObject(value))
    throw new InvalidToken(`Error connecting to the given credential's issuer.`);
  return value;
}

function isSigned(signed: string, signature: string, { kty, n, e }: JsonObject): boolean {
  const jwk: JsonWebKey = { kty: textOf(kty), n: textOf(n), e: textOf(e) };
  const key = createPublicKey({ key: jwk, format: 'jwk' });
  return verify('RSA-SHA256', Buffer.from(signed), key, Buffer.from(signature, 'base64url'));
}
