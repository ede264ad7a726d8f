import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { listenOnLoopback } from '../server';
import type { LoopbackServer } from '../server';

/** Longer than any client keeps a connection, so that it is never closed under a request; as Google's front ends do. */
const keepAlive = 620_000;

/** Answers a request that came to a service's URL, or to a tag's. */
export type Answer = (
  address: { service: string; tag: string | null },
  incoming: IncomingMessage,
  outgoing: ServerResponse,
) => Promise<void>;

/** The URLs of services and tags: a port of loopback each, which stays theirs for good. */
export class Addresses {
  readonly #answer: Answer;
  readonly #servers = new Map<string, Promise<LoopbackServer>>();

  constructor(answer: Answer) {
    this.#answer = answer;
  }

  /** The URL of a service, or of one of its tags; the first question brings it into being. */
  async urlOf(service: string, tag: string | null): Promise<string> {
    const key = JSON.stringify([service, tag]);
    const server = this.#servers.get(key) ?? this.#listen({ service, tag });
    this.#servers.set(key, server);
    return (await server).url;
  }

  async close(): Promise<void> {
    const servers = await Promise.all(this.#servers.values());
    await Promise.all(servers.map((server) => server.close()));
  }

  #listen(address: { service: string; tag: string | null }): Promise<LoopbackServer> {
    const server = createServer({ keepAliveTimeout: keepAlive }, (incoming, outgoing) => {
      this.#answer(address, incoming, outgoing).catch((error: unknown) => {
        outgoing.destroy(error instanceof Error ? error : new Error(String(error)));
      });
    });
    return listenOnLoopback(server);
  }
}
