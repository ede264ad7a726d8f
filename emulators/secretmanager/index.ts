import { join } from 'node:path';
import type { Clock } from '../clock';
import type { Fault } from '../faults';
import { Faults } from '../faults';
import { startProtoServer } from '../proto/adapter';
import type { Call, CallHooks } from '../call';
import { CallLog } from '../server';
import { secretHandlers } from './secrets';
import type { PermissionsOf, SecretsState, VersionState } from './secrets';

export type { PermissionsOf, VersionState } from './secrets';

/** How to emulate Secret Manager. */
export interface SecretManagerOptions extends CallHooks {
  clock: Clock;
  /** The REST port; any that is free when left out. */
  port?: number;
  faults?: readonly Fault[];
  /** Who may do what; everybody may do everything when left out. */
  permissionsOf?: PermissionsOf;
}

/** An emulated Secret Manager that listens on loopback. */
export interface SecretManager {
  /** The REST endpoint: `http://127.0.0.1:PORT`. */
  url: string;
  port: number;
  grpcPort: number;
  state: SecretsState;
  calls: readonly Call[];
  faults: Faults;
  /**
   * Adds a version to a secret, which is made where there is none.
   * @param secret projects/P/secrets/S
   * @returns the version's full name
   */
  add(secret: string, value: string, state?: VersionState): string;
  close(): Promise<void>;
}

/** The client package's own protos, found from where the emulator is: the package exports no way to them. */
const protos = join(
  import.meta.dirname,
  '../../node_modules/@google-cloud/secret-manager/build/protos/protos.json',
);

/** Starts an emulator of the Secret Manager API v1: versions of secrets, over REST and gRPC. */
export async function startSecretManager(options: SecretManagerOptions): Promise<SecretManager> {
  const { clock, port, permissionsOf = () => 'all' as const } = options;
  const faults = new Faults(options.faults);
  const log = new CallLog(clock, faults, options);
  const state: SecretsState = new Map();
  const server = await startProtoServer({
    services: [
      {
        protos,
        service: 'google.cloud.secretmanager.v1.SecretManagerService',
        handlers: secretHandlers(state, permissionsOf, () => clock.now()),
      },
    ],
    log,
    ...(port === undefined ? {} : { port }),
  });
  return {
    ...server,
    state,
    calls: log.calls,
    faults,
    add: (secret, value, versionState = 'ENABLED') => {
      const versions = state.get(secret) ?? [];
      const number = versions.length + 1;
      const data = versionState === 'DESTROYED' ? Buffer.alloc(0) : Buffer.from(value);
      state.set(secret, [
        ...versions,
        { number, state: versionState, data, created: new Date(clock.now()).toISOString() },
      ]);
      return `${secret}/versions/${number}`;
    },
  };
}
