/** What the registry needs to understand of a manifest; every other field is the clients' business. */
export interface ManifestContent {
  mediaType?: string;
  artifactType?: string;
  /** Digests of the config and the layers. */
  blobs: string[];
  /** Digests of an index's children. */
  manifests: string[];
  /** The digest of the manifest that this one is about. */
  subject?: string;
  configMediaType?: string;
  annotations?: Record<string, unknown>;
}

type Fields = Record<string, unknown>;

/** Reads a manifest or an index; null when it is not a JSON object or has a malformed descriptor. */
export function readManifest(bytes: Buffer): ManifestContent | null {
  const fields = asFields(parse(bytes));
  if (!fields) return null;
  const config = asFields(fields['config']);
  const layers = asList(fields['layers']).map(asFields);
  const children = asList(fields['manifests']).map(asFields);
  const subject = asFields(fields['subject']);
  // A foreign layer lives at its own URLs and need not be here.
  const stored = [...(config ? [config] : []), ...layers].filter((descriptor) => !descriptor?.['urls']);
  if ([...stored, ...children].some((descriptor) => typeof descriptor?.['digest'] !== 'string')) return null;
  return {
    ...text('mediaType', fields['mediaType']),
    ...text('artifactType', fields['artifactType']),
    ...text('configMediaType', config?.['mediaType']),
    ...text('subject', subject?.['digest']),
    blobs: stored.map((descriptor) => String(descriptor?.['digest'])),
    manifests: children.map((descriptor) => String(descriptor?.['digest'])),
    ...annotations(asFields(fields['annotations'])),
  };
}

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString());
  } catch {
    return null;
  }
}

function asFields(value: unknown): Fields | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
}

const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

const text = <Key extends string>(key: Key, value: unknown): Partial<Record<Key, string>> =>
  typeof value === 'string' ? ({ [key]: value } as Record<Key, string>) : {};

const annotations = (fields: Fields | null): Pick<ManifestContent, 'annotations'> =>
  fields ? { annotations: fields } : {};
