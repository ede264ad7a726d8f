import { formatReference } from '../../../lib/registry';
import type { RegistryClient } from '../../../lib/registry';
import { UserError } from '../../../lib/runner';
import type { Built } from './build';
import type { RetagInputs } from './model';
import { readManifestContent } from './oci';

/** Takes the image as it lies in the registry, its bytes verified; all that it names is in the repository. */
export async function retag(registry: RegistryClient, { image }: Pick<RetagInputs, 'image'>): Promise<Built> {
  const manifest = await registry.getManifest(image);
  if (manifest) {
    const configDigest = readManifestContent(manifest.bytes)?.config.digest;
    return { manifest, configDigest, uploaded: false };
  }
  throw new UserError(`There is no image ${formatReference(image)}.`, {
    remedy:
      'Give the image that was built, with its digest, and see whether a clean-up policy has removed it.',
  });
}
