import { openRest, retryRead } from '../google';
import type { Patience, RestApi } from '../google';
import { EnvironmentVariable } from '../runner';
import type { Environment } from '../runner';

const SECRET_MANAGER: RestApi = {
  name: 'Secret Manager',
  url: 'https://secretmanager.googleapis.com',
  variable: EnvironmentVariable.secretManagerEndpoint,
  timeout: 20_000,
};

const TRIES = 6;

/** What a step gives to the calls that it makes. */
export interface Caller extends Omit<Patience, 'tries'> {
  readonly environment: Environment;
}

/** Reads one resource of the API by its path, after `/v1/`. */
export type Read = (path: string) => Promise<unknown>;

export function connection(caller: Caller): Read {
  const send = openRest(SECRET_MANAGER, caller);
  return (path) => retryRead(() => send({ path: `/v1/${path}` }), { ...caller, tries: TRIES });
}
