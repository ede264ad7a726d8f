/** The parts of OCI's image format that are read here; every other field is passed on as it is. */
import { fieldsOf, isDigest, listOf, parsedJson, textIn } from '../../../lib/registry';
import type { Digest, Fields } from '../../../lib/registry';

/** Source: https://github.com/opencontainers/image-spec/blob/v1.1.1/descriptor.md */
export interface Descriptor {
  readonly mediaType: string;
  readonly digest: Digest;
  /** Bytes. */
  readonly size: number;
  /** The blob lives there and is not to be distributed. */
  readonly urls?: readonly string[];
}

/** Source: https://github.com/opencontainers/image-spec/blob/v1.1.1/manifest.md */
export interface ManifestContent {
  readonly config: Descriptor;
  readonly layers: readonly Descriptor[];
}

/** One image of an index. Source: https://github.com/opencontainers/image-spec/blob/v1.1.1/image-index.md */
export interface Child {
  readonly digest: Digest;
  /** `linux/amd64`, `linux/arm64/v8`; '' where it does not say. */
  readonly platform: string;
}

/** Source: https://github.com/opencontainers/image-spec/blob/v1.1.1/config.md */
export interface ImageConfig {
  /** All fields, those included that follow here. */
  readonly fields: Fields;
  /** How a container starts. */
  readonly settings: Fields;
  /** Digests of the uncompressed layers. */
  readonly diffIds: readonly string[];
  readonly history: readonly unknown[];
}

export const LAYER_TYPE = 'application/vnd.oci.image.layer.v1.tar+gzip';
export const CONFIG_TYPE = 'application/vnd.oci.image.config.v1+json';

/** Docker's media types and OCI's name for the same bytes; an OCI manifest must not mix them. */
const OCI_NAMES: Readonly<Record<string, string>> = {
  'application/vnd.docker.image.rootfs.diff.tar.gzip': LAYER_TYPE,
  'application/vnd.docker.image.rootfs.diff.tar': 'application/vnd.oci.image.layer.v1.tar',
  'application/vnd.docker.image.rootfs.foreign.diff.tar.gzip':
    'application/vnd.oci.image.layer.nondistributable.v1.tar+gzip',
};

/** The descriptor under OCI's name for its media type. */
export const inOciTerms = (descriptor: Descriptor): Descriptor => ({
  ...descriptor,
  mediaType: OCI_NAMES[descriptor.mediaType] ?? descriptor.mediaType,
});

/** The manifest of one image; undefined where it is not one. */
export function readManifestContent(bytes: Uint8Array): ManifestContent | undefined {
  const fields = fieldsOf(parsedJson(bytes));
  const [config, ...layers] = [fields['config'], ...listOf(fields['layers'])].map(readDescriptor);
  if (!config || layers.some((layer) => layer === undefined)) return undefined;
  return { config, layers: layers.filter((layer) => layer !== undefined) };
}

/** The images of an index; undefined where it is not one. */
export function readChildren(bytes: Uint8Array): readonly Child[] | undefined {
  const { manifests } = fieldsOf(parsedJson(bytes));
  if (!Array.isArray(manifests)) return undefined;
  return manifests.flatMap((manifest) => {
    const fields = fieldsOf(manifest);
    const digest = textIn(fields, 'digest') ?? '';
    return isDigest(digest) ? [{ digest, platform: platformIn(fieldsOf(fields['platform'])) }] : [];
  });
}

/** Undefined where it is not the config of an image. */
export function readImageConfig(bytes: Uint8Array): ImageConfig | undefined {
  const fields = fieldsOf(parsedJson(bytes));
  const diffIds = listOf(fieldsOf(fields['rootfs'])['diff_ids']).filter((id) => typeof id === 'string');
  if (fieldsOf(fields['rootfs'])['type'] !== 'layers') return undefined;
  return { fields, settings: fieldsOf(fields['config']), diffIds, history: listOf(fields['history']) };
}

/** `linux/arm64/v8` of the three fields of a platform, which a config has too. */
export const platformIn = (fields: Fields): string =>
  ['os', 'architecture', 'variant'].flatMap((name) => textIn(fields, name) ?? []).join('/');

function readDescriptor(value: unknown): Descriptor | undefined {
  const fields = fieldsOf(value);
  const { size } = fields;
  const mediaType = textIn(fields, 'mediaType');
  const digest = textIn(fields, 'digest') ?? '';
  const urls = listOf(fields['urls']).filter((url) => typeof url === 'string');
  if (mediaType === undefined || !isDigest(digest) || typeof size !== 'number') return undefined;
  return { mediaType, digest, size, ...(urls.length > 0 ? { urls } : {}) };
}
