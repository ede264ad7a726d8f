import { AsyncLocalStorage } from 'node:async_hooks';

const tokens = new AsyncLocalStorage<string | undefined>();

/** Handles a call in the name of whoever the bearer token of its `Authorization` header stands for. */
export function inTheNameOf<T>(authorization: string | undefined, handle: () => T): T {
  const [, token] = /^Bearer\s+(\S+)$/i.exec(authorization ?? '') ?? [];
  return tokens.run(token, handle);
}

/** The bearer token of the call that is being handled; undefined where it came without one. */
export const callersToken = (): string | undefined => tokens.getStore();
