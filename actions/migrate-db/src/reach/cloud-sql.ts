/** Cloud SQL through Google's own connector: mutual TLS to the instance, offered to the tools on this machine. */
import { mkdtemp, rm } from 'node:fs/promises';
import { connect as connectTo, createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { join } from 'node:path';
import { UserError } from '../../../../lib/runner';
import type { Target } from '../database';
import type { CloudSql } from './inputs';

export interface Reached {
  readonly target: Target;
  /** Ends a proxy that was opened for it. */
  close(): Promise<void>;
}

/** What of the connector is used. */
export interface Tunnel {
  /** Listens on a socket of Unix, and carries each connection to the instance. */
  startLocalProxy(options: {
    readonly instanceConnectionName: string;
    readonly ipType: CloudSql['ipType'];
    readonly iam: boolean;
    readonly path: string;
  }): Promise<void>;
  close(): void;
}

export type Connect = () => Promise<Tunnel>;

export interface ProxyPlace {
  readonly temporary: string;
  /** Where the tools connect: a socket of Unix, or a port of the loopback interface. */
  readonly listen: 'socket' | 'port';
  readonly connect?: Connect;
}

/**
 * Opens a way to an instance and gives the target that leads through it. User, password and database are the URL's.
 * @throws UserError where the connector cannot reach the instance
 */
export async function openProxy(
  target: Target,
  { instance, ipType, iam }: CloudSql,
  place: ProxyPlace,
): Promise<Reached> {
  const folder = await mkdtemp(join(place.temporary, 'sluice-sql-'));
  const tunnel = await (place.connect ?? googleConnector)();
  // The name that libpq looks for in a folder that is given as host.
  const path = join(folder, '.s.PGSQL.5432');
  const close = async (): Promise<void> => {
    tunnel.close();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await tunnel.startLocalProxy({ instanceConnectionName: instance, ipType, iam, path });
    if (place.listen === 'socket') return { target: at(target, { host: folder, port: 5432 }), close };
    const server = await forward(path);
    const { port } = server.address() as AddressInfo;
    return {
      target: at(target, { host: '127.0.0.1', port }),
      close: async () => {
        server.close();
        await close();
      },
    };
  } catch (cause) {
    await close();
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UserError(`The Cloud SQL connector cannot reach ${instance}: ${reason}`, {
      remedy:
        'Check the instance connection name; grant roles/cloudsql.client (and roles/cloudsql.instanceUser with `cloud-sql-iam`) to the account of this job; choose `cloud-sql-ip` as the instance has it.',
      cause,
    });
  }
}

/** The same login, elsewhere. The tunnel is encrypted already, so that the session in it is not. */
function at(target: Target, { host, port }: { host: string; port: number }): Target {
  const url = new URL(target.url);
  url.searchParams.delete('sslmode');
  url.hostname = host.startsWith('/') ? 'localhost' : host;
  url.port = String(port);
  if (host.startsWith('/')) url.searchParams.set('host', host);
  else url.searchParams.delete('host');
  return { ...target, url: url.href, host, port };
}

async function forward(path: string): Promise<Server> {
  const server = createServer((client) => {
    const upstream = connectTo(path);
    const end = (): void => {
      client.destroy();
      upstream.destroy();
    };
    client.on('error', end).on('close', end);
    upstream.on('error', end).on('close', end);
    client.pipe(upstream).pipe(client);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return server;
}

/** The connector and Google's libraries are loaded when there is an instance to reach, and not before. */
const googleConnector: Connect = async () => {
  const { AuthTypes, Connector, IpAddressTypes } = await import('@google-cloud/cloud-sql-connector');
  const connector = new Connector({ userAgent: 'sluice' });
  return {
    startLocalProxy: ({ instanceConnectionName, ipType, iam, path }) =>
      connector.startLocalProxy({
        instanceConnectionName,
        ipType: IpAddressTypes[ipType],
        authType: iam ? AuthTypes.IAM : AuthTypes.PASSWORD,
        listenOptions: { path },
      }),
    close: () => {
      connector.close();
    },
  };
};
