import type { Readable } from 'node:stream';
import { UserError } from '../runner';
import { hasBlob, openBlob, putBlob, readBlob } from './blobs';
import type { Arrival, Blob } from './blobs';
import type { Digest } from './digest';
import { getManifest, headManifest, putManifest } from './manifests';
import type { Manifest } from './manifests';
import { formatReference } from './reference';
import type { Reference, Repository } from './reference';
import { listTags } from './tags';
import { Transport } from './transport';
import type { RegistryPorts } from './transport';

/**
 * Registries as they are talked to over OCI's distribution protocol; one client serves any number of them. Every method
 * tries again what fails for a passing reason, and throws a `UserError` that says what to do about any other refusal.
 * Source: https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md
 */
export interface RegistryClient {
  /** The digest that a tag or digest stands for; undefined where there is none. */
  headManifest(at: Reference): Promise<Digest | undefined>;
  /** A manifest or index, its bytes verified; undefined where there is none. */
  getManifest(at: Reference): Promise<Manifest | undefined>;
  /** Puts a manifest under a tag or its own digest, byte for byte. */
  putManifest(repository: Repository, version: string, manifest: Manifest): Promise<void>;
  hasBlob(repository: Repository, digest: Digest): Promise<boolean>;
  /** A stream that fails at its end where the bytes are not those of the digest. */
  openBlob(repository: Repository, digest: Digest): Promise<Readable>;
  readBlob(repository: Repository, digest: Digest): Promise<Buffer>;
  /** Sends, or mounts, only what is not there yet. */
  putBlob(repository: Repository, blob: Blob): Promise<Arrival>;
  listTags(repository: Repository): Promise<string[]>;
  /** The digest of an image that must be there. */
  resolve(reference: Reference): Promise<Digest>;
  /** Breaks what is still open. */
  close(): Promise<void>;
}

/** A client for all registries. */
export function openRegistries(ports: RegistryPorts): RegistryClient {
  const transport = new Transport(ports);
  return {
    headManifest: (at) => headManifest(transport, at),
    getManifest: (at) => getManifest(transport, at),
    putManifest: (repository, version, manifest) => putManifest(transport, repository, version, manifest),
    hasBlob: (repository, digest) => hasBlob(transport, repository, digest),
    openBlob: (repository, digest) => openBlob(transport, repository, digest),
    readBlob: (repository, digest) => readBlob(transport, repository, digest),
    putBlob: (repository, blob) => putBlob(transport, repository, blob),
    listTags: (repository) => listTags(transport, repository),
    resolve: (reference) => resolve(transport, reference),
    close: () => transport.close(),
  };
}

async function resolve(transport: Transport, reference: Reference): Promise<Digest> {
  const digest = await headManifest(transport, reference);
  if (digest !== undefined) return digest;
  throw new UserError(`There is no image ${formatReference(reference)}.`, {
    remedy: 'Correct the name and its tag, or push the image first.',
  });
}
