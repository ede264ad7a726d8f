import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';

export interface ImageFile {
  content: string | Uint8Array;
  /** 0o644 when left out. */
  mode?: number;
}

export interface ImageSpecification {
  /** By absolute path in the image. */
  files: Record<string, ImageFile>;
  entrypoint: string[];
  workingDirectory?: string;
  environment?: Record<string, string>;
  /** TCP ports; [8080] when left out. */
  exposedPorts?: number[];
  labels?: Record<string, string>;
}

/** An image as it lies in a registry: the same specification gives the same bytes, anywhere and at any time. */
export interface Image {
  manifest: Blob;
  config: Blob;
  layer: Blob;
}

interface Blob {
  mediaType: string;
  digest: string;
  bytes: Buffer;
}

export interface PushedImage {
  /** `127.0.0.1:PORT/repository@sha256:...` */
  reference: string;
  digest: string;
}

const manifestType = 'application/vnd.oci.image.manifest.v1+json';

/** Makes the image's layer, config and manifest. */
export async function makeImage(specification: ImageSpecification): Promise<Image> {
  const tar = await makeTar(specification.files);
  const layer = blob('application/vnd.oci.image.layer.v1.tar+gzip', compress(tar));
  const config = blob(
    'application/vnd.oci.image.config.v1+json',
    Buffer.from(JSON.stringify(configOf(specification, digestOf(tar)))),
  );
  const content = {
    schemaVersion: 2,
    mediaType: manifestType,
    config: descriptorOf(config),
    layers: [descriptorOf(layer)],
  };
  return { manifest: blob(manifestType, Buffer.from(JSON.stringify(content))), config, layer };
}

/**
 * Pushes an image to a registry on loopback. What is there already is not sent again.
 * @param host `127.0.0.1:PORT`
 * @throws Error with the registry's own words when it refuses
 */
export async function pushImage(
  host: string,
  repository: string,
  specification: ImageSpecification,
  tags: string[] = [],
): Promise<PushedImage> {
  const { manifest, config, layer } = await makeImage(specification);
  const base = `http://${host}/v2/${repository}`;
  for (const content of [layer, config]) await pushBlob(base, content);
  for (const name of [manifest.digest, ...tags]) {
    const headers = { 'content-type': manifest.mediaType };
    await expectSuccess(
      await fetch(`${base}/manifests/${name}`, { method: 'PUT', headers, body: manifest.bytes }),
    );
  }
  return { reference: `${host}/${repository}@${manifest.digest}`, digest: manifest.digest };
}

async function pushBlob(base: string, { digest, bytes }: Blob): Promise<void> {
  const there = await fetch(`${base}/blobs/${digest}`, { method: 'HEAD' });
  if (there.status === 200) return;
  const begun = await expectSuccess(await fetch(`${base}/blobs/uploads/`, { method: 'POST' }));
  const target = new URL(begun.headers.get('location') ?? '', base);
  target.searchParams.set('digest', digest);
  const headers = { 'content-type': 'application/octet-stream' };
  await expectSuccess(await fetch(target, { method: 'PUT', headers, body: bytes }));
}

async function expectSuccess(response: Response): Promise<Response> {
  const text = await response.text();
  if (response.ok) return response;
  throw new Error(`The registry answered ${response.status} at ${response.url}: ${text}`);
}

function makeTar(files: ImageSpecification['files']): Promise<Buffer> {
  const tar = pack();
  const common = { mtime: new Date(0), uid: 0, gid: 0, uname: '', gname: '' };
  const paths = Object.keys(files).map((path) => path.replace(/^\/+/, ''));
  const folders = new Set(paths.flatMap(foldersAbove));
  for (const path of [...new Set([...folders, ...paths])].sort()) {
    const file = files[`/${path}`];
    if (file) tar.entry({ ...common, name: path, mode: file.mode ?? 0o644 }, Buffer.from(file.content));
    else tar.entry({ ...common, name: `${path}/`, mode: 0o755, type: 'directory' });
  }
  tar.finalize();
  return buffer(tar);
}

/** `app/dist/server.js` -> `app`, `app/dist` */
function foldersAbove(path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

function compress(tar: Buffer): Buffer {
  const compressed = gzipSync(tar, { level: 9 });
  // RFC 1952's tenth byte names the system that compressed: 255 is "unknown", whatever this machine is.
  compressed[9] = 255;
  return compressed;
}

function configOf(specification: ImageSpecification, diffId: string): object {
  const {
    entrypoint,
    workingDirectory = '/',
    environment = {},
    exposedPorts = [8080],
    labels = {},
  } = specification;
  return {
    created: new Date(0).toISOString(),
    architecture: 'amd64',
    os: 'linux',
    config: {
      Entrypoint: entrypoint,
      WorkingDir: workingDirectory,
      Env: sorted(environment).map(([name, value]) => `${name}=${value}`),
      ExposedPorts: Object.fromEntries(exposedPorts.map((port) => [`${port}/tcp`, {}])),
      Labels: Object.fromEntries(sorted(labels)),
    },
    rootfs: { type: 'layers', diff_ids: [diffId] },
  };
}

const sorted = (record: Record<string, string>): [string, string][] =>
  Object.entries(record).sort(([one], [other]) => (one < other ? -1 : 1));

const digestOf = (bytes: Buffer): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

const blob = (mediaType: string, bytes: Buffer): Blob => ({ mediaType, bytes, digest: digestOf(bytes) });

const descriptorOf = ({ mediaType, digest, bytes }: Blob): object => ({
  mediaType,
  digest,
  size: bytes.length,
});
