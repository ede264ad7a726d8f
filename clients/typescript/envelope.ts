/**
 * DSSE with Ed25519: the signature is over the exact bytes of the payload, so nothing is parsed before it is believed.
 * Source: https://github.com/secure-systems-lab/dsse/blob/master/protocol.md
 */
import { createPublicKey, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { attempt, list, object, parsedJson, text } from './fields';
import { Rejected } from './reasons';

export const PAYLOAD_TYPE = 'application/vnd.sluice.model-manifest+json';

/** A server could make a phone check signatures without end. */
const MOST_SIGNATURES = 8;

/** The standard alphabet or the one for URLs: DSSE lets a signer choose. */
const base64 = text(/^(?:[A-Za-z0-9+/]*|[A-Za-z0-9_-]*)={0,2}$/);
const readEnvelope = object({
  payloadType: text(),
  payload: base64,
  signatures: list(object({ sig: base64 })),
});

/** A key that an app has pinned. @param pem as `openssl pkey -pubout` writes it @throws Error where it is no Ed25519 key */
export function pinnedKey(pem: string): KeyObject {
  const key = createPublicKey(pem);
  if (key.asymmetricKeyType !== 'ed25519') throw new Error('A pinned key is not an Ed25519 key.');
  return key;
}

/**
 * The payload of an envelope that one of the keys has signed. The id of a key is a hint that anybody can write: every
 * key is tried.
 * @throws Rejected
 */
export function openEnvelope(bytes: Uint8Array, keys: readonly KeyObject[]): Buffer {
  const envelope = attempt(() => readEnvelope(parsedJson(bytes)));
  if (!envelope || envelope.signatures.length > MOST_SIGNATURES) throw new Rejected('not-an-envelope');
  if (envelope.payloadType !== PAYLOAD_TYPE) throw new Rejected('other-payload-type');
  const payload = Buffer.from(envelope.payload, 'base64');
  const signed = preAuthentication(payload);
  const isSigned = envelope.signatures.some(({ sig }) =>
    keys.some((key) => verify(null, signed, key, Buffer.from(sig, 'base64'))),
  );
  if (!isSigned) throw new Rejected('not-signed');
  return payload;
}

/** What is signed says of what kind it is and how long, so that no signature serves for something else. */
function preAuthentication(payload: Uint8Array): Buffer {
  const head = `DSSEv1 ${Buffer.byteLength(PAYLOAD_TYPE)} ${PAYLOAD_TYPE} ${payload.length} `;
  return Buffer.concat([Buffer.from(head), payload]);
}
