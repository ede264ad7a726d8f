/**
 * Signing: DSSE over the exact bytes of the manifest, with Ed25519.
 * Source: https://github.com/secure-systems-lab/dsse/blob/master/protocol.md and envelope.md
 */
import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { z } from 'zod';
import { UserError } from '../../../../lib/runner';
import { manifestSchema } from './model';
import type { Manifest } from './model';

export const PAYLOAD_TYPE = 'application/vnd.sluice.model-manifest+json';

const envelopeSchema = z.object({
  payloadType: z.literal(PAYLOAD_TYPE),
  payload: z.base64(),
  signatures: z.array(z.object({ keyid: z.string(), sig: z.base64() })).max(8),
});

/** A key that signs, and the id by which apps that have pinned its public half know it. */
export interface SigningKey {
  readonly id: string;
  readonly key: KeyObject;
}

/**
 * @param pem an Ed25519 private key as `openssl genpkey -algorithm ed25519` writes it; never shown in an error
 * @throws UserError when it is none
 */
export function readSigningKey(pem: string): SigningKey {
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType === 'ed25519') return { key, id: keyId(createPublicKey(key)) };
  } catch {
    // The library's message may quote the input.
  }
  throw new UserError('The signing key is not an Ed25519 private key in PEM.', {
    remedy: 'Make one with `openssl genpkey -algorithm ed25519`, and keep it as a secret of the environment.',
  });
}

/** The first 16 hexadecimal digits of the SHA-256 of the public key (SPKI, DER). */
export function keyId(key: KeyObject): string {
  const der = key.export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(der).digest('hex').slice(0, 16);
}

/** The object as it is stored. Two keys sign while one is being replaced: apps pin both. */
export function sealed(manifest: Manifest, keys: readonly SigningKey[]): Buffer {
  const payload = Buffer.from(JSON.stringify(manifest));
  const signed = preAuthentication(payload);
  const signatures = keys.map(({ id, key }) => ({
    keyid: id,
    sig: sign(null, signed, key).toString('base64'),
  }));
  const envelope = { payloadType: PAYLOAD_TYPE, payload: payload.toString('base64'), signatures };
  return Buffer.from(`${JSON.stringify(envelope)}\n`);
}

/**
 * Reads an object back.
 * @param trusted whose signature is asked for; one of them is enough
 * @throws UserError when it is no manifest, or nobody trusted has signed it
 */
export function opened(bytes: Uint8Array, trusted: readonly KeyObject[], where: string): Manifest {
  const envelope = envelopeSchema.safeParse(parsedJson(bytes));
  if (!envelope.success) throw notAManifest(where, 'it is not a signed manifest');
  const payload = Buffer.from(envelope.data.payload, 'base64');
  const signed = preAuthentication(payload);
  const isSigned = envelope.data.signatures.some(({ sig }) =>
    trusted.some((key) => verify(null, signed, key, Buffer.from(sig, 'base64'))),
  );
  if (!isSigned) throw notAManifest(where, 'none of the keys of this step has signed it');
  const manifest = manifestSchema.safeParse(parsedJson(payload));
  if (manifest.success) return manifest.data;
  const fields = manifest.error.issues.map((issue) => issue.path.join('.') || 'the whole').join(', ');
  throw notAManifest(where, `its content is not what this version writes (wrong: ${fields})`);
}

/** DSSE's pre-authentication encoding: what is signed says what it is, so that no signature serves for something else. */
export function preAuthentication(payload: Uint8Array): Buffer {
  const head = `DSSEv1 ${Buffer.byteLength(PAYLOAD_TYPE)} ${PAYLOAD_TYPE} ${payload.length} `;
  return Buffer.concat([Buffer.from(head), payload]);
}

function parsedJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

function notAManifest(where: string, why: string): UserError {
  return new UserError(`${where} cannot be used: ${why}.`, {
    remedy:
      'Find out who wrote it. Where a key was replaced, give the public half of the old one too (`trusted-keys`) until the next manifest is out.',
  });
}
