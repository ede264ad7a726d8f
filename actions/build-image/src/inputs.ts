import { join, resolve } from 'node:path';
import { isTag, parseRepository } from '../../../lib/registry';
import type { InputReader } from '../../../lib/runner';
import { readAppend } from './append-inputs';
import type { BuildInputs, Building, Common, DockerInputs, Inputs, Texts } from './model';
import { readRetag, refuseToBuild } from './retag-inputs';
import type { Surroundings } from './surroundings';
import { tagsFrom } from './tags';
import type { TagSet } from './tags';
import { releaseIn } from './versions';
import { isBelow } from './workplace';
import type { Workplace } from './workplace';

const ONLY_DOCKER = ['dockerfile', 'target', 'build-args', 'secrets'];
const ONLY_APPEND = ['base', 'files', 'entrypoint', 'cmd', 'workdir', 'user', 'env', 'ports', 'annotations'];

/** The inputs of action.yml; to be read with `readInputs`, which reports all their faults together. */
export function readBuildInputs(input: InputReader, workplace: Workplace): Inputs {
  const backend = input.choice('backend', ['docker', 'append', 'retag'], { default: 'docker' });
  if (backend === 'retag') {
    refuseToBuild(input, [...ONLY_DOCKER, ...ONLY_APPEND]);
    return readRetag(input, readNames(input, workplace.around));
  }
  refuseOthers(input, backend);
  const building: Building = {
    repository: input.parsed('image', parseRepository, {
      required: true,
      otherwise: { registry: '', name: '' },
    }),
    context: readContext(input, workplace),
    platform: readPlatform(input),
    labels: input.keyValues('labels'),
    ...readNames(input, workplace.around),
  };
  return backend === 'docker'
    ? readDocker(input, building, workplace)
    : readAppend(input, building, workplace);
}

function refuseOthers(input: InputReader, backend: BuildInputs['backend']): void {
  const [foreign, other] = backend === 'docker' ? [ONLY_APPEND, 'append'] : [ONLY_DOCKER, 'docker'];
  for (const name of foreign.filter((each) => input.text(each) !== undefined)) {
    input.fault(name, `It is for the backend ${other}.`, `Take it out, or write \`backend: ${other}\`.`);
  }
}

function readContext(input: InputReader, { workspace, kindOf }: Workplace): string {
  const given = input.text('context', { default: '.' });
  const context = resolve(workspace, given);
  if (!isBelow(workspace, context))
    input.fault('context', `\`${given}\` leads out of the workspace.`, 'Write a folder of the checkout.');
  else if (kindOf(context) !== 'folder')
    input.fault(
      'context',
      `There is no folder ${context}.`,
      'Correct the path, or check the repository out first.',
    );
  return context;
}

function readPlatform(input: InputReader): string {
  const [platform = 'linux/amd64', ...more] = input
    .lines('platforms')
    .flatMap((line) => line.split(/\s*,\s*/));
  if (more.length > 0)
    input.fault('platforms', 'More than one platform is not built yet.', 'Write one, such as linux/amd64.');
  else if (!/^linux\/[a-z0-9]+(\/v\d)?$/.test(platform))
    input.fault('platforms', `\`${platform}\` is not a platform.`, 'Write one such as linux/amd64.');
  return platform;
}

/** The names that the image gets. */
function readNames(input: InputReader, around: Surroundings): Omit<Common, 'repository'> {
  const previousTag = input.text('previous-tag', {
    pattern: /\w[\w.-]{0,127}/,
    describe: 'a tag, such as prev',
  });
  const names = { ...readTags(input, around), previousTag };
  refusePreviousAmongTags(input, names);
  return names;
}

function readTags(input: InputReader, around: Surroundings): TagSet {
  const lines = (text: string): string[] => text.split(/\r?\n/).map((line) => line.trim());
  const read = (text: string): TagSet =>
    tagsFrom(
      lines(text).filter((line) => line !== ''),
      around,
    );
  return input.parsed('tags', read) ?? tagsFrom(['type=sha'], around);
}

function refusePreviousAmongTags(
  input: InputReader,
  { previousTag, tags, counting }: Omit<Common, 'repository'>,
): void {
  if (previousTag === undefined || !isTag(previousTag)) return;
  // The tag of a release never moves.
  if (tags.includes(previousTag) || (counting && releaseIn(previousTag)))
    input.fault(
      'previous-tag',
      `\`${previousTag}\` is one of the tags too.`,
      'Choose another one, such as prev.',
    );
}

function readDocker(input: InputReader, common: Building, workplace: Workplace): DockerInputs {
  if (common.tags.length === 0)
    input.fault(
      'tags',
      'None of the lines gives a tag in this run.',
      'Docker needs one to push: add type=sha.',
    );
  return {
    ...common,
    backend: 'docker',
    dockerfile: readDockerfile(input, common.context, workplace),
    target: input.text('target', { pattern: /[A-Za-z0-9][\w.-]*/, describe: 'the name of a stage' }),
    buildArguments: input.keyValues('build-args'),
    secrets: readSecrets(input, workplace),
  };
}

function readDockerfile(input: InputReader, context: string, { workspace, kindOf }: Workplace): string {
  const given = input.text('dockerfile');
  const path = given === undefined ? join(context, 'Dockerfile') : resolve(workspace, given);
  // Without the context the default is not there either; one fault is enough.
  if (given === undefined && kindOf(context) !== 'folder') return path;
  if (!isBelow(workspace, path))
    input.fault('dockerfile', `${path} leads out of the workspace.`, 'Write a file of the checkout.');
  else if (kindOf(path) !== 'file') {
    const remedy =
      'Correct the path, which is relative to the workspace, or write `backend: append` to do without one.';
    input.fault('dockerfile', `There is no Dockerfile at ${path}.`, remedy);
  }
  return path;
}

function readSecrets(input: InputReader, { mask }: Workplace): Texts {
  const secrets = input.keyValues('secrets');
  for (const value of Object.values(secrets).filter((each) => each !== '')) mask(value);
  return secrets;
}
