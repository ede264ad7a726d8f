import { generateKeyPair, randomUUID, sign } from 'node:crypto';
import { promisify } from 'node:util';
import type { Json, JsonObject } from './json';

/** A key that signs tokens with RS256, and the set in which its public half is published. */
export interface SigningKey {
  /** A JSON Web Token with these claims. */
  sign: (claims: JsonObject) => string;
  /** A JSON Web Key Set. */
  keys: JsonObject;
}

export async function createSigningKey(): Promise<SigningKey> {
  const { publicKey, privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  const kid = randomUUID();
  const { n = '', e = '' } = publicKey.export({ format: 'jwk' });
  return {
    sign(claims) {
      const signed = `${encode({ typ: 'JWT', alg: 'RS256', kid })}.${encode(claims)}`;
      return `${signed}.${sign('RSA-SHA256', Buffer.from(signed), privateKey).toString('base64url')}`;
    },
    keys: { keys: [{ kty: 'RSA', alg: 'RS256', use: 'sig', kid, n, e }] },
  };
}

function encode(value: Json): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
