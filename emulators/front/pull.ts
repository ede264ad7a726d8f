import { createHash } from 'node:crypto';
import { ImageProblem, readConfig, readManifest } from './image';
import type { Descriptor, ImageConfig } from './image';
import { readReference } from './reference';
import type { Reference } from './reference';

/** An image that was pulled, every part of it verified. */
export interface PulledImage {
  config: ImageConfig;
  /** From the base upwards. */
  layers: { mediaType: string; bytes: Buffer }[];
}

/** What the platform's own identity shows to a registry that asks for it. */
export interface Credentials {
  username: string;
  password: string;
}

const manifestTypes = [
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
];

/** Pulls an image by tag or digest. @throws ImageProblem */
export async function pullImage(image: string, credentials?: Credentials): Promise<PulledImage> {
  const reference = readReference(image);
  if (!reference) throw new ImageProblem('CONTAINER_MISSING', `'${image}' is not an image in a registry.`);
  const registry = openRegistry(reference, image, credentials);
  const manifest = readManifest(await registry('manifests', reference.version));
  const resolved =
    'child' in manifest ? readManifest(await registry('manifests', manifest.child.digest)) : manifest;
  if ('child' in resolved)
    throw new ImageProblem('REVISION_FAILED', `Image '${image}' is an index of indexes.`);
  const blob = ({ digest }: Descriptor): Promise<Buffer> => registry('blobs', digest);
  return {
    config: readConfig(await blob(resolved.config)),
    layers: await Promise.all(
      resolved.layers.map(async (layer) => ({ mediaType: layer.mediaType, bytes: await blob(layer) })),
    ),
  };
}

type Read = (kind: 'manifests' | 'blobs', version: string) => Promise<Buffer>;

function openRegistry({ origin, repository }: Reference, image: string, credentials?: Credentials): Read {
  let authorization: Record<string, string> = {};
  const request = (url: string): Promise<Response> =>
    fetch(url, { headers: { accept: manifestTypes.join(', '), ...authorization } });
  return async (kind, version) => {
    const url = `${origin}/v2/${repository}/${kind}/${version}`;
    try {
      let response = await request(url);
      if (response.status === 401) {
        authorization = await fetchToken(response.headers.get('www-authenticate') ?? '', credentials);
        response = await request(url);
      }
      return await verified(response, version, image);
    } catch (error) {
      if (error instanceof ImageProblem) throw error;
      throw new ImageProblem('CONTAINER_MISSING', `Image '${image}' could not be pulled: ${reasonOf(error)}`);
    }
  };
}

/** fetch() hides what happened in its error's cause. */
function reasonOf(error: unknown): string {
  return error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
}

async function verified(response: Response, version: string, image: string): Promise<Buffer> {
  const bytes = Buffer.from(await response.arrayBuffer());
  if (response.status === 401 || response.status === 403) {
    throw new ImageProblem('CONTAINER_IMAGE_UNAUTHORIZED', `Not permitted to pull image '${image}'.`);
  }
  if (response.status === 404) throw new ImageProblem('CONTAINER_MISSING', `Image '${image}' not found.`);
  if (!response.ok) {
    throw new ImageProblem(
      'CONTAINER_MISSING',
      `The registry answered ${response.status} for image '${image}'.`,
    );
  }
  const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
  if (version.startsWith('sha256:') && version !== digest) {
    throw new ImageProblem(
      'REVISION_FAILED',
      `Image '${image}' is corrupt: ${version} came with the bytes of ${digest}.`,
    );
  }
  return bytes;
}

/** Follows a `Bearer realm="...",service="...",scope="..."` challenge. */
async function fetchToken(challenge: string, credentials?: Credentials): Promise<Record<string, string>> {
  const { realm, ...asked } = Object.fromEntries(
    [...challenge.matchAll(/(\w+)="([^"]*)"/g)].map(([, key = '', value = '']) => [key, value]),
  );
  if (realm === undefined) return {};
  const url = new URL(realm);
  for (const key of ['service', 'scope']) if (asked[key] !== undefined) url.searchParams.set(key, asked[key]);
  const basic = Buffer.from(`${credentials?.username ?? ''}:${credentials?.password ?? ''}`).toString(
    'base64',
  );
  const response = await fetch(url, { headers: credentials ? { authorization: `Basic ${basic}` } : {} });
  if (!response.ok) return {};
  const { token } = (await response.json()) as { token?: string };
  return token === undefined ? {} : { authorization: `Bearer ${token}` };
}
