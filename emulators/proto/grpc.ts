import type { Socket } from 'node:net';
import { createServer } from 'node:net';
import type {
  sendUnaryData,
  ServerUnaryCall,
  ServiceDefinition,
  UntypedServiceImplementation,
} from '@grpc/grpc-js';
import { Metadata, Server, ServerCredentials, status } from '@grpc/grpc-js';
import type { CallLog, LoopbackServer } from '../server';
import { breakOff, listenOnLoopback } from '../server';
import { inTheNameOf } from './caller';
import { jsonFromWire, wireFromJson } from './codec';
import { dispatch } from './dispatch';
import type { JsonObject } from './json';
import type { BoundMethod } from './methods';
import type { ApiError } from './status';
import { apiErrorOfHttpStatus } from './status';

type UnaryCall = ServerUnaryCall<JsonObject, JsonObject>;
type Respond = sendUnaryData<JsonObject>;

/**
 * Serves the methods over gRPC on loopback, without TLS. The sockets are accepted here and handed to the gRPC
 * server, so that a fault can break the one connection that a call came by.
 */
export async function startGrpcServer(
  methods: readonly BoundMethod[],
  log: CallLog,
  port?: number,
): Promise<LoopbackServer> {
  const server = new Server();
  const sockets = new Map<string, Socket>();
  server.addService(definitionOf(methods), implementationOf(methods, log, sockets));
  const injector = server.createConnectionInjector(ServerCredentials.createInsecure());
  const listener = createServer((socket) => {
    const peer = `${socket.remoteAddress ?? ''}:${socket.remotePort ?? ''}`;
    sockets.set(peer, socket);
    socket.once('close', () => sockets.delete(peer));
    injector.injectConnection(socket);
  });
  const listening = await listenOnLoopback(listener, port);
  return {
    ...listening,
    close: async () => {
      await listening.close();
      injector.destroy();
      server.forceShutdown();
    },
  };
}

function definitionOf(methods: readonly BoundMethod[]): ServiceDefinition {
  const entries = methods.map((method) => [
    method.grpcPath,
    {
      path: method.grpcPath,
      requestStream: false,
      responseStream: false,
      requestSerialize: (request: JsonObject) => wireFromJson(method.request, request),
      requestDeserialize: (bytes: Buffer) => jsonFromWire(method.request, bytes),
      responseSerialize: (response: JsonObject) => wireFromJson(method.response, response),
      responseDeserialize: (bytes: Buffer) => jsonFromWire(method.response, bytes),
    },
  ]);
  return Object.fromEntries(entries) as ServiceDefinition;
}

function implementationOf(
  methods: readonly BoundMethod[],
  log: CallLog,
  sockets: ReadonlyMap<string, Socket>,
): UntypedServiceImplementation {
  const entries = methods.map((method) => [
    method.grpcPath,
    (call: UnaryCall, respond: Respond) => {
      answer(method, log, sockets, call, respond).catch((error: unknown) => {
        respond(error instanceof Error ? error : new Error(String(error)));
      });
    },
  ]);
  return Object.fromEntries(entries) as UntypedServiceImplementation;
}

async function answer(
  method: BoundMethod,
  log: CallLog,
  sockets: ReadonlyMap<string, Socket>,
  call: UnaryCall,
  respond: Respond,
): Promise<void> {
  const [authorization] = call.metadata.get('authorization');
  const outcome = await inTheNameOf(authorization?.toString(), () => dispatch(log, method, call.request));
  if (outcome.kind === 'reset') {
    breakOff(sockets.get(call.getPeer()));
  } else if (outcome.kind === 'refusal') {
    respondError(respond, apiErrorOfHttpStatus(outcome.fault.status), outcome.fault.retryAfterSeconds);
  } else if ('error' in outcome.answer) {
    respondError(respond, outcome.answer.error);
  } else {
    respond(null, outcome.answer.response);
  }
}

function respondError(respond: Respond, error: ApiError, retryAfterSeconds?: number): void {
  const metadata = new Metadata();
  if (retryAfterSeconds !== undefined) metadata.set('retry-after', String(retryAfterSeconds));
  respond({ code: status[error.status], details: error.message, metadata });
}
