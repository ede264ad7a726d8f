import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { UserError } from '../runner';
import type { Credentials } from './credentials';
import { askHelper } from './credential-helper';

type Variables = Readonly<Record<string, string | undefined>>;

/** The part of Docker's config.json that is about logins. Source: docker/cli, `cli/config/configfile/file.go`. */
const DockerConfig = z.object({
  auths: z
    .record(z.string(), z.object({ auth: z.string().optional(), identitytoken: z.string().optional() }))
    .optional(),
  credHelpers: z.record(z.string(), z.string()).optional(),
  credsStore: z.string().optional(),
});
type DockerConfig = z.infer<typeof DockerConfig>;

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
  const helper = config.credHelpers?.[key] ?? config.credHelpers?.[registry] ?? config.credsStore;
  const found = helper ? await askHelper(helper, key, variables) : undefined;
  return found ?? credentialsIn(config, key);
}

async function readConfig(variables: Variables): Promise<DockerConfig> {
  const folder = variables['DOCKER_CONFIG'] || join(variables['HOME'] || homedir(), '.docker');
  const file = join(folder, 'config.json');
  const text = await readIfThere(file);
  if (text === undefined) return {};
  try {
    return DockerConfig.parse(JSON.parse(text));
  } catch (cause) {
    // Neither the text nor the parser's words are shown: both could hold a password.
    throw new UserError(`Docker's configuration ${file} cannot be read.`, {
      remedy: 'Run `docker login` again, or remove the file.',
      ...(cause instanceof z.ZodError ? { cause } : {}),
    });
  }
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function credentialsIn({ auths = {} }: DockerConfig, key: string): Credentials | undefined {
  const entry =
    auths[key] ?? auths[`https://${key}`] ?? auths[`https://${key}/v2/`] ?? auths[`https://${key}/v1/`];
  if (entry?.identitytoken) return { identityToken: entry.identitytoken };
  const [, username, password] = /^([^:]+):(.+)$/s.exec(decoded(entry?.auth ?? '')) ?? [];
  return username === undefined || password === undefined ? undefined : { username, password };
}

const decoded = (base64: string): string => Buffer.from(base64, 'base64').toString();
