import type { CallLog } from '../server';
import { listenOnLoopback } from '../server';
import { startGrpcServer } from './grpc';
import type { ServiceDefinition } from './methods';
import { bindMethods } from './methods';
import { restServer } from './rest';

/** Where the emulated services are served. */
export interface ProtoServer {
  /** The REST endpoint: `http://127.0.0.1:PORT`. */
  url: string;
  /** The REST port. */
  port: number;
  /** The gRPC port, also on 127.0.0.1, without TLS. */
  grpcPort: number;
  close(): Promise<void>;
}

/** What to serve, and where; port 0 or none takes any that is free. */
export interface ProtoServerOptions {
  services: readonly ServiceDefinition[];
  log: CallLog;
  port?: number;
  grpcPort?: number;
}

/** Serves services of Google's protos over REST and gRPC, from one set of handlers. */
export async function startProtoServer(options: ProtoServerOptions): Promise<ProtoServer> {
  const methods = options.services.flatMap(bindMethods);
  const rest = await listenOnLoopback(restServer(methods, options.log), options.port);
  const grpc = await startGrpcServer(methods, options.log, options.grpcPort);
  return {
    url: rest.url,
    port: rest.port,
    grpcPort: grpc.port,
    close: async () => {
      await Promise.all([rest.close(), grpc.close()]);
    },
  };
}
