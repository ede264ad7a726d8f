/** Reads of Cloud Monitoring and Cloud Logging over plain HTTP: Google's client libraries would weigh more than all the rest. */
import { gaxios } from 'google-auth-library';
import { z } from 'zod';
import { Code, googleAuth, retryRead } from '../google';
import type { GoogleAuth, Patience } from '../google';
import { EnvironmentVariable, isLoopback } from '../runner';
import type { Environment, Variables } from '../runner';
import { metricsError, MetricsError } from './faults';

/** One read. */
export interface Query {
  /** From the API's base on, without parameters. */
  path: string;
  parameters?: URLSearchParams;
  /** Sent as JSON with POST, for reads that take one. */
  body?: object;
}

/** Asks one API. @throws MetricsError once the tries are used up */
export type Ask = (query: Query) => Promise<unknown>;

/** An API, and where an emulator of it is. */
export interface Api {
  /** For messages. */
  name: string;
  url: string;
  variable: string;
}

export const MONITORING: Api = {
  name: 'Cloud Monitoring',
  url: 'https://monitoring.googleapis.com',
  variable: EnvironmentVariable.monitoringEndpoint,
};

export const LOGGING: Api = {
  name: 'Cloud Logging',
  url: 'https://logging.googleapis.com',
  variable: EnvironmentVariable.loggingEndpoint,
};

/** What a step gives to the calls that it makes. */
export interface Caller extends Omit<Patience, 'tries'> {
  readonly environment: Environment;
  readonly variables: Variables;
}

/** A few tries only: the next look comes within half a minute anyway. */
const TRIES = 3;
/** Real milliseconds for one call. */
const TIMEOUT = 10_000;

/**
 * A connection to an API. The variable of the API leads to an emulator, which wants no login unless there are
 * credentials for one.
 * @returns undefined where Cloud Run is emulated and this API is not: real numbers would be somebody else's
 */
export function connectionTo(api: Api, caller: Caller): Ask | undefined {
  const { environment, variables } = caller;
  const endpoint = variables[api.variable] || undefined;
  const { cloudRunEndpoint, googleCredentials } = environment;
  if (endpoint === undefined && cloudRunEndpoint !== undefined && isLoopback(cloudRunEndpoint))
    return undefined;
  const anonymous = endpoint !== undefined && googleCredentials === undefined;
  const patience = { ...caller, tries: TRIES };
  const at = {
    ...{ api, base: endpoint ?? api.url, signal: caller.signal },
    auth: googleAuth({ anonymous }),
    // An emulator may ask for a token, but looks at none that nobody has given out.
    headers: anonymous ? { authorization: 'Bearer anonymous' } : {},
  };
  return (query) => retryRead(() => once(at, query), patience);
}

interface At {
  api: Api;
  auth: GoogleAuth;
  headers: Record<string, string>;
  base: string;
  signal: AbortSignal;
}

async function once(
  { api, auth, headers, base, signal }: At,
  { path, parameters, body }: Query,
): Promise<unknown> {
  const url = new URL(path, base);
  if (parameters) url.search = parameters.toString();
  try {
    const { data } = await auth.request<unknown>({
      url: url.href,
      headers,
      timeout: TIMEOUT,
      retry: false,
      signal,
      ...(body ? { method: 'POST', data: body } : {}),
    });
    return data;
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof gaxios.GaxiosError)
      throw metricsError(api.name, { status: error.status, said: saidIn(error.response?.data) }, error);
    // There was no request: the credentials are at fault.
    const why = error instanceof Error ? error.message : String(error);
    throw new MetricsError(`${api.name} was not asked: ${why}`, Code.FAILED_PRECONDITION, error);
  }
}

const refusal = z.object({ error: z.object({ message: z.string().max(2_000) }) });

/** The message of Google's error format: google.rpc.Status, as JSON. */
function saidIn(data: unknown): string | undefined {
  return refusal.safeParse(data).data?.error.message;
}
