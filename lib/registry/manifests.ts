import { digestOf, isDigest } from './digest';
import type { Digest } from './digest';
import { formatReference, versionOf } from './reference';
import type { Reference, Repository } from './reference';
import { RegistryRefusal } from './refusal';
import { patiently } from './retry';
import { bytesOf, headerOf } from './round-trip';
import type { Answer } from './round-trip';
import { bodyOf } from './body';
import type { Call, Transport } from './transport';

/** A manifest or an index, as it lies in the registry. */
export interface Manifest {
  readonly mediaType: string;
  readonly digest: Digest;
  /** Byte for byte: the digest, and every signature, is about them. */
  readonly bytes: Buffer;
}

/** Media types of manifests, in the order of preference. */
export const MediaType = {
  index: 'application/vnd.oci.image.index.v1+json',
  manifest: 'application/vnd.oci.image.manifest.v1+json',
  dockerIndex: 'application/vnd.docker.distribution.manifest.list.v2+json',
  dockerManifest: 'application/vnd.docker.distribution.manifest.v2+json',
} as const;

const ACCEPT = { accept: Object.values(MediaType).join(', ') };
/** What registries accept at most, in bytes. */
const LARGEST = 4 * 1024 * 1024;

/** The digest that a tag or digest stands for; undefined where there is none. */
export function headManifest(transport: Transport, at: Reference): Promise<Digest | undefined> {
  return patiently(async () => {
    const answer = await transport.send({ ...reading(at), method: 'HEAD' });
    await answer.body.dump();
    if (answer.statusCode === 404) return undefined;
    // The header is not mandatory; the bytes tell what the registry leaves out.
    return digestHeader(answer) ?? (await readManifest(transport, at))?.digest;
  }, transport.patience);
}

/**
 * A manifest, its bytes verified; undefined where there is none.
 * @throws Error where the bytes are not those of the digest
 */
export function getManifest(transport: Transport, at: Reference): Promise<Manifest | undefined> {
  return patiently(() => readManifest(transport, at), transport.patience);
}

async function readManifest(transport: Transport, at: Reference): Promise<Manifest | undefined> {
  const answer = await transport.send({ ...reading(at), method: 'GET' });
  const bytes = await bytesOf(answer, `GET ${formatReference(at)}`, LARGEST);
  if (answer.statusCode === 404) return undefined;
  const digest = digestOf(bytes);
  const named = at.digest ?? digestHeader(answer) ?? digest;
  if (named !== digest) throw corrupt(formatReference(at), named, digest);
  return { bytes, digest, mediaType: headerOf(answer, 'content-type') ?? MediaType.manifest };
}

/**
 * Puts a manifest under a tag or its own digest, byte for byte; a tag that is there moves.
 * @throws Error where the registry understood other bytes
 */
export function putManifest(
  transport: Transport,
  repository: Repository,
  version: string,
  { bytes, mediaType, digest }: Manifest,
): Promise<void> {
  return patiently(async () => {
    const answer = await transport.send({
      repository,
      method: 'PUT',
      to: `manifests/${version}`,
      headers: { 'content-type': mediaType },
      body: bodyOf(bytes),
      writes: true,
      expects: [200, 201, 202],
    });
    await answer.body.dump();
    const stored = digestHeader(answer) ?? digest;
    if (stored !== digest) throw corrupt(`${formatReference(repository)}:${version}`, digest, stored);
  }, transport.patience);
}

const reading = (at: Reference): Omit<Call, 'method'> => ({
  repository: at,
  to: `manifests/${versionOf(at)}`,
  headers: ACCEPT,
  expects: [200, 404],
});

function digestHeader(answer: Answer): Digest | undefined {
  const digest = headerOf(answer, 'docker-content-digest') ?? '';
  return isDigest(digest) ? digest : undefined;
}

const corrupt = (what: string, wanted: Digest, found: Digest): RegistryRefusal =>
  new RegistryRefusal(
    200,
    `The manifest of ${what} is corrupt: it should be ${wanted} and is ${found}.`,
    'Look at the proxy or mirror in front of the registry; nothing was taken from it.',
  );
