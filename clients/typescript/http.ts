import type { Clock, Fetch } from './ports';
import { Rejected } from './reasons';

const MOST_REDIRECTS = 5;
const REDIRECTS = [301, 302, 303, 307, 308];

/**
 * Does something that can be given up, within a time.
 * @throws Rejected `timeout`
 */
export async function within<T>(
  clock: Clock,
  ms: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const [working, waiting] = [new AbortController(), new AbortController()];
  const ring = (): void => {
    working.abort();
  };
  // Woken early, since the work is done, there is nothing left to give up.
  clock.sleep(ms, waiting.signal).then(ring, ring);
  try {
    return await work(working.signal);
  } finally {
    waiting.abort();
    working.abort();
  }
}

/**
 * Asks, and follows redirects: releases of GitHub are served from another host. Never from https to http.
 * @throws Rejected
 */
export async function get(
  fetch: Fetch,
  url: string,
  headers: Record<string, string>,
  signal: AbortSignal,
): Promise<Response> {
  let address = url;
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
    const asked = fetch(address, { headers, redirect: 'manual', signal });
    const response = await unlessLate(asked, signal, 'offline');
    if (!REDIRECTS.includes(response.status)) return response;
    await response.body?.cancel();
    address = redirected(address, response.headers.get('location'));
  }
  throw new Rejected('too-many-redirects');
}

/** The bytes of an answer as they come. @throws Rejected `cut-off` where the connection breaks */
export async function* chunksOf(response: Response, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  if (!response.body) return;
  const reader: ReadableStreamDefaultReader<Uint8Array> = response.body.getReader();
  try {
    for (;;) {
      const { done, value } = await unlessLate(reader.read(), signal, 'cut-off');
      if (done) return;
      yield value;
    }
  } finally {
    // Where the connection is broken, there is nothing left to cancel.
    reader.cancel().catch(() => undefined);
  }
}

/** All bytes of an answer that has to fit into memory. @throws Rejected `too-large` */
export async function bytesOf(response: Response, most: number, signal: AbortSignal): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunksOf(response, signal)) {
    size += chunk.length;
    if (size > most) throw new Rejected('too-large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function redirected(from: string, location: string | null): string {
  const to = location !== null && URL.canParse(location, from) ? new URL(location, from) : undefined;
  if (!to) throw new Rejected('unexpected-status');
  const isSafe = to.protocol === 'https:' || (to.protocol === 'http:' && from.startsWith('http:'));
  if (!isSafe) throw new Rejected('unsafe-redirect');
  return to.href;
}

/** Does not rely on the other side to notice that it was given up. */
function unlessLate<T>(work: Promise<T>, signal: AbortSignal, fault: 'offline' | 'cut-off'): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const late = (): void => {
      reject(new Rejected('timeout'));
    };
    if (signal.aborted) late();
    signal.addEventListener('abort', late, { once: true });
    work
      .then(resolve, (cause: unknown) => {
        reject(new Rejected(signal.aborted ? 'timeout' : fault, cause));
      })
      .finally(() => {
        signal.removeEventListener('abort', late);
      });
  });
}
