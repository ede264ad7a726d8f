import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { listenOnLoopback } from '../../emulators/server';

/** Answers a request instead of the honest server. @returns false to leave it to that one */
export type Trick = (request: IncomingMessage, response: ServerResponse) => boolean;

/** A place where models are to be had, honest until it is given a trick. */
export interface ModelServer {
  url: string;
  /** Path, without the slash at the beginning, to content. */
  objects: Map<string, Buffer>;
  trick: Trick | undefined;
  /** Method, path and range of every request. */
  requests: string[];
  /** Settles when a path is asked for the next time. */
  asked: (path: string) => Promise<void>;
  close: () => Promise<void>;
}

/** Knows ETag and Range, as Cloud Storage does. */
export async function startModelServer(): Promise<ModelServer> {
  const watchers: { path: string; tell: () => void }[] = [];
  const server = createServer((request, response) => {
    const path = pathOf(request);
    own.requests.push(`${path} ${request.headers.range ?? ''}`.trim());
    if (own.trick?.(request, response) !== true) serve(own.objects.get(path), request, response);
    for (const { tell } of watchers.filter((each) => each.path === path)) tell();
  });
  const listening = await listenOnLoopback(server);
  const own: ModelServer = {
    url: listening.url,
    close: () => listening.close(),
    objects: new Map(),
    trick: undefined,
    requests: [],
    asked: (path) =>
      new Promise((resolve) => {
        watchers.push({ path, tell: resolve });
      }),
  };
  return own;
}

export const pathOf = ({ url = '' }: IncomingMessage): string => url.slice(1);

function serve(content: Buffer | undefined, { headers }: IncomingMessage, response: ServerResponse): void {
  if (!content) {
    response.writeHead(404).end('nothing there');
    return;
  }
  const etag = `"${createHash('sha256').update(content).digest('hex')}"`;
  const [, from] = /^bytes=(\d+)-$/.exec(headers.range ?? '') ?? [];
  if (headers['if-none-match'] === etag) response.writeHead(304, { etag }).end();
  else if (from === undefined) response.writeHead(200, { etag }).end(content);
  else {
    const range = `bytes ${from}-${content.length - 1}/${content.length}`;
    response.writeHead(206, { etag, 'content-range': range }).end(content.subarray(Number(from)));
  }
}
