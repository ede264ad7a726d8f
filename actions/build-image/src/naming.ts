import type { Digest, RegistryClient } from '../../../lib/registry';
import type { Inputs } from './model';
import { numberOf } from './numbering';
import type { Surroundings } from './surroundings';
import { tagsFrom } from './tags';
import { releaseIn } from './versions';

/** The names of an image, all of them known. */
export interface Named {
  readonly inputs: Inputs;
  /** Tags that stand for one image for ever. */
  readonly fixed: readonly string[];
  /** How the number came about; undefined where none was asked for. */
  readonly reason: string | undefined;
}

/** Fills in the number of the release where a tag counts on from those that the repository has. */
export async function nameImage(
  registry: RegistryClient,
  { inputs, around }: { inputs: Inputs; around: Surroundings },
  digest: Digest,
): Promise<Named> {
  const { repository, counting } = inputs;
  if (!counting) return { inputs, fixed: [], reason: undefined };
  const number = await numberOf(registry, { repository, digest }, counting.bump);
  const { tags, version } = tagsFrom(counting.lines, around, number);
  const fixed = tags.filter((tag) => releaseIn(tag)?.version === number.version);
  return { inputs: { ...inputs, tags, version }, fixed, reason: number.reason };
}
