import { AsyncLocalStorage } from 'node:async_hooks';
import { GoogleAuth, PassThroughClient, gaxios } from 'google-auth-library';

/** What the transport saw of one call and the client library does not pass on. */
interface Answer {
  retryAfterSeconds?: number;
}

const answers = new AsyncLocalStorage<Answer>();

/**
 * Runs a call of Google's client library and tells, beside its result or error, for how long the server asked to be
 * left alone: the library drops the `Retry-After` header.
 */
export async function withRetryAfter<T>(
  call: () => Promise<T>,
): Promise<{ value: T } | { error: unknown; retryAfterSeconds?: number }> {
  const answer: Answer = {};
  try {
    return { value: await answers.run(answer, call) };
  } catch (error) {
    return { error, ...answer };
  }
}

/** A transport with an eye on the `Retry-After` header of every answer. */
function attentiveTransport(): gaxios.Gaxios {
  const transport = new gaxios.Gaxios();
  transport.interceptors.response.add({
    resolved: (response) => {
      const header = response.headers.get('retry-after');
      const answer = answers.getStore();
      if (answer && header !== null && Number(header) >= 0) answer.retryAfterSeconds = Number(header);
      return Promise.resolve(response);
    },
  });
  return transport;
}

/**
 * The credentials for Google Cloud: application default credentials, as `google-github-actions/auth` leaves them.
 * @param options.anonymous an emulator on loopback wants no credentials, and none must be looked for
 */
export function googleAuth(options: { anonymous: boolean }): GoogleAuth {
  const transporter = attentiveTransport();
  if (options.anonymous) return new GoogleAuth({ authClient: new PassThroughClient({ transporter }) });
  return new GoogleAuth({
    scopes: ['https://www.googleapis.com/auth/cloud-platform'],
    clientOptions: { transporter },
  });
}

export type { GoogleAuth } from 'google-auth-library';
