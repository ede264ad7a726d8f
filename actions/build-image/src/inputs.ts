import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { isTag, parseReference, parseRepository } from '../../../lib/registry';
import type { Reference, Repository } from '../../../lib/registry';
import { Refusal } from '../../../lib/runner';
import type { InputReader } from '../../../lib/runner';
import { parseMappings } from './mappings';
import type { Mapping } from './mappings';
import type { Surroundings } from './surroundings';
import { tagsFrom } from './tags';
import type { TagSet } from './tags';

type Texts = Readonly<Record<string, string>>;

/** What the caller asks for, whatever the backend. */
interface Common extends TagSet {
  readonly repository: Repository;
  /** Absolute path. */
  readonly context: string;
  /** `linux/amd64` */
  readonly platform: string;
  readonly labels: Texts;
  readonly previousTag: string | undefined;
}

/** A Dockerfile, built by the Docker engine. */
export interface DockerInputs extends Common {
  readonly backend: 'docker';
  /** Absolute path. */
  readonly dockerfile: string;
  readonly target: string | undefined;
  readonly buildArguments: Texts;
  /** Values by id; masked. */
  readonly secrets: Texts;
}

/** Files, laid on a base image. */
export interface AppendInputs extends Common {
  readonly backend: 'append';
  readonly base: Reference | 'scratch';
  readonly files: readonly Mapping[];
  readonly annotations: Texts;
  readonly settings: ContainerSettings;
}

/** How the container starts; what is undefined stays as the base image has it. */
export interface ContainerSettings {
  readonly entrypoint: readonly string[] | undefined;
  readonly command: readonly string[] | undefined;
  readonly workingDirectory: string | undefined;
  readonly user: string | undefined;
  readonly variables: Texts;
  /** `8080/tcp` */
  readonly ports: readonly string[];
}

export type Inputs = DockerInputs | AppendInputs;

/** What reading needs besides the inputs themselves. */
export interface Workplace {
  readonly workspace: string;
  readonly around: Surroundings;
  /** Looks at the disk. */
  readonly kindOf: (path: string) => 'file' | 'folder' | 'nothing' | 'other';
  /** Masks a value before anything can print it. */
  readonly mask: (value: string) => void;
}

const ONLY_DOCKER = ['dockerfile', 'target', 'build-args', 'secrets'];
const ONLY_APPEND = ['base', 'files', 'entrypoint', 'cmd', 'workdir', 'user', 'env', 'ports', 'annotations'];

/** The inputs of action.yml; to be read with `readInputs`, which reports all their faults together. */
export function readBuildInputs(input: InputReader, workplace: Workplace): Inputs {
  const backend = input.choice('backend', ['docker', 'append'], { default: 'docker' });
  refuseOthers(input, backend);
  const common: Common = {
    repository: input.parsed('image', parseRepository, { required: true }),
    context: readContext(input, workplace),
    platform: readPlatform(input),
    ...readTags(input, workplace.around),
    labels: input.keyValues('labels'),
    previousTag: input.text('previous-tag', { pattern: /\w[\w.-]{0,127}/, describe: 'a tag, such as prev' }),
  };
  refusePreviousAmongTags(input, common);
  return backend === 'docker' ? readDocker(input, common, workplace) : readAppend(input, common, workplace);
}

function refuseOthers(input: InputReader, backend: Inputs['backend']): void {
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

function readTags(input: InputReader, around: Surroundings): TagSet {
  const lines = (text: string): string[] => text.split(/\r?\n/).map((line) => line.trim());
  const read = (text: string): TagSet =>
    tagsFrom(
      lines(text).filter((line) => line !== ''),
      around,
    );
  return input.parsed('tags', read) ?? tagsFrom(['type=sha'], around);
}

function refusePreviousAmongTags(input: InputReader, { previousTag, tags }: Common): void {
  if (previousTag !== undefined && isTag(previousTag) && tags.includes(previousTag))
    input.fault(
      'previous-tag',
      `\`${previousTag}\` is one of the tags too.`,
      'Choose another one, such as prev.',
    );
}

function readDocker(input: InputReader, common: Common, workplace: Workplace): DockerInputs {
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

function readAppend(input: InputReader, common: Common, workplace: Workplace): AppendInputs {
  return {
    ...common,
    backend: 'append',
    base: input.parsed('base', (text) => (text === 'scratch' ? 'scratch' : parseReference(text)), {
      required: true,
    }),
    files: readFiles(input, common.context, workplace),
    annotations: input.keyValues('annotations'),
    settings: {
      entrypoint: input.parsed('entrypoint', parseArguments),
      command: input.parsed('cmd', parseArguments),
      workingDirectory: input.text('workdir', {
        pattern: /\/.*/,
        describe: 'an absolute path, such as /app',
      }),
      user: input.text('user'),
      variables: input.keyValues('env'),
      ports: input.parsed('ports', parsePorts) ?? [],
    },
  };
}

function readFiles(input: InputReader, context: string, { kindOf }: Workplace): readonly Mapping[] {
  const mappings = input.parsed('files', parseMappings, { required: true }) as Mapping[] | undefined;
  for (const { source } of mappings ?? []) {
    const path = resolve(context, source);
    if (!isBelow(context, path))
      input.fault('files', `\`${source}\` leads out of the context.`, 'Name a file or folder below it.');
    else if (!['file', 'folder'].includes(kindOf(path)))
      input.fault(
        'files',
        `There is no file or folder ${path}.`,
        'Correct the path, or run the build that makes it first.',
      );
  }
  return mappings ?? [];
}

function parseArguments(text: string): string[] | Refusal {
  const refusal = new Refusal('It is not a JSON list of texts.', 'Write it like ["node", "server.js"].');
  try {
    const list: unknown = JSON.parse(text);
    const isList = Array.isArray(list) && list.every((word): word is string => typeof word === 'string');
    return isList && list.length > 0 ? list : refusal;
  } catch {
    return refusal;
  }
}

function parsePorts(text: string): string[] | Refusal {
  const ports = text.split(/[\s,]+/).filter((port) => port !== '');
  const wrong = ports.find((port) => !/^\d{1,5}(\/(tcp|udp))?$/.test(port) || Number.parseInt(port) > 65_535);
  if (wrong !== undefined)
    return new Refusal(`\`${wrong}\` is not a port.`, 'Write a number, such as 8080 or 53/udp.');
  return ports.map((port) => (port.includes('/') ? port : `${port}/tcp`));
}

/** Whether a path is a folder or lies below it, by name alone. */
function isBelow(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
