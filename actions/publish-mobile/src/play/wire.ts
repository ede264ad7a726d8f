import { gaxios, GoogleAuth } from 'google-auth-library';
import { z } from 'zod';
import { backoff, googleAuth } from '../../../../lib/google';
import type { Patience } from '../../../../lib/google';
import { emulatorIn, EnvironmentVariable } from '../../../../lib/runner';
import type { StorePorts } from '../store';
import { PlayRefusal } from './refusal';

/** A key of a service account, as the Google Cloud console gives it out. */
export interface ServiceAccountKey {
  readonly type: 'service_account';
  readonly client_email: string;
  readonly private_key: string;
}

/** One request. */
export interface Request {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  url: string;
  headers?: Record<string, string>;
  body?: Buffer;
}

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
}

/** The way to one of Google Play's two APIs. */
export interface Wire {
  /** Without a slash at its end. */
  readonly base: string;
  readonly patience: Patience;
  /** One request, sent once. @throws PlayRefusal where no answer came; whatever the answer says is returned */
  send(request: Request): Promise<Answer>;
}

export const PUBLISHER = {
  url: 'https://androidpublisher.googleapis.com',
  variable: EnvironmentVariable.playEndpoint,
  scope: 'https://www.googleapis.com/auth/androidpublisher',
} as const;

export const REPORTING = {
  url: 'https://playdeveloperreporting.googleapis.com',
  variable: EnvironmentVariable.playReportingEndpoint,
  scope: 'https://www.googleapis.com/auth/playdeveloperreporting',
} as const;

/** Milliseconds for one call: Google asks for two minutes at least, since bundles are processed while one waits. */
const TIMEOUT = 180_000;
const TRIES = 7;

/** @throws UserError where the environment names an emulator that is not on this machine */
export function openWire(
  { clock, random, signal, environment }: StorePorts,
  api: typeof PUBLISHER | typeof REPORTING,
  key: ServiceAccountKey | undefined,
): Wire {
  const emulator = emulatorIn(environment, api.variable);
  // An emulator wants no login unless there is one, and asks for a token all the same; a key never goes there.
  const anonymous = emulator !== undefined && environment.googleCredentials === undefined;
  const keyOnTheWay = emulator === undefined ? key : undefined;
  const auth = anonymous ? googleAuth({ anonymous }) : authFor(api.scope, keyOnTheWay);
  const headers = anonymous ? { authorization: 'Bearer anonymous' } : {};
  return {
    base: emulator ?? api.url,
    patience: { clock, random, signal, tries: TRIES },
    send: (request) => send(auth, signal, { ...request, headers: { ...headers, ...request.headers } }),
  };
}

/** The key that was given, which stays in memory, or what `google-github-actions/auth` has left. */
function authFor(scope: string, key: ServiceAccountKey | undefined): GoogleAuth {
  return new GoogleAuth({ scopes: [scope], ...(key ? { credentials: key } : {}) });
}

async function send(auth: GoogleAuth, signal: AbortSignal, request: Request): Promise<Answer> {
  try {
    const { status, headers, data } = await auth.request<string>({
      ...{ url: request.url, method: request.method, headers: request.headers ?? {} },
      ...(request.body ? { body: request.body } : {}),
      ...{ signal, retry: false, responseType: 'text', timeout: TIMEOUT, validateStatus: () => true },
    });
    return { status, headers, text: typeof data === 'string' ? data : '' };
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof gaxios.GaxiosError)
      throw new PlayRefusal(0, `Google Play did not answer: ${error.message}`, { cause: error });
    // There was no request: the credentials are at fault.
    const why = error instanceof Error ? error.message : String(error);
    throw new PlayRefusal(401, `Google gave no token: ${why}`, { cause: error });
  }
}

/** google.rpc.Status as JSON. */
const refused = z.object({ error: z.object({ message: z.string() }) });

/** What an answer says no with. */
export function refusalIn({ status, headers, text }: Answer): PlayRefusal {
  const said = refused.safeParse(jsonIn(text)).data?.error.message.slice(0, 2_000);
  const seconds = Number(headers.get('retry-after') ?? 0);
  const retryAfterSeconds = Number.isFinite(seconds) && seconds > 0 ? seconds : 0;
  return new PlayRefusal(status, said ?? `Google Play answered ${status}`, { retryAfterSeconds });
}

/** The answer's JSON; an empty object where there is none. @throws PlayRefusal where it says no */
export function valueIn(answer: Answer): unknown {
  if (answer.status < 200 || answer.status > 299) throw refusalIn(answer);
  const value = answer.text === '' ? {} : jsonIn(answer.text);
  if (value === undefined) throw new PlayRefusal(0, 'An answer of Google Play was no JSON');
  return value;
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Makes a call until it does not fail for a passing reason. Only for what may be sent twice.
 * @throws the last error, once the tries are used up or the error is not a transient one
 */
export async function patiently<T>(
  call: (tried: number) => Promise<T>,
  { clock, random, signal, tries }: Patience,
): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    signal.throwIfAborted();
    try {
      return await call(tried);
    } catch (error) {
      if (!(error instanceof PlayRefusal) || !error.transient || tried >= tries) throw error;
      await clock.sleep(backoff(tried, random, error.retryAfterSeconds), signal);
    }
  }
}
