import { createHash } from 'node:crypto';

/** A content digest as OCI writes it: `sha256:` and 64 hexadecimal digits. */
export type Digest = `sha256:${string}` | `sha512:${string}`;

/** The digest of these bytes. */
export function digestOf(bytes: Uint8Array, algorithm: 'sha256' | 'sha512' = 'sha256'): Digest {
  return `${algorithm}:${createHash(algorithm).update(bytes).digest('hex')}`;
}

export function isDigest(text: string): text is Digest {
  return /^(sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/.test(text);
}

/** Whether the bytes are those that the digest names. */
export function matches(bytes: Uint8Array, digest: Digest): boolean {
  return digestOf(bytes, digest.startsWith('sha512:') ? 'sha512' : 'sha256') === digest;
}
