/** Stands in for `undici`, by which the actions probe and look whether a service serves: see load-actions.ts. */
import { carry } from './transport';

/** There are no connections to keep. */
export class Agent {
  close(): Promise<void> {
    return Promise.resolve();
  }

  destroy(): Promise<void> {
    return Promise.resolve();
  }
}

interface Body {
  dump(): Promise<void>;
  text(): Promise<string>;
}

export interface Answer {
  statusCode: number;
  headers: Readonly<Record<string, string>>;
  body: Body;
}

export async function request(
  url: URL | string,
  { method = 'GET', signal }: { method?: string; signal?: AbortSignal } = {},
): Promise<Answer> {
  const { status, headers, body } = await carry({ url: new URL(url), method, body: '' });
  signal?.throwIfAborted();
  return {
    statusCode: status,
    headers,
    body: { dump: () => Promise.resolve(), text: () => Promise.resolve(body) },
  };
}
