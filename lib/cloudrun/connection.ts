import type { ClientOptions } from 'google-gax';
import * as gax from 'google-gax/fallback';
import { isNotFound, retryRead } from '../google';
import type { GoogleAuth, Patience } from '../google';

/** How to reach Cloud Run. */
export interface CloudRunOptions {
  /** The API's base URL where it is not Google's own: an emulator on loopback. */
  endpoint?: URL;
  auth: GoogleAuth;
  patience: Patience;
}

/** Our own retries know what is safe to repeat and how to wait; the library's are switched off. */
export const ONCE = {
  retry: { retryCodes: [], backoffSettings: gax.createDefaultBackoffSettings() },
  timeout: 30_000,
};

/** The settings of Google's client library, for REST. */
export function connection({ endpoint, auth }: CloudRunOptions): ClientOptions {
  if (!endpoint) return { fallback: true, auth };
  return {
    fallback: true,
    auth,
    apiEndpoint: endpoint.hostname,
    port: Number(endpoint.port),
    protocol: endpoint.protocol.replace(':', ''),
  };
}

/** A read that is repeated until it is answered; undefined where there is no such resource. */
export async function orUndefined<T>(read: () => Promise<T>, patience: Patience): Promise<T | undefined> {
  try {
    return await retryRead(read, patience);
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}
