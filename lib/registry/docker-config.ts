import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../runner';
import type { Credentials } from './credential';
import { askHelper } from './credential-helper';
import { fieldsOf, parsedJson, textIn } from './untrusted-json';
import type { Fields } from './untrusted-json';

type Variables = Readonly<Record<string, string | undefined>>;

/** Docker's config.json. Source: docker/cli, `cli/config/configfile/file.go`. */
type DockerConfig = Fields;

/** Docker Hub is still filed under its address of old. */
const HUB = 'https://index.docker.io/v1/';

/**
 * What `docker login` has left for a registry, in Docker's order: the helper of this registry, the store of all
 * passwords, the file itself.
 * @throws UserError where the file is not what Docker writes, or a helper is missing
 */
export async function dockerCredentials(
  registry: string,
  variables: Variables,
): Promise<Credentials | undefined> {
  const config = await readConfig(variables);
  const key = registry === 'docker.io' ? HUB : registry;
  const helpers = fieldsOf(config['credHelpers']);
  const helper = textIn(helpers, key) ?? textIn(helpers, registry) ?? textIn(config, 'credsStore');
  const found = helper ? await askHelper(helper, key, variables) : undefined;
  return found ?? credentialsIn(config, key);
}

async function readConfig(variables: Variables): Promise<DockerConfig> {
  const folder = variables['DOCKER_CONFIG'] || join(variables['HOME'] || homedir(), '.docker');
  const file = join(folder, 'config.json');
  const text = await readIfThere(file);
  if (text === undefined) return {};
  const config = parsedJson(text);
  if (typeof config === 'object') return fieldsOf(config);
  // Neither the text nor the parser's words are shown: both could hold a password.
  throw new UserError(`Docker's configuration ${file} is not JSON.`, {
    remedy: 'Run `docker login` again, or remove the file.',
  });
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (fieldsOf(error)['code'] === 'ENOENT') return undefined;
    throw error;
  }
}

function credentialsIn(config: DockerConfig, key: string): Credentials | undefined {
  const logins = fieldsOf(config['auths']);
  const names = [key, `https://${key}`, `https://${key}/v2/`, `https://${key}/v1/`];
  const login = fieldsOf(names.map((name) => logins[name]).find((entry) => entry !== undefined));
  const identityToken = textIn(login, 'identitytoken');
  if (identityToken !== undefined) return { identityToken };
  const [, username, password] = /^([^:]+):(.+)$/s.exec(decoded(textIn(login, 'auth') ?? '')) ?? [];
  return username === undefined || password === undefined ? undefined : { username, password };
}

const decoded = (base64: string): string => Buffer.from(base64, 'base64').toString();
