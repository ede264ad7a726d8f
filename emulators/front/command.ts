import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { RevisionToRun } from '../cloudrun/platform';
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

/** A process whose environment is complete once its port is known. */
export interface ContainerCommand extends Omit<Command, 'env'> {
  env: (port: number) => Record<string, string>;
}

/**
 * How a revision's container is run as a process of this machine: absolute paths that exist in the image are mapped to
 * where it was unpacked, `node` is the one that runs this program, and of this machine's environment it sees
 * only what a shell could not do without.
 * @param root where the image was unpacked
 * @param environment the host's
 */
export function commandOf(
  revision: RevisionToRun,
  image: ImageConfig,
  root: string,
  environment: NodeJS.ProcessEnv,
): ContainerCommand {
  const entrypoint = revision.command.length > 0 ? revision.command : image.entrypoint;
  // As in Kubernetes: a command of one's own drops the image's arguments too.
  const inherited = revision.command.length > 0 ? [] : image.command;
  const words = [...entrypoint, ...(revision.args.length > 0 ? revision.args : inherited)];
  const [file = '', ...argv] = words.map((word) => mapped(word, root));
  return {
    file: basename(file) === 'node' && !file.startsWith(root) ? process.execPath : file,
    argv,
    root,
    cwd: join(root, image.workingDirectory),
    env: (port) => ({
      ...basics(environment),
      // Inside of a container every interface would be fine; here the service must stay on loopback.
      HOST: '127.0.0.1',
      ...pathless(image.environment),
      ...revision.env,
      PORT: String(port),
      K_SERVICE: revision.service,
      K_REVISION: revision.name,
      K_CONFIGURATION: revision.service,
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
