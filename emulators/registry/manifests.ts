import { readManifest } from './descriptors';
import type { ManifestContent } from './descriptors';
import { digestOf, isDigest, matches } from './digest';
import type { Digest } from './digest';
import type { Asked, Reply } from './exchange';
import { refusal } from './exchange';
import { findManifest, repositoryForWriting } from './store';
import type { Repository, Store } from './store';

const largest = 4 * 1024 * 1024;
const tagPattern = /^\w[\w.-]{0,127}$/;

/** `HEAD` and `GET /v2/<name>/manifests/<reference>`: the very bytes and Content-Type that were put. */
export function readManifestOf(store: Store, name: string, reference: string): Reply {
  const found = findManifest(store, name, reference);
  if (!found) return unknown(name, reference);
  const { digest, manifest } = found;
  return {
    status: 200,
    headers: { 'content-type': manifest.mediaType, 'docker-content-digest': digest, etag: `"${digest}"` },
    body: manifest.bytes,
  };
}

/** `PUT /v2/<name>/manifests/<reference>`; everything that it refers to must be there already. */
export function putManifest(
  store: Store,
  name: string,
  reference: string,
  { headers, body }: Asked,
  referrersApi: boolean,
): Reply {
  const mediaType = headers['content-type'] ?? '';
  const content = readManifest(body);
  if (!content) return refusal('MANIFEST_INVALID', 'this is not a manifest in JSON');
  const fault = faultOfReference(reference, body) ?? faultOfContent(content, mediaType, body.length);
  if (fault) return fault;
  const repository = repositoryForWriting(store, name);
  const missing = missingFrom(repository, content);
  if (missing !== undefined)
    return refusal('MANIFEST_BLOB_UNKNOWN', `${missing} is not in ${name}; push it first`);

  const digest = isDigest(reference) ? reference : digestOf(body);
  repository.manifests.set(digest, { bytes: body, mediaType });
  if (!isDigest(reference)) repository.tags.set(reference, digest);
  return {
    status: 201,
    headers: {
      location: `/v2/${name}/manifests/${digest}`,
      'docker-content-digest': digest,
      ...(referrersApi && content.subject !== undefined ? { 'oci-subject': content.subject } : {}),
    },
  };
}

/** `DELETE /v2/<name>/manifests/<reference>`: by tag the tag only, by digest the manifest and its tags. */
export function deleteManifest(store: Store, name: string, reference: string): Reply {
  const repository = store.repositories.get(name);
  if (repository?.tags.delete(reference)) return { status: 202 };
  if (!repository?.manifests.delete(reference as Digest)) return unknown(name, reference);
  for (const [tag, digest] of repository.tags) if (digest === reference) repository.tags.delete(tag);
  return { status: 202 };
}

function faultOfReference(reference: string, body: Buffer): Reply | undefined {
  if (isDigest(reference)) {
    return matches(body, reference)
      ? undefined
      : refusal('DIGEST_INVALID', `the manifest's bytes are those of ${digestOf(body)}, not of ${reference}`);
  }
  return tagPattern.test(reference)
    ? undefined
    : refusal('MANIFEST_INVALID', `"${reference}" is neither a tag nor a digest`);
}

function faultOfContent(content: ManifestContent, mediaType: string, size: number): Reply | undefined {
  if (size > largest) return refusal('SIZE_INVALID', `a manifest may have ${largest} bytes`);
  if (mediaType === '') return refusal('MANIFEST_INVALID', 'the Content-Type is missing');
  if (content.mediaType === undefined || content.mediaType === mediaType) return undefined;
  return refusal(
    'MANIFEST_INVALID',
    `mediaType is ${content.mediaType}, but the Content-Type is ${mediaType}`,
  );
}

function missingFrom({ blobs, manifests }: Repository, content: ManifestContent): string | undefined {
  return (
    content.blobs.find((digest) => !blobs.has(digest as Digest)) ??
    content.manifests.find((digest) => !manifests.has(digest as Digest))
  );
}

const unknown = (name: string, reference: string): Reply =>
  refusal('MANIFEST_UNKNOWN', `${name} has no manifest ${reference}`);
