import { parseReference } from '../../../lib/registry';
import { Refusal } from '../../../lib/runner';
import type { InputReader } from '../../../lib/runner';
import type { Common, RetagInputs } from './model';

/** Inputs of every backend that builds, with their defaults, which GitHub fills in. */
const OF_A_BUILD: Readonly<Record<string, string>> = { context: '.', platforms: 'linux/amd64', labels: '' };

/** @param others inputs that belong to one backend that builds */
export function refuseToBuild(input: InputReader, others: readonly string[]): void {
  const given = [...Object.keys(OF_A_BUILD), ...others].filter((name) => {
    const text = input.text(name);
    return text !== undefined && text !== OF_A_BUILD[name];
  });
  for (const name of given) {
    const remedy =
      'Take it out: the image keeps what it is; or choose a backend that builds, docker or append.';
    input.fault(name, 'The backend retag builds nothing.', remedy);
  }
}

const NONE: RetagInputs['image'] = { registry: '', name: '', digest: 'sha256:' };

/** The inputs of the backend `retag`. */
export function readRetag(input: InputReader, names: Omit<Common, 'repository'>): RetagInputs {
  const image = input.parsed('image', parseImage, { required: true, otherwise: NONE });
  if (names.tags.length === 0 && !names.counting)
    input.fault(
      'tags',
      'None of the lines gives a tag in this run.',
      'Add one, such as type=semver,bump=minor.',
    );
  const { registry, name } = image;
  return { ...names, backend: 'retag', repository: { registry, name }, image };
}

/** A tag beside the digest says nothing: the digest decides. */
function parseImage(text: string): RetagInputs['image'] | Refusal {
  const { registry, name, digest } = parseReference(text);
  if (digest !== undefined) return { registry, name, digest };
  return new Refusal(
    `\`${text}\` has no digest.`,
    'Give the image by its digest, repository@sha256:..., such as the output `image` of the build.',
  );
}
