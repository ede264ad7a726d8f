import { formatReference } from '../../../lib/registry';
import type { Digest, Manifest, Reference, RegistryClient } from '../../../lib/registry';
import { UserError } from '../../../lib/runner';
import { platformIn, readChildren, readImageConfig, readManifestContent } from './oci';
import type { Child, Descriptor, ImageConfig } from './oci';

/** What files are laid on. */
export interface Base {
  /** With the digest that its tag stood for; undefined for `scratch`. */
  readonly reference: (Reference & { readonly digest: Digest }) | undefined;
  readonly layers: readonly Descriptor[];
  readonly config: ImageConfig;
}

/** @returns nothing at all, for a platform such as `linux/amd64` */
export function scratch(platform: string): Base {
  const [os, architecture, variant] = platform.split('/');
  const fields = { architecture, os, ...(variant === undefined ? {} : { variant }) };
  return { reference: undefined, layers: [], config: { fields, settings: {}, diffIds: [], history: [] } };
}

/**
 * Reads the base image for one platform: of an index its child.
 * @throws UserError where there is none
 */
export async function readBase(registry: RegistryClient, at: Reference, platform: string): Promise<Base> {
  const found = await demand(registry, at);
  const children = readChildren(found.bytes);
  const image = children
    ? await demand(registry, { ...at, digest: childFor(platform, children, at) })
    : found;
  const manifest = readManifestContent(image.bytes);
  if (!manifest) throw unusable(at, 'its manifest is not one of an image');
  const config = readImageConfig(await registry.readBlob(at, manifest.config.digest));
  if (config?.diffIds.length !== manifest.layers.length)
    throw unusable(at, 'its config does not fit its layers');
  const built = platformIn(config.fields);
  if (!suits(built, platform)) throw unusable(at, `it is for ${built} and not for ${platform}`);
  return { reference: { ...at, digest: found.digest }, layers: manifest.layers, config };
}

async function demand(registry: RegistryClient, at: Reference): Promise<Manifest> {
  const manifest = await registry.getManifest(at);
  if (manifest) return manifest;
  throw new UserError(`There is no base image ${formatReference(at)}.`, { remedy: 'Correct `base`.' });
}

function childFor(platform: string, children: readonly Child[], at: Reference): Digest {
  const child = children.find((each) => suits(each.platform, platform));
  if (child) return child.digest;
  const there = children.map((each) => each.platform).join(', ');
  throw unusable(at, `it is not there for ${platform}, but for ${there || 'nothing'}`);
}

/** linux/arm64/v8 is what linux/arm64 means. */
const suits = (found: string, wanted: string): boolean => found === wanted || found.startsWith(`${wanted}/`);

const unusable = (at: Reference, why: string): UserError =>
  new UserError(`The base image ${formatReference(at)} cannot be used: ${why}.`, {
    remedy: 'Give another `base`, or another platform.',
  });
