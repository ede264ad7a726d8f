/** JSON:API over HTTP, as App Store Connect speaks it: https://jsonapi.org/format/ */
import { z } from 'zod';
import { backoff, connectionFault } from '../../../../lib/backoff';
import type { Patience } from '../../../../lib/backoff';
import { emulatorIn, EnvironmentVariable } from '../../../../lib/runner';
import type { StorePorts } from '../store';
import { mintToken } from './key';
import type { AppStoreKey } from './key';
import { AppStoreRefusal } from './refusal';

const URL_OF_APPLE = 'https://api.appstoreconnect.apple.com';

/** Milliseconds for one call. */
const TIMEOUT = 60_000;
const TRIES = 7;

/** More pages than anything that is asked for here can have. */
const MOST_PAGES = 50;

const link = z.looseObject({ type: z.string(), id: z.string() });

const resource = z.looseObject({
  type: z.string(),
  id: z.string().min(1),
  attributes: z.record(z.string(), z.unknown()).default({}),
  relationships: z
    .record(z.string(), z.looseObject({ data: z.union([link, z.array(link)]).nullish() }))
    .default({}),
});

const listDocument = z.looseObject({
  data: z.array(resource),
  included: z.array(resource).default([]),
  links: z.looseObject({ next: z.string().optional() }).default({}),
});

export type Resource = z.infer<typeof resource>;

/** What a list holds, over all its pages. */
export interface Listed {
  data: Resource[];
  included: Resource[];
}

export interface Write {
  method: 'POST' | 'PATCH' | 'DELETE';
  /** From the API's address on, with a slash in front. */
  path: string;
  /** Sent as `data`. */
  data?: object;
}

export interface Wire {
  /** Without a slash at its end. */
  readonly base: string;
  readonly patience: Patience;
  /** All of a list; asked again until it is answered. */
  list(path: string, query?: Readonly<Record<string, string>>): Promise<Listed>;
  /** Changes something; sent once. @throws AppStoreRefusal, after which it may have taken effect where that is transient */
  write(call: Write): Promise<void>;
}

/** @throws UserError where the environment names an emulator that is not on this machine */
export function openWire({ clock, random, signal, environment }: StorePorts, key: AppStoreKey): Wire {
  const base = emulatorIn(environment, EnvironmentVariable.appStoreEndpoint) ?? URL_OF_APPLE;
  const patience = { clock, random, signal, tries: TRIES };
  const send = async (method: string, url: string, body?: object): Promise<unknown> => {
    const token = await mintToken(key, clock.now());
    return exchange({ method, url, token, body }, signal);
  };
  return {
    ...{ base, patience },
    list: (path, query = {}) => {
      const url = `${base}${path}?${new URLSearchParams({ ...query, limit: '200' }).toString()}`;
      return allPages(base, url, (page) => patiently(() => send('GET', page), patience));
    },
    write: async ({ method, path, data }) => {
      await send(method, `${base}${path}`, data === undefined ? undefined : { data });
    },
  };
}

/** Follows the list to its end; the token goes nowhere but to the API. */
async function allPages(
  base: string,
  first: string,
  get: (url: string) => Promise<unknown>,
): Promise<Listed> {
  const all: Listed = { data: [], included: [] };
  let url: string | undefined = first;
  for (let page = 0; url !== undefined && page < MOST_PAGES; page += 1) {
    const { data, included, links } = documentIn(await get(url));
    all.data.push(...data);
    all.included.push(...included);
    url = links.next;
    if (url !== undefined && URL.parse(url)?.origin !== new URL(base).origin)
      throw new AppStoreRefusal(0, 'App Store Connect named a next page at another address than its own');
  }
  return all;
}

function documentIn(value: unknown): z.infer<typeof listDocument> {
  const result = listDocument.safeParse(value);
  if (result.success) return result.data;
  throw new AppStoreRefusal(0, 'An answer of App Store Connect is not as its description has it');
}

interface Exchange {
  method: string;
  url: string;
  token: string;
  body: object | undefined;
}

async function exchange({ method, url, token, body }: Exchange, signal: AbortSignal): Promise<unknown> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  try {
    const answer = await fetch(url, {
      ...{
        method,
        headers,
        redirect: 'error',
        signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT)]),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await answer.text();
    if (!answer.ok) throw refusalIn(answer, text);
    return text === '' ? {} : jsonIn(text);
  } catch (error) {
    signal.throwIfAborted();
    throw error instanceof AppStoreRefusal ? error : unanswered(error);
  }
}

/** No answer came; the message of the cause has neither token nor query in it. */
export function unanswered(error: unknown): AppStoreRefusal {
  const fault = connectionFault(error);
  const isTimeout = error instanceof Error && error.name === 'TimeoutError';
  const why = isTimeout ? 'it took too long' : (fault ?? causeOf(error));
  const lost = isTimeout || fault !== undefined;
  return new AppStoreRefusal(0, `App Store Connect did not answer: ${why}`, { lost, cause: error });
}

function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}

const errorShape = z.looseObject({
  code: z.string(),
  detail: z.string().default(''),
  title: z.string().default(''),
});

/** Source: https://developer.apple.com/documentation/appstoreconnectapi/errorresponse */
const errorDocument = z.looseObject({
  errors: z.array(
    z.looseObject({
      ...errorShape.shape,
      // What is wrong with each of the things that the refused one depends on, by their paths.
      meta: z
        .looseObject({ associatedErrors: z.record(z.string(), z.array(errorShape)).default({}) })
        .default({ associatedErrors: {} }),
    }),
  ),
});

function refusalIn({ status, headers }: Response, text: string): AppStoreRefusal {
  const told = errorDocument.safeParse(jsonIn(text)).data?.errors ?? [];
  const errors = told.flatMap((error) => [error, ...Object.values(error.meta.associatedErrors).flat()]);
  const said = errors.map(({ detail, title }) => (detail === '' ? title : detail)).join(' ');
  const seconds = Number(headers.get('retry-after') ?? 0);
  return new AppStoreRefusal(status, said.slice(0, 2_000) || `App Store Connect answered ${status}`, {
    codes: errors.map(({ code }) => code),
    retryAfterSeconds: Number.isFinite(seconds) && seconds > 0 ? seconds : 0,
  });
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
export async function patiently<T>(call: () => Promise<T>, patience: Patience): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    patience.signal.throwIfAborted();
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof AppStoreRefusal) || !error.transient || tried >= patience.tries) throw error;
      await waitAfter(patience, tried, error.retryAfterSeconds);
    }
  }
}

export const waitAfter = (
  { clock, random, signal }: Patience,
  tried: number,
  retryAfterSeconds = 0,
): Promise<void> => clock.sleep(backoff(tried, random, retryAfterSeconds), signal);
