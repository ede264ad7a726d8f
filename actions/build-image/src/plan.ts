/** What a build has to do, decided from what is wanted and what is there. Pure: no I/O, no clock. */
import { formatReference } from '../../../lib/registry';
import type { Digest } from '../../../lib/registry';
import type { AppendInputs, DockerInputs, Inputs } from './model';
import type { Command } from '../../../lib/processes';

/** What the build command depends on besides the inputs. */
export interface DockerBuild {
  /** All labels, sorted. */
  readonly labels: Readonly<Record<string, string>>;
  /** Unix time in seconds. */
  readonly created: number;
  /** Whether the plug-in is there; without it the engine's own BuildKit builds. */
  readonly buildx: boolean;
  /** File that gets the id of the image. */
  readonly imageId: string;
}

/** The build as a command. */
export function buildCommand(
  inputs: DockerInputs,
  { labels, created, buildx, imageId }: DockerBuild,
): Command {
  const secrets = Object.entries(inputs.secrets).map(([id, value], index) => ({
    id,
    value,
    name: secretName(index),
  }));
  return {
    argv: [
      'docker',
      ...(buildx ? ['buildx', 'build', '--load', '--provenance=false'] : ['build']),
      '--progress=plain',
      ...['--platform', inputs.platform, '--file', inputs.dockerfile],
      ...['--iidfile', imageId, '--tag', firstName(inputs)],
      ...(inputs.target === undefined ? [] : ['--target', inputs.target]),
      ...flags('--build-arg', inputs.buildArguments),
      ...flags('--label', labels),
      ...secrets.flatMap(({ id, name }) => ['--secret', `id=${id},env=${name}`]),
      inputs.context,
    ],
    environment: {
      DOCKER_BUILDKIT: '1',
      SOURCE_DATE_EPOCH: String(created),
      ...Object.fromEntries(secrets.map(({ name, value }) => [name, value])),
    },
  };
}

/** Sends the image under its first tag; the others are given to it in the registry. */
export const pushCommand = (inputs: DockerInputs): Command => ({
  argv: ['docker', 'push', firstName(inputs)],
});

const secretName = (index: number): string => `SLUICE_BUILD_SECRET_${index}`;

const firstName = ({ repository, tags }: DockerInputs): string =>
  formatReference({ ...repository, tag: tags[0] ?? 'latest' });

const flags = (name: string, pairs: Readonly<Record<string, string>>): string[] =>
  Object.entries(pairs).flatMap(([key, value]) => [name, `${key}=${value}`]);

/** What happens to one tag, or to the bare digest where there is no tag. */
export type TagStep =
  | { readonly do: 'create' | 'keep'; readonly version: string }
  | { readonly do: 'move'; readonly version: string; readonly from: Digest };

/**
 * @param before the digest that each version stands for, by version; undefined where it is not there
 * @param digest the one that it is to stand for
 */
export function planTags(before: ReadonlyMap<string, Digest | undefined>, digest: Digest): TagStep[] {
  return [...before].map(([version, from]): TagStep => {
    if (from === undefined) return { do: 'create', version };
    return from === digest ? { do: 'keep', version } : { do: 'move', version, from };
  });
}

/** The digest that the first tag that moves leaves behind. */
export const previousDigest = (steps: readonly TagStep[]): Digest | undefined =>
  steps.find((step) => step.do === 'move')?.from;

/** The plan in words. */
export function planLines(inputs: Inputs): string[] {
  const { counting } = inputs;
  const counted = counting ? [`its own version or the next ${counting.bump} one`] : [];
  const names = [...inputs.tags, ...counted].join(', ') || 'its digest alone';
  const previous =
    inputs.previousTag === undefined
      ? []
      : [`Point ${inputs.previousTag} at the old image where a tag moves.`];
  return [sourceLine(inputs), `Push it to ${formatReference(inputs.repository)} as ${names}.`, ...previous];
}

function sourceLine(inputs: Inputs): string {
  switch (inputs.backend) {
    case 'docker':
      return `Build ${inputs.dockerfile} with Docker for ${inputs.platform}.`;
    case 'append':
      return `Lay ${inputs.files.map(({ source, destination }) => `${source} at ${destination}`).join(', ')} on ${nameOfBase(inputs.base)} for ${inputs.platform}.`;
    case 'retag':
      return `Take ${formatReference(inputs.image)} as it is.`;
  }
}

const nameOfBase = (base: AppendInputs['base']): string =>
  base === 'scratch' ? 'nothing' : formatReference(base);
