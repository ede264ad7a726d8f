import { request as httpRequest } from 'node:http';
import type { Agent, ClientRequest, IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';

/** How a forwarded request ended. */
export interface Forwarded {
  status: number;
  /** Whether the response was complete. */
  complete: boolean;
}

/** What only concerns one connection (RFC 9110, section 7.6.1). */
const hopByHop = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** Sends a request on to an instance and its response back, both as they flow. */
export async function forward(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  to: { port: number; revision: string; agent: Agent },
): Promise<Forwarded> {
  const answer = await answerOf(incoming, outgoing, to);
  if (answer === 'caller left') return { status: 499, complete: true };
  if (answer === 'no answer')
    return refuse(outgoing, 'The instance broke the connection before it answered.');
  const status = answer.statusCode ?? 502;
  outgoing.writeHead(status, answer.statusMessage, [
    ...endToEnd(answer.rawHeaders),
    'x-served-by',
    to.revision,
  ]);
  return { status, complete: await streamed(answer, outgoing) };
}

/** Whether the instance delivered its whole response; a caller who left early is no fault of the instance's. */
async function streamed(answer: IncomingMessage, outgoing: ServerResponse): Promise<boolean> {
  // Each end's failure ends the other too, so what counts is which came first.
  let first: 'caller' | 'instance' | undefined;
  outgoing.once('close', () => (first ??= 'caller'));
  answer.once('error', () => (first ??= 'instance'));
  try {
    await pipeline(answer, outgoing);
    return true;
  } catch {
    outgoing.destroy();
    return first === 'caller';
  }
}

/** Cloud Run's answer when no instance could take the request. */
export function refuse(outgoing: ServerResponse, reason: string): Forwarded {
  if (!outgoing.destroyed) outgoing.writeHead(503, { 'content-type': 'text/plain' }).end(`${reason}\n`);
  return { status: 503, complete: true };
}

type Answer = IncomingMessage | 'caller left' | 'no answer';

/** Asks once more when a kept-alive connection was closed just as it was taken, if nothing is lost by asking twice. */
async function answerOf(...parts: Parameters<typeof forward>): Promise<Answer> {
  const [incoming] = parts;
  const { answer, reused } = await attempt(...parts);
  return answer === 'no answer' && reused && isRepeatable(incoming) ? answerOf(...parts) : answer;
}

function attempt(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  { port, agent }: Parameters<typeof forward>[2],
): Promise<{ answer: Answer; reused: boolean }> {
  return new Promise((resolve) => {
    const { method = 'GET', url: path = '/' } = incoming;
    const headers = [...endToEnd(incoming.rawHeaders), ...forwardedHeaders(incoming), ...framing(incoming)];
    const upstream: ClientRequest = httpRequest({ host: '127.0.0.1', port, agent, method, path, headers });
    const leave = (): void => {
      if (outgoing.writableFinished) return;
      upstream.destroy();
      resolve({ answer: 'caller left', reused: false });
    };
    outgoing.once('close', leave);
    upstream.once('response', (answer) => {
      resolve({ answer, reused: upstream.reusedSocket });
    });
    upstream.on('error', () => {
      outgoing.off('close', leave);
      resolve({ answer: 'no answer', reused: upstream.reusedSocket });
    });
    if (hasBody(incoming)) incoming.pipe(upstream);
    else upstream.end();
  });
}

const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

const isRepeatable = (incoming: IncomingMessage): boolean =>
  !hasBody(incoming) && ['GET', 'HEAD', 'OPTIONS'].includes(incoming.method ?? '');

/** A body of unknown length stays one. */
const framing = ({ headers }: IncomingMessage): string[] =>
  headers['transfer-encoding'] === undefined ? [] : ['transfer-encoding', 'chunked'];

function forwardedHeaders({ socket, headers }: IncomingMessage): string[] {
  const before = headers['x-forwarded-for'];
  const caller = socket.remoteAddress ?? '127.0.0.1';
  return [
    'x-forwarded-for',
    before === undefined ? caller : `${String(before)}, ${caller}`,
    'x-forwarded-proto',
    'http',
  ];
}

/** Names and values in turn, as they came, without those of the connection and those that are set anew. */
function endToEnd(rawHeaders: string[]): string[] {
  const replaced = ['x-forwarded-for', 'x-forwarded-proto'];
  return rawHeaders.filter((_, index) => {
    const name = (rawHeaders[index - (index % 2)] ?? '').toLowerCase();
    return !hopByHop.has(name) && !replaced.includes(name);
  });
}
