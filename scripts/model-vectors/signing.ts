/** Keys that are the same in every run, and envelopes signed with them; written apart from publisher and client. */
import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

export const PAYLOAD_TYPE = 'application/vnd.sluice.model-manifest+json';

/** What stands before the 32 bytes of an Ed25519 seed in PKCS #8 (RFC 8410). */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** A key for tests: its seed is the SHA-256 of its name, and so no secret. */
export function keyNamed(name: string): KeyObject {
  const seed = createHash('sha256').update(`sluice test vector: ${name}`).digest();
  return createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' });
}

/** The public half, for clients that read PEM and for those that want the bare 32 bytes. */
export function publicHalf(key: KeyObject): { pem: string; rawBase64: string } {
  const half = createPublicKey(key);
  const der = half.export({ type: 'spki', format: 'der' });
  return {
    pem: half.export({ type: 'spki', format: 'pem' }).toString(),
    rawBase64: der.subarray(-32).toString('base64'),
  };
}

export interface Envelope {
  payloadType: string;
  payload: string;
  signatures: { keyid: string; sig: string }[];
}

/** @param type what the signature says the payload is */
export function signatureOf(payload: Buffer, key: KeyObject, type = PAYLOAD_TYPE): Buffer {
  const head = `DSSEv1 ${type.length} ${type} ${payload.length} `;
  return sign(null, Buffer.concat([Buffer.from(head), payload]), key);
}

export function envelopeOf(payload: Buffer, ...keys: KeyObject[]): Envelope {
  const signatures = keys.map((key) => ({ keyid: '', sig: signatureOf(payload, key).toString('base64') }));
  return { payloadType: PAYLOAD_TYPE, payload: payload.toString('base64'), signatures };
}

export const base64OfJson = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64');

export const sha256Of = (bytes: Uint8Array | string): string =>
  createHash('sha256').update(bytes).digest('hex');
