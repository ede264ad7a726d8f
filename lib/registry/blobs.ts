import { Readable } from 'node:stream';
import { digestOf, verifying } from './digest';
import type { Digest } from './digest';
import { addressOf, formatReference } from './reference';
import type { Repository } from './reference';
import { RegistryRefusal } from './refusal';
import { patiently } from './retry';
import { bytesOf, headerOf } from './round-trip';
import type { Answer, Body } from './round-trip';
import type { Transport } from './transport';

/** Bytes on their way to a registry. */
export interface Blob extends Body {
  readonly digest: Digest;
  /** A repository of the same registry that may have it already, so that nothing need be sent. */
  readonly mountFrom?: Repository | undefined;
}

/** How a blob came to be where it is: it was there, it was taken over from another repository, it was sent. */
export type Arrival = 'present' | 'mounted' | 'uploaded';

/** Configs are read whole; none comes near this, in bytes. */
const LARGEST_READ = 16 * 1024 * 1024;

/** Whether a repository has a blob. */
export function hasBlob(transport: Transport, repository: Repository, digest: Digest): Promise<boolean> {
  return patiently(() => isThere(transport, repository, digest), transport.patience);
}

async function isThere(transport: Transport, repository: Repository, digest: Digest): Promise<boolean> {
  const to = `blobs/${digest}`;
  const answer = await transport.send({ repository, to, method: 'HEAD', expects: [200, 404] });
  await answer.body.dump();
  return answer.statusCode === 200;
}

/**
 * A blob as a stream, which fails at its end where the bytes are not those of the digest.
 * @throws RegistryRefusal where there is none
 */
export function openBlob(transport: Transport, repository: Repository, digest: Digest): Promise<Readable> {
  return patiently(async () => {
    const answer = await requestBlob(transport, repository, digest);
    return Readable.from(verifying(answer.body as AsyncIterable<Buffer>, digest));
  }, transport.patience);
}

/**
 * A blob in memory, verified.
 * @throws RegistryRefusal where there is none, or other bytes
 */
export function readBlob(transport: Transport, repository: Repository, digest: Digest): Promise<Buffer> {
  return patiently(async () => {
    const answer = await requestBlob(transport, repository, digest);
    const bytes = await bytesOf(answer, `GET ${formatReference({ ...repository, digest })}`, LARGEST_READ);
    if (digestOf(bytes) === digest) return bytes;
    throw new RegistryRefusal(
      200,
      `${formatReference(repository)} sent the bytes of ${digestOf(bytes)} for ${digest}.`,
      'Look at the proxy or mirror in front of the registry; nothing was taken from it.',
    );
  }, transport.patience);
}

const requestBlob = (transport: Transport, repository: Repository, digest: Digest): Promise<Answer> =>
  transport.send({ repository, to: `blobs/${digest}`, method: 'GET', expects: [200] });

/**
 * Sees to it that a repository has a blob. After a failure that leaves open whether the bytes arrived, the repository is
 * asked again first: an upload is idempotent by its digest.
 */
export function putBlob(transport: Transport, repository: Repository, blob: Blob): Promise<Arrival> {
  return patiently(async (tried) => {
    if (await isThere(transport, repository, blob.digest)) return tried === 1 ? 'present' : 'uploaded';
    return upload(transport, repository, blob);
  }, transport.patience);
}

async function upload(transport: Transport, repository: Repository, blob: Blob): Promise<Arrival> {
  const begun = await beginUpload(transport, repository, blob);
  await begun.body.dump();
  if (begun.statusCode === 201) return 'mounted';
  const ended = await transport.send({
    repository,
    to: uploadAddress(begun, repository, blob.digest),
    method: 'PUT',
    headers: { 'content-type': 'application/octet-stream' },
    body: blob,
    writes: true,
    expects: [201, 204],
  });
  await ended.body.dump();
  return 'uploaded';
}

function beginUpload(
  transport: Transport,
  repository: Repository,
  { digest, mountFrom }: Blob,
): Promise<Answer> {
  const mount = mountFrom ? `?${String(new URLSearchParams({ mount: digest, from: mountFrom.name }))}` : '';
  return transport.send({
    repository,
    to: `blobs/uploads/${mount}`,
    method: 'POST',
    writes: true,
    alsoReads: mountFrom,
    expects: mountFrom ? [201, 202] : [202],
  });
}

/** The address may be relative, and may have a query of its own. */
function uploadAddress(begun: Answer, repository: Repository, digest: Digest): URL {
  const url = URL.parse(headerOf(begun, 'location') ?? '', addressOf(repository.registry));
  if (!url) {
    throw new RegistryRefusal(
      202,
      `${repository.registry} began an upload and did not say where it goes on.`,
      'Look at the registry or the proxy in front of it.',
    );
  }
  url.searchParams.set('digest', digest);
  return url;
}
