import type { Asked } from './exchange';
import type { JsonObject } from './json';
import type { State } from './state';
import type { Caller } from './tokens';

/** One call of the API, admitted and checked against GitHub's description. */
export interface ApiCall {
  state: State;
  asked: Asked;
  /** What stands in the braces of the path. */
  params: Readonly<Record<string, string>>;
  /** {} where there is none. */
  body: JsonObject;
  caller: Caller;
  /** Milliseconds since the epoch. */
  now: number;
  /** The emulator's own address. */
  origin: string;
}

/** Address of the repository in the API. */
export function repositoryUrl({ origin, state }: Pick<ApiCall, 'origin' | 'state'>): string {
  return `${origin}/repos/${state.repository.fullName}`;
}

/** Address of the repository for people. */
export function pageUrl({ state }: Pick<ApiCall, 'state'>): string {
  return `https://github.com/${state.repository.fullName}`;
}

/** GitHub dates everything in whole seconds. */
export function timestamp(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}

/** An opaque global id. */
export function nodeId(kind: string, id: number | string): string {
  return Buffer.from(`${kind}:${id}`).toString('base64url');
}
