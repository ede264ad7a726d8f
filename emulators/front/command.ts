import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { ImageConfig } from './image';

/** A process to start. */
export interface Command {
  file: string;
  argv: string[];
  cwd: string;
  /** The unpacked image, to be removed if nobody else is left to. */
  root: string;
  env: Record<string, string>;
}

/** A process whose environment is complete once the platform has said its own: the port, who it is. */
export interface ContainerCommand extends Omit<Command, 'env'> {
  env: (own: Readonly<Record<string, string>>) => Record<string, string>;
}

/** What is run of an image: a revision's container, or a task's. */
export interface Container {
  env: Record<string, string>;
  command: string[];
  args: string[];
}

/**
 * How a container is run as a process of this machine: absolute paths that exist in the image are mapped to
 * where it was unpacked, `node` is the one that runs this program, and of this machine's environment it sees
 * only what a shell could not do without.
 * @param place where the image was unpacked, and the host's environment
 */
export function commandOf(
  container: Container,
  image: ImageConfig,
  { root, host }: { root: string; host: NodeJS.ProcessEnv },
): ContainerCommand {
  const entrypoint = container.command.length > 0 ? container.command : image.entrypoint;
  // As in Kubernetes: a command of one's own drops the image's arguments too.
  const inherited = container.command.length > 0 ? [] : image.command;
  const words = [...entrypoint, ...(container.args.length > 0 ? container.args : inherited)];
  const [file = '', ...argv] = words.map((word) => mapped(word, root));
  return {
    file: basename(file) === 'node' && !file.startsWith(root) ? process.execPath : file,
    argv,
    root,
    cwd: join(root, image.workingDirectory),
    env: (own) => ({
      ...basics(host),
      // Inside of a container every interface would be fine; here the service must stay on loopback.
      HOST: '127.0.0.1',
      ...pathless(image.environment),
      ...container.env,
      ...own,
    }),
  };
}

const mapped = (word: string, root: string): string =>
  word.startsWith('/') && existsSync(join(root, word)) ? join(root, word) : word;

function basics(environment: NodeJS.ProcessEnv): Record<string, string> {
  const kept = ['HOME', 'TMPDIR', 'LANG'].flatMap((name) => {
    const value = environment[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    ...Object.fromEntries(kept),
    PATH: `${dirname(process.execPath)}:${environment['PATH'] ?? '/usr/bin:/bin'}`,
  };
}

/** The image's PATH names folders of the image, where this machine's programs are not. */
function pathless(variables: string[]): Record<string, string> {
  const pairs = variables.map((variable): [string, string] => {
    const [name = '', ...value] = variable.split('=');
    return [name, value.join('=')];
  });
  return Object.fromEntries(pairs.filter(([name]) => name !== 'PATH'));
}
