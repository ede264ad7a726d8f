/**
 * An incoming webhook as Slack has them: takes messages at one secret path, keeps them, and answers `ok` or the word for
 * what is wrong. Source: https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks
 */
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Clock } from '../clock';
import type { Fault } from '../faults';
import { Faults } from '../faults';
import { breakOff, CallLog, listenOnLoopback } from '../server';
import type { Call, CallHooks } from '../call';
import { readMessage } from './payload';
import type { Received } from './payload';

export type { Received } from './payload';

export interface WebhookOptions extends CallHooks {
  clock: Clock;
  /** Any that is free when left out. */
  port?: number;
  faults?: readonly Fault[];
}

/** An emulated webhook that listens on loopback. */
export interface Webhook {
  /** Its whole address, with the secret in its path. */
  url: string;
  state: {
    /** What arrived and was taken, in order. */
    messages: Received[];
    /** It was taken away: whoever writes to it is told so. */
    revoked: boolean;
  };
  /** Every call that knew the path, in the order of arrival; its method is `webhook.post`. */
  calls: readonly Call[];
  faults: Faults;
  /** Forgets messages, calls and faults, and is no longer revoked. */
  reset: () => void;
  close: () => Promise<void>;
}

interface Answer {
  status: number;
  answer: string;
}

/** Starts an emulated webhook. */
export async function startWebhook({
  clock,
  port,
  faults: armed,
  ...hooks
}: WebhookOptions): Promise<Webhook> {
  const faults = new Faults(armed);
  const log = new CallLog(clock, faults, hooks);
  const path = `/services/T0/B0/${randomBytes(12).toString('hex')}`;
  const state: Webhook['state'] = { messages: [], revoked: false };
  const server = createServer((request, response) => {
    respond(request, response, { path, state, log }).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : new Error(String(error)));
    });
  });
  const listening = await listenOnLoopback(server, port);
  return {
    url: `${listening.url}${path}`,
    state,
    calls: log.calls,
    faults,
    reset: () => {
      Object.assign(state, { messages: [], revoked: false });
      log.clear();
      faults.clear();
    },
    close: () => listening.close(),
  };
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  { path, state, log }: { path: string; state: Webhook['state']; log: CallLog },
): Promise<void> {
  const body = await text(request);
  if (request.method !== 'POST' || request.url !== path) {
    send(response, request.method === 'POST' ? 404 : 405, request.method === 'POST' ? 'invalid_token' : '');
    return;
  }
  const asked = { method: 'webhook.post', request: body.slice(0, 80), write: true };
  const outcome = await log.conduct<Answer>(asked, () => {
    const answer = take(state, request.headers['content-type'] ?? '', body);
    return Promise.resolve({ status: answer.status, answer });
  });
  if (outcome.kind === 'reset') breakOff(request.socket);
  else if (outcome.kind === 'answer') send(response, outcome.answer.status, outcome.answer.answer);
  else refuse(response, outcome.fault);
}

function take(state: Webhook['state'], contentType: string, body: string): Answer {
  if (state.revoked) return { status: 404, answer: 'no_service' };
  const message = readMessage(contentType, body);
  if (typeof message === 'string') return { status: 400, answer: message };
  state.messages.push(message);
  return { status: 200, answer: 'ok' };
}

function refuse(response: ServerResponse, fault: { status: number; retryAfterSeconds?: number }): void {
  if (fault.retryAfterSeconds !== undefined) response.setHeader('retry-after', fault.retryAfterSeconds);
  send(response, fault.status, fault.status === 429 ? 'rate_limited' : 'server_error');
}

function send(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(body);
}
