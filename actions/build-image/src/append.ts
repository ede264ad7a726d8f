import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { bodyOf, formatReference } from '../../../lib/registry';
import type { Arrival, Blob, RegistryClient, Repository } from '../../../lib/registry';
import { readBase, scratch } from './base';
import type { Base } from './base';
import type { Built, Workshop } from './build';
import { composeImage } from './compose';
import type { ComposedImage } from './compose';
import type { AppendInputs } from './model';
import { writeLayer } from './layer';
import type { Layer } from './layer';
import { listEntries } from './tree';

/** Lays the files on the base, and sends what the repository does not have yet. */
export async function append(workshop: Workshop, inputs: AppendInputs): Promise<Built> {
  const { registry, around, labels, created } = workshop;
  const folder = await mkdtemp(join(around.temporary, 'sluice-layer-'));
  try {
    const [base, layer] = await Promise.all([
      inputs.base === 'scratch' ? scratch(inputs.platform) : readBase(registry, inputs.base, inputs.platform),
      layerOf(inputs, join(folder, 'layer.tar.gz')),
    ]);
    const image = composeImage(base, layer, { ...inputs, labels, created });
    const arrivals = await send(
      workshop,
      inputs.repository,
      blobsOf(registry, { base, layer, image }, inputs),
    );
    return {
      manifest: image.manifest,
      configDigest: image.config.digest,
      uploaded: arrivals.some((arrival) => arrival !== 'present'),
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function layerOf({ files, context }: AppendInputs, file: string): Promise<Layer> {
  return writeLayer(await listEntries(files, context), file);
}

interface NamedBlob extends Blob {
  /** In words, for the log. */
  readonly name: string;
}

function blobsOf(
  registry: RegistryClient,
  { base, layer, image }: { base: Base; layer: Layer; image: ComposedImage },
  { repository }: AppendInputs,
): NamedBlob[] {
  const { config } = image;
  return [
    ...baseBlobs(registry, base, repository),
    { name: 'files', digest: layer.digest, size: layer.size, open: () => createReadStream(layer.file) },
    { name: 'config', digest: config.digest, ...bodyOf(config.bytes) },
  ];
}

/** Layers that live at URLs of their own are not to be distributed. */
function baseBlobs(registry: RegistryClient, { reference, layers }: Base, to: Repository): NamedBlob[] {
  if (!reference) return [];
  const isNear = reference.registry === to.registry && reference.name !== to.name;
  return layers
    .filter(({ urls }) => urls === undefined)
    .map(({ digest, size }) => ({
      name: `layer of ${formatReference(reference)}`,
      digest,
      size,
      mountFrom: isNear ? reference : undefined,
      open: () => registry.openBlob(reference, digest),
    }));
}

async function send(
  { registry, runner }: Workshop,
  repository: Repository,
  blobs: readonly NamedBlob[],
): Promise<Arrival[]> {
  return Promise.all(
    blobs.map(async (blob) => {
      const arrival = await registry.putBlob(repository, blob);
      runner.log.info(`${blob.name}: ${blob.digest}, ${blob.size} bytes, ${arrival}`);
      return arrival;
    }),
  );
}
