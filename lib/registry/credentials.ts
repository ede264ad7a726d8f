import { dockerCredentials } from './docker-config';
import { googleCredentials } from './google-credentials';
import type { Log } from '../runner';
import type { Credentials } from './credential';

/** Finds credentials for a registry such as `europe-docker.pkg.dev`; undefined where there are none. */
export type CredentialSource = (registry: string) => Promise<Credentials | undefined>;

/**
 * Where this suite looks for credentials: what `docker login` has left or a credential helper of Docker knows, then for
 * Google's registries the application default credentials.
 * @param variables the environment, for DOCKER_CONFIG, HOME and PATH
 */
export function defaultCredentials(
  variables: Readonly<Record<string, string | undefined>>,
  log: Pick<Log, 'debug'>,
): CredentialSource {
  return async (registry) =>
    (await dockerCredentials(registry, variables)) ?? (await googleCredentials(registry, log));
}
