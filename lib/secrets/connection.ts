/** Two calls of the Secret Manager API v1 over REST; Google's client library would weigh more than all the rest. */
import { gaxios } from 'google-auth-library';
import { googleAuth, retryRead } from '../google';
import type { Patience } from '../google';
import { EnvironmentVariable } from '../runner';
import type { Environment, Variables } from '../runner';
import { refusalOf } from './faults';

const TRIES = 6;
/** Milliseconds for one call. */
const TIMEOUT = 20_000;

/** What a step gives to the calls that it makes. */
export interface Caller extends Omit<Patience, 'tries'> {
  readonly environment: Environment;
}

/** Reads one resource of the API by its path, after `/v1/`. */
export type Read = (path: string) => Promise<unknown>;

/** SLUICE_SECRET_MANAGER_ENDPOINT leads to an emulator, which wants no login unless there are credentials for one. */
export function connection(caller: Caller, variables: Variables): Read {
  const endpoint = variables[EnvironmentVariable.secretManagerEndpoint] || undefined;
  const anonymous = endpoint !== undefined && caller.environment.googleCredentials === undefined;
  const auth = googleAuth({ anonymous });
  const patience = { ...caller, tries: TRIES };
  return (path) =>
    retryRead(async () => {
      try {
        const url = new URL(`/v1/${path}`, endpoint ?? 'https://secretmanager.googleapis.com');
        const { data } = await auth.request<unknown>({
          url: url.href,
          timeout: TIMEOUT,
          retry: false,
          signal: caller.signal,
        });
        return data;
      } catch (error) {
        caller.signal.throwIfAborted();
        throw error instanceof gaxios.GaxiosError ? refusalOf(error.status, error) : error;
      }
    }, patience);
}
