import { formatReference } from '../../../lib/registry';
import type { Digest, Manifest, Reference, RegistryClient, Repository } from '../../../lib/registry';
import { UserError } from '../../../lib/runner';
import { planTags, previousDigest } from './plan';
import type { TagStep } from './plan';

/** The digest that each version stands for now, by version; undefined where it is not there. */
export async function readVersions(
  registry: RegistryClient,
  repository: Repository,
  versions: readonly string[],
): Promise<Map<string, Digest | undefined>> {
  const found = versions.map(
    async (version) => [version, await registry.headManifest(reference(repository, version))] as const,
  );
  return new Map(await Promise.all(found));
}

/** What is to be published, and over what. */
export interface Publication {
  readonly repository: Repository;
  readonly manifest: Manifest;
  readonly before: ReadonlyMap<string, Digest | undefined>;
  readonly previousTag: string | undefined;
}

/**
 * Points every tag at the manifest: the old image is named first, so that the way back is there before anything moves.
 * @returns what became of each tag
 * @throws UserError where a tag points elsewhere afterwards
 */
export async function publish(registry: RegistryClient, publication: Publication): Promise<TagStep[]> {
  const { repository, manifest, before } = publication;
  const steps = planTags(before, manifest.digest);
  await keepPrevious(registry, publication, previousDigest(steps));
  const missing = steps.filter((step) => step.do !== 'keep');
  await Promise.all(missing.map(({ version }) => registry.putManifest(repository, version, manifest)));
  const after = await readVersions(registry, repository, [...before.keys()]);
  for (const [version, digest] of after) {
    if (digest !== manifest.digest) throw overtaken(repository, version, digest);
  }
  return steps;
}

async function keepPrevious(
  registry: RegistryClient,
  { repository, previousTag }: Publication,
  digest: Digest | undefined,
): Promise<void> {
  if (previousTag === undefined || digest === undefined) return;
  const old = await registry.getManifest({ ...repository, digest });
  if (old) await registry.putManifest(repository, previousTag, old);
}

/** A tag, or a digest where an image has no tag. */
function reference(repository: Repository, version: string): Reference {
  return version.startsWith('sha256:')
    ? { ...repository, digest: version as Digest }
    : { ...repository, tag: version };
}

const overtaken = (repository: Repository, version: string, found: Digest | undefined): UserError =>
  new UserError(
    `${formatReference(reference(repository, version))} stands for ${found ?? 'nothing'} although it was just pushed: somebody else moved it.`,
    { remedy: 'Give the workflow a `concurrency` group, so that only one build moves this tag at a time.' },
  );
