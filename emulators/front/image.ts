/** Why an image cannot be run; the reason is Cloud Run's name for it. */
export class ImageProblem extends Error {
  readonly reason: 'CONTAINER_MISSING' | 'CONTAINER_IMAGE_UNAUTHORIZED' | 'REVISION_FAILED';

  constructor(reason: ImageProblem['reason'], message: string) {
    super(message);
    this.name = 'ImageProblem';
    this.reason = reason;
  }
}

/** The part of an OCI image's config that says how to run it. */
export interface ImageConfig {
  entrypoint: string[];
  command: string[];
  workingDirectory: string;
  /** As `NAME=value`. */
  environment: string[];
}

export interface Descriptor {
  mediaType: string;
  digest: string;
  size: number;
}

type Fields = Record<string, unknown>;

/** A manifest's config and layers, or the child of an index that suits linux/amd64. */
export function readManifest(
  bytes: Uint8Array,
): { config: Descriptor; layers: Descriptor[] } | { child: Descriptor } {
  const fields = readJson(bytes);
  if (Array.isArray(fields['manifests'])) return { child: chooseChild(fields['manifests'].map(asFields)) };
  const layers = Array.isArray(fields['layers']) ? fields['layers'] : [];
  return { config: asDescriptor(fields['config']), layers: layers.map(asDescriptor) };
}

export function readConfig(bytes: Uint8Array): ImageConfig {
  const config = asFields(readJson(bytes)['config']);
  return {
    entrypoint: asTexts(config['Entrypoint']),
    command: asTexts(config['Cmd']),
    workingDirectory: typeof config['WorkingDir'] === 'string' ? config['WorkingDir'] || '/' : '/',
    environment: asTexts(config['Env']),
  };
}

function chooseChild(children: Fields[]): Descriptor {
  const suitable = children.find((child) => {
    const { os, architecture } = asFields(child['platform']);
    return os === 'linux' && architecture === 'amd64';
  });
  if (suitable) return asDescriptor(suitable);
  throw new ImageProblem('CONTAINER_MISSING', 'The image index has no image for linux/amd64.');
}

function readJson(bytes: Uint8Array): Fields {
  try {
    return asFields(JSON.parse(Buffer.from(bytes).toString()));
  } catch (error) {
    throw new ImageProblem(
      'REVISION_FAILED',
      `The image has a manifest or config that is not JSON: ${String(error)}`,
    );
  }
}

const asFields = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? { ...value } : {};

const asTexts = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

function asDescriptor(value: unknown): Descriptor {
  const { digest, mediaType, size } = asFields(value);
  if (typeof digest === 'string' && typeof mediaType === 'string' && typeof size === 'number') {
    return { digest, mediaType, size };
  }
  throw new ImageProblem('REVISION_FAILED', 'The image has a manifest with a malformed descriptor.');
}
