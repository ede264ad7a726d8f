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

/** The digests of the same kind for all of these, of which some are known already. */
export async function readFurther(
  registry: RegistryClient,
  repository: Repository,
  { versions, known }: { versions: readonly string[]; known: ReadonlyMap<string, Digest | undefined> },
): Promise<Map<string, Digest | undefined>> {
  const unknown = versions.filter((version) => !known.has(version));
  const found = await readVersions(registry, repository, unknown);
  return new Map(versions.map((version) => [version, known.get(version) ?? found.get(version)]));
}

/** What is to be published, and over what. */
export interface Publication {
  readonly repository: Repository;
  readonly manifest: Manifest;
  readonly before: ReadonlyMap<string, Digest | undefined>;
  readonly previousTag: string | undefined;
  /** Tags that stand for one image for ever. */
  readonly fixed: readonly string[];
}

/**
 * Points every tag at the manifest: the old image is named first, so that the way back is there before anything moves.
 * @returns what became of each tag
 * @throws UserError where a tag would have to move that must not, before anything is written; where a tag points elsewhere
 *   afterwards
 */
export async function publish(registry: RegistryClient, publication: Publication): Promise<TagStep[]> {
  const { repository, manifest, before, fixed } = publication;
  const steps = planTags(before, manifest.digest);
  const taken = steps.find((step) => step.do === 'move' && fixed.includes(step.version));
  if (taken?.do === 'move') throw takenVersion(repository, taken);
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

const takenVersion = (
  repository: Repository,
  { version, from }: Extract<TagStep, { do: 'move' }>,
): UserError =>
  new UserError(
    `${formatReference(reference(repository, version))} is another image already, ${from}: a version is never given twice.`,
    {
      remedy:
        'If another release has just taken it, run this one again for the next version, and give the workflow a `concurrency` group so that they come one after the other.',
    },
  );
