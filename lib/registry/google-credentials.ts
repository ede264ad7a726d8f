import type { Log } from '../runner';
import type { Credentials } from './credential';

/** Artifact Registry's and Container Registry's hosts. */
const GOOGLE = /^(?:[a-z0-9-]+-docker\.pkg\.dev|(?:[a-z]+\.)?gcr\.io)$/;

/**
 * An access token as the password of `oauth2accesstoken`; undefined for other registries, and where nobody is logged in:
 * many images can be pulled without.
 * Source: https://cloud.google.com/artifact-registry/docs/docker/authentication#token
 */
export async function googleCredentials(
  registry: string,
  log: Pick<Log, 'debug'>,
): Promise<Credentials | undefined> {
  if (!GOOGLE.test(registry)) return undefined;
  // The library takes longer to load than everything else of a light action together.
  const { googleAuth } = await import('../google');
  try {
    const password = await googleAuth({ anonymous: false }).getAccessToken();
    return password ? { username: 'oauth2accesstoken', password } : undefined;
  } catch (error) {
    log.debug(`No credentials of Google Cloud for ${registry}: ${String(error)}`);
    return undefined;
  }
}
