import type { Digest } from './digest';

export interface Manifest {
  /** Byte for byte as it was sent. */
  bytes: Buffer;
  /** The Content-Type with which it was sent. */
  mediaType: string;
}

/** A blob on its way in. */
export interface Upload {
  repository: string;
  received: Buffer[];
  /** Bytes received so far. */
  size: number;
}

export interface Repository {
  blobs: Map<Digest, Buffer>;
  manifests: Map<Digest, Manifest>;
  tags: Map<string, Digest>;
}

/** Everything that the registry holds. */
export interface Store {
  repositories: Map<string, Repository>;
  /** By upload id. */
  uploads: Map<string, Upload>;
}

export function emptyStore(): Store {
  return { repositories: new Map(), uploads: new Map() };
}

/** The repository of this name, which comes into being with its first write. */
export function repositoryForWriting(store: Store, name: string): Repository {
  const known = store.repositories.get(name);
  if (known) return known;
  const repository: Repository = { blobs: new Map(), manifests: new Map(), tags: new Map() };
  store.repositories.set(name, repository);
  return repository;
}

export function findBlob(store: Store, name: string, digest: Digest): Buffer | undefined {
  return store.repositories.get(name)?.blobs.get(digest);
}

/** @param reference a tag or a digest */
export function findManifest(
  store: Store,
  name: string,
  reference: string,
): { digest: Digest; manifest: Manifest } | undefined {
  const repository = store.repositories.get(name);
  const digest = repository?.tags.get(reference) ?? (reference as Digest);
  const manifest = repository?.manifests.get(digest);
  return manifest && { digest, manifest };
}
