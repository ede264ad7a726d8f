/** What carries every request of the bundled actions, in place of sockets. Part of their bundle: see load-actions.ts. */

/** A request, as whatever client has made it. */
export interface WireRequest {
  url: URL;
  method: string;
  /** JSON, or ''. */
  body: string;
}

export interface WireAnswer {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: string;
}

/** Carries a request to whoever it is for. It rejects as a client does where the connection breaks. */
export type Carrier = (request: WireRequest) => Promise<WireAnswer>;

let carrier: Carrier = ({ url }) => Promise.reject(new Error(`Nobody carries requests to ${url.href}.`));

/** Every request goes this way from now on. */
export function carryBy(next: Carrier): void {
  carrier = next;
}

export const carry: Carrier = (request) => carrier(request);

/** A connection that broke, with the code that clients know it by. */
export function connectionReset(): Error {
  return Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
}
