import { openRest, retryRead } from '../google';
import type { Patience, RestApi, RestCall } from '../google';
import { emulatorIn, EnvironmentVariable } from '../runner';
import type { Environment } from '../runner';

/** One read, with POST where it has a body. */
export type Query = Pick<RestCall, 'path' | 'parameters' | 'body'>;

/** Asks one API. @throws ApiError once the tries are used up */
export type Ask = (query: Query) => Promise<unknown>;

/** Real milliseconds for one call. */
const TIMEOUT = 10_000;

export const MONITORING: RestApi = {
  name: 'Cloud Monitoring',
  url: 'https://monitoring.googleapis.com',
  variable: EnvironmentVariable.monitoringEndpoint,
  timeout: TIMEOUT,
};

export const LOGGING: RestApi = {
  name: 'Cloud Logging',
  url: 'https://logging.googleapis.com',
  variable: EnvironmentVariable.loggingEndpoint,
  timeout: TIMEOUT,
};

/** What a step gives to the calls that it makes. */
export interface Caller extends Omit<Patience, 'tries'> {
  readonly environment: Environment;
}

/** A few tries only: the next look comes within half a minute anyway. */
const TRIES = 3;

/**
 * A connection to an API.
 * @returns undefined where Cloud Run is emulated and this API is not: real numbers would be somebody else's
 */
export function connectionTo(api: RestApi, caller: Caller): Ask | undefined {
  const isEmulated = (variable: string): boolean => emulatorIn(caller.environment, variable) !== undefined;
  if (isEmulated(EnvironmentVariable.cloudRunEndpoint) && !isEmulated(api.variable)) return undefined;
  const send = openRest(api, caller);
  return (query) => retryRead(() => send(query), { ...caller, tries: TRIES });
}
