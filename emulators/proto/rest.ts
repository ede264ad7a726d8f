import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { breakOff } from '../server';
import type { CallLog } from '../server';
import { inTheNameOf } from './caller';
import { jsonFromMessage, messageFromJson } from './codec';
import type { Answer } from './dispatch';
import { dispatch } from './dispatch';
import type { Route } from './http-rule';
import { matchRoute } from './http-rule';
import type { JsonObject, JsonValue } from './json';
import { isJsonObject } from './json';
import type { BoundMethod } from './methods';
import { applyQuery, setAt } from './query';
import { ApiError, apiErrorOfHttpStatus, asApiError, errorBody } from './status';

interface Matched {
  method: BoundMethod;
  route: Route;
  variables: Map<string, string>;
}

/** An HTTP server, not yet listening, that serves the methods by their `google.api.http` rules. */
export function restServer(methods: readonly BoundMethod[], log: CallLog): Server {
  return createServer((request, response) => {
    serve(methods, log, request, response).catch((error: unknown) => {
      // Reading the body fails when the client goes away; nobody is left to be told, unless headers can still go out.
      if (response.headersSent || response.destroyed) response.destroy();
      else sendError(response, asApiError(error));
    });
  });
}

async function serve(
  methods: readonly BoundMethod[],
  log: CallLog,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const text = await bodyOf(request);
  const matched = match(methods, request.method ?? 'GET', url.pathname);
  if (!matched) {
    sendError(
      response,
      new ApiError('NOT_FOUND', `No method is mapped to ${request.method ?? ''} ${url.pathname}.`),
    );
    return;
  }
  const outcome = await inTheNameOf(request.headers.authorization, () =>
    dispatch(log, matched.method, read(matched, url.searchParams, text)),
  );
  if (outcome.kind === 'reset') {
    breakOff(response.socket);
  } else if (outcome.kind === 'refusal') {
    const { status, retryAfterSeconds } = outcome.fault;
    if (retryAfterSeconds !== undefined) response.setHeader('retry-after', String(retryAfterSeconds));
    sendError(response, apiErrorOfHttpStatus(status, retryAfterSeconds));
  } else {
    sendAnswer(response, matched.method, outcome.answer, wantsNumericEnums(url.searchParams));
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function match(methods: readonly BoundMethod[], verb: string, path: string): Matched | undefined {
  for (const method of methods) {
    for (const route of method.routes) {
      const variables = matchRoute(route, verb, path);
      if (variables) return { method, route, variables };
    }
  }
  return undefined;
}

/** The request's canonical JSON out of path, query and body. */
function read(
  { method, route, variables }: Matched,
  query: URLSearchParams,
  text: string,
): JsonObject | ApiError {
  try {
    const request: JsonObject = route.body === '*' ? objectOf(parse(text)) : {};
    if (route.body !== '*' && route.body !== '') setAt(request, route.body.split('.'), parse(text));
    applyQuery(method.request, request, query);
    for (const [variable, value] of variables) setAt(request, variable.split('.'), value);
    return jsonFromMessage(method.request, messageFromJson(method.request, request));
  } catch (error) {
    return asApiError(error);
  }
}

/** An empty body is an empty message; so is `""`, which gax sends for it. */
function parse(text: string): JsonValue {
  if (text.trim() === '' || text === '""') return {};
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    throw new ApiError('INVALID_ARGUMENT', 'Invalid JSON payload received. Unexpected token.');
  }
}

function objectOf(value: JsonValue): JsonObject {
  if (isJsonObject(value)) return value;
  throw new ApiError('INVALID_ARGUMENT', 'Invalid JSON payload received. Root element must be a message.');
}

/** gax asks for enums by number with `$alt=json;enum-encoding=int`. */
function wantsNumericEnums(query: URLSearchParams): boolean {
  return (query.get('$alt') ?? query.get('alt') ?? '').includes('enum-encoding=int');
}

function sendAnswer(
  response: ServerResponse,
  method: BoundMethod,
  answer: Answer,
  numericEnums: boolean,
): void {
  if ('error' in answer) {
    sendError(response, answer.error);
    return;
  }
  const message = messageFromJson(method.response, answer.response);
  send(response, 200, jsonFromMessage(method.response, message, numericEnums));
}

function sendError(response: ServerResponse, error: ApiError): void {
  send(response, error.httpStatus, errorBody(error));
}

function send(response: ServerResponse, status: number, body: JsonObject): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=UTF-8' });
  response.end(`${JSON.stringify(body, null, 2)}\n`);
}
