/** Google's APIs over plain HTTP, where a client library would weigh more than all the rest. */
import { gaxios } from 'google-auth-library';
import { z } from 'zod';
import { emulatorIn } from '../runner';
import type { Environment } from '../runner';
import { googleAuth } from './auth';
import type { GoogleAuth } from './auth';
import { ApiError, codeIn } from './api-error';
import { Code } from './errors';

/** An API, and where an emulator of it is. */
export interface RestApi {
  /** For messages. */
  name: string;
  /** Without a slash at its end. */
  url: string;
  /** The variable with the address of an emulator on this machine. */
  variable: string;
  /** Milliseconds for one call. */
  timeout: number;
}

export interface RestCall {
  /** GET where it is left out, or POST with a body. */
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** From the API's address on, with a slash in front. */
  path: string;
  parameters?: URLSearchParams;
  /** Sent as JSON. */
  body?: object;
}

/** One call, sent once. @throws ApiError where the answer is no success, or none came */
export type Send = (call: RestCall) => Promise<unknown>;

/** An emulator wants no login unless there are credentials for one. @throws UserError for one that is not on this machine */
export function openRest(
  api: RestApi,
  { environment, signal }: { environment: Environment; signal: AbortSignal },
): Send {
  const emulator = emulatorIn(environment, api.variable);
  const anonymous = emulator !== undefined && environment.googleCredentials === undefined;
  const at = { api, signal, base: emulator ?? api.url, auth: googleAuth({ anonymous }) };
  // An emulator may ask for a token, but looks at none that nobody has given out.
  return (call) => send({ ...at, headers: anonymous ? { authorization: 'Bearer anonymous' } : {} }, call);
}

interface At {
  api: RestApi;
  auth: GoogleAuth;
  headers: Record<string, string>;
  base: string;
  signal: AbortSignal;
}

async function send(
  { api, auth, headers, base, signal }: At,
  { method, path, parameters, body }: RestCall,
): Promise<unknown> {
  const url = new URL(`${base}${path}`);
  if (parameters) url.search = parameters.toString();
  try {
    const { data } = await auth.request<unknown>({
      ...{ url: url.href, headers, timeout: api.timeout, retry: false, signal },
      method: method ?? (body ? 'POST' : 'GET'),
      ...(body ? { data: body } : {}),
    });
    return data;
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof gaxios.GaxiosError) throw refusal(api, error);
    // There was no request: the credentials are at fault.
    const why = error instanceof Error ? error.message : String(error);
    throw new ApiError(`${api.name} was not asked: ${why}`, Code.UNAUTHENTICATED, error);
  }
}

/** google.rpc.Status as JSON; older APIs leave `status` out. */
const status = z.object({
  error: z.object({ message: z.string().max(2_000), status: z.string().optional() }),
});

function refusal({ name }: RestApi, error: gaxios.GaxiosError): ApiError {
  const said = status.safeParse(error.response?.data).data?.error;
  const answer = error.status === undefined ? 'did not answer' : `answered ${error.status}`;
  const code = codeIn({ http: error.status, name: said?.status });
  return new ApiError(`${name} ${answer}: ${said?.message ?? error.message}`, code, error);
}
