import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { StatusFault } from '../faults';
import { faultOf } from '../faults';
import { inTheNameOf } from '../proto/caller';
import type { JsonObject } from '../proto/json';
import { apiErrorOfHttpStatus, asApiError, errorBody } from '../proto/status';
import type { CallContext, CallLog } from '../server';
import { breakOff } from '../server';
import type { PermissionsOf } from '../telemetry/access';
import { samplePeriod } from './descriptors';
import { requireMonitoring } from './handlers';
import { instantQuery, rangeQuery } from './prometheus-queries';
import { PromError } from './promql';
import type { MetricStore } from './store';

export interface PrometheusParts {
  store: MetricStore;
  log: CallLog;
  permissionsOf: PermissionsOf;
}

const queryPath = /^\/v1\/projects\/([^/]+)\/location\/global\/prometheus\/api\/v1\/(query|query_range)$/;

/** A server, not yet listening, that answers queries in PromQL itself and hands on everything else. */
export function withPrometheus(rest: Server, parts: PrometheusParts): Server {
  return createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const [, project, kind] = queryPath.exec(url.pathname) ?? [];
    if (project === undefined) {
      rest.emit('request', request, response);
      return;
    }
    serve(parts, { project, overRange: kind === 'query_range', url }, request, response).catch(
      (error: unknown) => {
        if (response.headersSent || response.destroyed) response.destroy();
        else send(response, 500, errorBody(asApiError(error)));
      },
    );
  });
}

interface Asked {
  project: string;
  overRange: boolean;
  url: URL;
}

async function serve(
  parts: PrometheusParts,
  asked: Asked,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const parameters = await parametersOf(request, asked.url);
  const method = asked.overRange ? 'Prometheus.QueryRange' : 'Prometheus.Query';
  const call = { method, request: parameters.get('query') ?? '', write: false };
  const outcome = await inTheNameOf(request.headers.authorization, () =>
    parts.log.conduct(call, (context) => Promise.resolve(answer(parts, asked, parameters, context))),
  );
  if (outcome.kind === 'reset') breakOff(response.socket);
  else if (outcome.kind === 'answer') send(response, outcome.answer.status, outcome.answer.body);
  else refuse(response, outcome.fault);
}

function answer(
  { store, permissionsOf }: PrometheusParts,
  { project, overRange }: Asked,
  parameters: URLSearchParams,
  { call, faults }: CallContext,
): { status: number; answer: Answer } {
  const asOf = call.at - (faultOf(faults, 'stale-read') ? samplePeriod : 0);
  const answer = attempt(() => {
    requireMonitoring(permissionsOf, 'timeSeries.list');
    const reading = { store, project, asOf };
    return overRange ? rangeQuery(reading, parameters) : instantQuery(reading, parameters, call.at);
  });
  return { status: answer.status, answer };
}

function refuse(response: ServerResponse, { status, retryAfterSeconds }: StatusFault): void {
  if (retryAfterSeconds !== undefined) response.setHeader('retry-after', String(retryAfterSeconds));
  send(response, status, errorBody(apiErrorOfHttpStatus(status, retryAfterSeconds)));
}

/** Of the query, and of the form that a POST sends. */
async function parametersOf(request: IncomingMessage, url: URL): Promise<URLSearchParams> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const form = new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
  return new URLSearchParams([...url.searchParams, ...form]);
}

interface Answer {
  status: number;
  body: JsonObject;
}

/** Prometheus' own errors have its shape, those of Google's front Google's. */
function attempt(body: () => JsonObject): Answer {
  try {
    return { status: 200, body: body() };
  } catch (error) {
    if (error instanceof PromError) return { status: 400, body: badData(error.message) };
    const apiError = asApiError(error);
    return { status: apiError.httpStatus, body: errorBody(apiError) };
  }
}

function badData(message: string): JsonObject {
  return { status: 'error', errorType: 'bad_data', error: message };
}

function send(response: ServerResponse, status: number, body: JsonObject): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=UTF-8' });
  response.end(JSON.stringify(body));
}
