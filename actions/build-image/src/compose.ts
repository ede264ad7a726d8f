/** An image out of a base and a layer. Pure: the same parts make the same bytes. */
import { digestOf, fieldsOf, formatReference, listOf, MediaType } from '../../../lib/registry';
import type { Digest, Fields, Manifest } from '../../../lib/registry';
import type { Base } from './base';
import type { ContainerSettings } from './model';
import { isoTime } from './labels';
import type { Layer } from './layer';
import { CONFIG_TYPE, inOciTerms, LAYER_TYPE } from './oci';

/** What is said about the image besides its contents. */
export interface Details {
  readonly settings: ContainerSettings;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** Unix time in seconds. */
  readonly created: number;
}

export interface ComposedImage {
  readonly manifest: Manifest;
  readonly config: { readonly bytes: Buffer; readonly digest: Digest };
}

/** The base with the layer on top. */
export function composeImage(
  base: Base,
  layer: Pick<Layer, 'digest' | 'diffId' | 'size'>,
  details: Details,
): ComposedImage {
  const config = Buffer.from(JSON.stringify(configOf(base, layer.diffId, details)));
  const annotations = { ...baseAnnotations(base), ...details.annotations };
  const content = {
    schemaVersion: 2,
    mediaType: MediaType.manifest,
    config: { mediaType: CONFIG_TYPE, digest: digestOf(config), size: config.length },
    layers: [
      ...base.layers.map(inOciTerms),
      { mediaType: LAYER_TYPE, digest: layer.digest, size: layer.size },
    ],
    ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
  };
  const bytes = Buffer.from(JSON.stringify(content));
  return {
    manifest: { bytes, digest: digestOf(bytes), mediaType: MediaType.manifest },
    config: { bytes: config, digest: digestOf(config) },
  };
}

/** OCI's own annotations for what an image stands on; scanners and rebuilders read them. */
function baseAnnotations({ reference }: Base): Record<string, string> {
  if (!reference) return {};
  const { digest, ...name } = reference;
  return {
    'org.opencontainers.image.base.digest': digest,
    'org.opencontainers.image.base.name': formatReference(name),
  };
}

function configOf({ config }: Base, diffId: Digest, { settings, labels, created }: Details): object {
  const at = isoTime(created);
  const step = { created: at, created_by: 'sluice append', comment: 'files of the context' };
  return {
    ...config.fields,
    created: at,
    config: {
      ...config.settings,
      ...changesOf(config.settings, settings),
      Labels: { ...fieldsOf(config.settings['Labels']), ...labels },
    },
    rootfs: { type: 'layers', diff_ids: [...config.diffIds, diffId] },
    history: [...config.history, step],
  };
}

function changesOf(inherited: Fields, wanted: ContainerSettings): Fields {
  const { entrypoint, command, workingDirectory, user, variables, ports } = wanted;
  const exposed = {
    ...fieldsOf(inherited['ExposedPorts']),
    ...Object.fromEntries(ports.map((port) => [port, {}])),
  };
  return {
    // As in a Dockerfile: the base's arguments are for the base's program.
    ...(entrypoint ? { Entrypoint: entrypoint, Cmd: command ?? null } : {}),
    ...(command ? { Cmd: command } : {}),
    ...(workingDirectory === undefined ? {} : { WorkingDir: workingDirectory }),
    ...(user === undefined ? {} : { User: user }),
    Env: mergedVariables(listOf(inherited['Env']).map(String), variables),
    ...(Object.keys(exposed).length === 0 ? {} : { ExposedPorts: exposed }),
  };
}

/** `NAME=value` each, in the base's order and then the caller's. */
function mergedVariables(inherited: readonly string[], added: Readonly<Record<string, string>>): string[] {
  const merged = new Map(inherited.map((line) => [line.split('=', 1)[0] ?? '', line]));
  for (const [name, value] of Object.entries(added)) merged.set(name, `${name}=${value}`);
  return [...merged.values()];
}
