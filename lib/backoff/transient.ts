/** Which failures of HTTP may pass by themselves. */

/** Codes of Node, node-fetch and undici for connections that could not be made or broke. A certificate's fault is not among them. */
const CONNECTION_FAULTS: ReadonlySet<unknown> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'ERR_STREAM_PREMATURE_CLOSE',
  'UND_ERR_SOCKET',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
]);

/** Request timeout, too many requests, and the four that servers and their gateways answer while they are in trouble. */
const TRANSIENT: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);

/** A status after which the same request may succeed; whether a write took effect is not known. */
export const isTransientStatus = (status: number): boolean => TRANSIENT.has(status);

/** The code of the connection's fault that an error stands for, or that it was caused by; undefined for any other error. */
export function connectionFault(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { code, cause } = error as { code?: unknown; cause?: unknown };
  if (typeof code === 'string' && CONNECTION_FAULTS.has(code)) return code;
  return connectionFault(cause);
}
