/**
 * Neon's API v2 as far as branches go: they are made from a position of another one's log, deleted, and restored.
 * Shapes: https://neon.com/docs/reference/api and the types of @neondatabase/api-client.
 */
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import type { Fault } from '../faults';
import { Faults } from '../faults';
import { breakOff, CallLog, listenOnLoopback } from '../server';
import type { Call, CallHooks } from '../call';
import { routeOf } from './routes';
import type { NeonSettings } from './route';
import { NeonRefusal } from './state';
import type { BranchRecord, NeonState } from './state';

export type { BranchRecord, NeonState, OperationRecord, SnapshotRecord } from './state';

export interface NeonOptions extends CallHooks, Omit<NeonSettings, 'duration'> {
  /** Any that is free when left out. */
  port?: number;
  faults?: readonly Fault[];
  /** Of every operation, in emulated milliseconds; two seconds when left out. */
  duration?: number;
}

/** An emulated project of Neon that listens on loopback. */
export interface Neon {
  /** `http://127.0.0.1:PORT`, in place of https://console.neon.tech/api/v2. */
  url: string;
  /** The only key that it takes. */
  apiKey: string;
  /** The default branch. */
  main: BranchRecord;
  state: NeonState;
  calls: readonly Call[];
  faults: Faults;
  close(): Promise<void>;
}

interface Answer {
  status: number;
  body: object;
}

interface Service {
  state: NeonState;
  settings: NeonSettings;
  log: CallLog;
  apiKey: string;
}

/** Starts an emulated project with one branch. */
export async function startNeon(options: NeonOptions): Promise<Neon> {
  const { clock, port, duration = 2_000 } = options;
  const faults = new Faults(options.faults);
  const log = new CallLog(clock, faults, options);
  const now = new Date(clock.now()).toISOString();
  const project = `calm-river-${randomBytes(4).toString('hex')}`;
  const main: BranchRecord = {
    ...{ id: 'br-main-1', project_id: project, name: 'main', current_state: 'ready', default: true },
    ...{ created_at: now, updated_at: now },
  };
  const state: NeonState = {
    project,
    branches: new Map([[main.id, main]]),
    endpoints: [{ id: 'ep-main-1', branch_id: main.id, type: 'read_write', host: 'ep-main-1.neon.tech' }],
    snapshots: [],
    operations: new Map(),
  };
  const apiKey = `napi_${randomBytes(24).toString('hex')}`;
  const service = { state, settings: { ...options, duration }, log, apiKey };
  const server = createServer((request, response) => {
    respond(request, response, service).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : new Error(String(error)));
    });
  });
  const listening = await listenOnLoopback(server, port);
  const { calls } = log;
  return { url: listening.url, apiKey, main, state, calls, faults, close: () => listening.close() };
}

async function respond(request: IncomingMessage, response: ServerResponse, service: Service): Promise<void> {
  const sent = await text(request);
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
  const [, project = '', path = ''] = /^\/projects\/([^/]+)(\/.*)$/.exec(pathname) ?? [];
  const found = routeOf(request.method ?? '', path);
  const asked = {
    method: found?.name ?? 'unknown',
    request: `${request.method ?? ''} ${path}`,
    write: request.method !== 'GET',
  };
  const outcome = await service.log.conduct<Answer>(asked, ({ faults }) => {
    const answer = answered(() => {
      demandKey(request, service);
      if (project !== service.state.project || !found) throw new NeonRefusal(404, '', 'project not found');
      const body: unknown = sent === '' ? {} : JSON.parse(sent);
      const { state, settings } = service;
      return found.route({ state, settings, params: found.params, query: searchParams, body, faults });
    });
    return Promise.resolve({ status: answer.status, answer });
  });
  if (outcome.kind === 'reset') breakOff(request.socket);
  else if (outcome.kind === 'answer') send(response, outcome.answer);
  else send(response, { status: outcome.fault.status, body: { code: '', message: 'injected fault' } });
}

function demandKey(request: IncomingMessage, { apiKey }: Service): void {
  if (request.headers.authorization !== `Bearer ${apiKey}`)
    throw new NeonRefusal(401, '', 'supplied credentials do not pass authentication');
}

function answered(work: () => object): Answer {
  try {
    return { status: 200, body: work() };
  } catch (error) {
    if (error instanceof NeonRefusal)
      return { status: error.status, body: { code: error.code, message: error.message } };
    if (error instanceof z.ZodError || error instanceof SyntaxError)
      return { status: 400, body: { code: '', message: `malformed request: ${error.message}` } };
    throw error;
  }
}

function send(response: ServerResponse, { status, body }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
