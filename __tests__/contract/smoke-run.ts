/** Services on loopback, and checks that are run on them, for the tests of the engine. */
import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Server } from 'node:net';
import { listenOnLoopback } from '../../emulators/server';
import type { LoopbackServer } from '../../emulators/server';
import { compile, httpClient, runChecks } from '../../lib/checks';
import type { ChecksResult, StepResult, Surroundings } from '../../lib/checks';

const servers: LoopbackServer[] = [];

/** Ends every service that a test started. */
export async function closeServices(): Promise<void> {
  await Promise.all(servers.splice(0).map((server) => server.close()));
}

/** Lets a server of a test listen, until `closeServices`. */
export async function listening(server: Server): Promise<LoopbackServer> {
  const listens = await listenOnLoopback(server);
  servers.push(listens);
  return listens;
}

/** A request as a server of a test got it. */
export interface Received {
  line: string;
  headers: IncomingMessage['headers'];
  body: string;
}

export type Handler = (request: IncomingMessage, response: ServerResponse, count: number) => void;

/** A service on loopback that keeps what it gets. */
export async function service(handle: Handler): Promise<{ url: string; received: Received[] }> {
  const received: Received[] = [];
  const listener: RequestListener = (request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      received.push({ line: `${request.method ?? ''} ${request.url ?? ''}`, headers: request.headers, body });
      handle(request, response, received.length);
    });
  };
  const { url } = await listening(createServer(listener));
  return { url, received };
}

export function answer(response: ServerResponse, status: number, body?: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(body === undefined ? '' : JSON.stringify(body));
}

/** A clock on which sleeping takes no time. */
function fakeClock(): { now: () => number; sleep: (milliseconds: number) => Promise<void> } {
  let now = Date.UTC(2026, 10, 3);
  return {
    now: () => now,
    sleep: (milliseconds) => {
      now += milliseconds;
      return Promise.resolve();
    },
  };
}

export interface Ran extends ChecksResult {
  notes: string[];
}

export interface RunOptions extends Partial<Surroundings> {
  signal?: AbortSignal;
  /** Sees every step as it is told of, and what was masked by then. */
  onStep?: (result: StepResult, masked: readonly string[]) => void;
}

export async function runOn(url: string, checks: string, options: RunOptions = {}): Promise<Ran> {
  const { signal = new AbortController().signal, onStep, ...overrides } = options;
  const given = { target: new URL(url), hosts: [], variables: {}, secrets: {}, timeout: 5_000, ...overrides };
  const plan = compile(checks, 'checks.yml', given);
  const [masked, notes]: [string[], string[]] = [[], []];
  const http = httpClient();
  try {
    const result = await runChecks(plan, {
      http,
      clock: fakeClock(),
      random: () => 0.5,
      signal,
      secret: (value) => masked.push(value),
      tell: (step) => {
        onStep?.(step, masked);
      },
      note: (sentence) => notes.push(sentence),
    });
    return { ...result, notes };
  } finally {
    await http.close();
  }
}

export const outcomes = ({ steps }: ChecksResult): string[] =>
  steps.map(({ step, outcome }) => `${step}: ${outcome}`);
