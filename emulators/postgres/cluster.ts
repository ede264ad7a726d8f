import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { platform, tmpdir } from 'node:os';
import { basename, delimiter, dirname, join } from 'node:path';
import type { Account } from './account';
import type { Installation } from './installation';

/** The folder of one server, gone when the server has ended. */
export interface ClusterFolder {
  /** Also where the Unix socket is. */
  readonly root: string;
  readonly data: string;
  /** The superuser's password, for initdb to read. */
  readonly passwordFile: string;
  /** What the programs must find in their environment. */
  readonly env: Record<string, string>;
}

/** A program and its arguments. */
export interface Command {
  file: string;
  argv: string[];
}

export const SUPERUSER = 'postgres';

/** Nothing that a test writes has to survive a power failure. */
const SETTINGS = { fsync: 'off', full_page_writes: 'off', listen_addresses: '127.0.0.1' };

/** Makes the folder, readable for nobody but the server's account. */
export function makeClusterFolder(
  installation: Installation,
  account: Account | undefined,
  password: string,
): ClusterFolder {
  const root = mkdtempSync(join(tmpdir(), 'postgres-'));
  const passwordFile = join(root, 'password');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  const env = { LC_ALL: 'C', ...librariesOf(installation, join(root, 'lib')) };
  for (const path of account ? [root, passwordFile] : [])
    chownSync(path, account?.uid ?? 0, account?.gid ?? 0);
  return { root, data: join(root, 'data'), passwordFile, env };
}

/** initdb, and the server after it. */
export function serverCommands(
  { programs }: Installation,
  { root, data, passwordFile }: ClusterFolder,
  port: number,
  settings: Readonly<Record<string, string>>,
): Command[] {
  const initialise = [
    `--pgdata=${data}`,
    `--username=${SUPERUSER}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--no-sync',
    '--no-instructions',
  ];
  const set = Object.entries({ ...SETTINGS, ...settings }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ]);
  return [
    { file: join(programs, 'initdb'), argv: initialise },
    { file: join(programs, 'postgres'), argv: ['-D', data, '-k', root, '-p', String(port), ...set] },
  ];
}

/**
 * A package from npm cannot hold symbolic links; this one lists in a file what its install script would link. They are
 * made beside the data instead, so that nothing is written into node_modules and no install script has to run.
 */
function librariesOf({ programs }: Installation, folder: string): Record<string, string> {
  const native = dirname(programs);
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return {};
  mkdirSync(folder);
  // The shape of the package's own file: {source, target} are paths inside the package.
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    symlinkSync(join(dirname(native), source), join(folder, basename(target)));
  }
  const variable = platform() === 'darwin' ? 'DYLD_LIBRARY_PATH' : 'LD_LIBRARY_PATH';
  return { [variable]: [folder, join(native, 'lib')].join(delimiter) };
}
