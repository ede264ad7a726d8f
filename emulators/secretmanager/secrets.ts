import { callersToken } from '../proto/caller';
import type { JsonObject } from '../proto/json';
import type { Handler } from '../proto/methods';
import { isJsonObject, textOf } from '../proto/json';
import { ApiError, invalidArgument } from '../proto/status';
import { Crc32c } from '../crc32c';

export type VersionState = 'ENABLED' | 'DISABLED' | 'DESTROYED';

/** One version of a secret, as it is stored. */
export interface VersionRecord {
  /** From 1. */
  number: number;
  state: VersionState;
  /** Empty once it is destroyed. */
  data: Buffer;
  /** ISO 8601. */
  created: string;
}

/** Secrets by their name, projects/P/secrets/S, with their versions in order. */
export type SecretsState = Map<string, VersionRecord[]>;

/** The permissions of whom a bearer token stands for, on one resource; undefined where it stands for nobody. */
export type PermissionsOf = (
  token: string | undefined,
  resource: string,
) => ReadonlySet<string> | 'all' | undefined;

const VERSION = /^(projects\/[^/]+\/secrets\/[^/]+)\/versions\/([^/]+)$/;

/** The methods that read secrets and add or change their versions. */
export function secretHandlers(
  state: SecretsState,
  permissionsOf: PermissionsOf,
  now: () => number,
): Record<string, Handler> {
  const versionOf = (name: string, permission: string): { secret: string; version: VersionRecord } => {
    const [, secret = '', id = ''] = VERSION.exec(name) ?? [];
    demand(permissionsOf, permission, secret === '' ? name : secret);
    const versions = state.get(secret);
    if (!versions) throw new ApiError('NOT_FOUND', `Secret [${secret}] not found or has no versions.`);
    // "latest" is the newest of all, whatever its state: a disabled one is not passed over.
    const version = id === 'latest' ? versions.at(-1) : versions.find(({ number }) => String(number) === id);
    if (version) return { secret, version };
    throw new ApiError('NOT_FOUND', `Secret Version [${name}] not found.`);
  };
  const changed =
    (permission: string, to: VersionState): Handler =>
    ({ name }) => {
      const { secret, version } = versionOf(textOf(name), permission);
      if (version.state === 'DESTROYED')
        throw new ApiError('FAILED_PRECONDITION', `Secret Version [${textOf(name)}] is in DESTROYED state.`);
      version.state = to;
      if (to === 'DESTROYED') version.data = Buffer.alloc(0);
      return viewOf(secret, version);
    };

  return {
    AccessSecretVersion: ({ name }) => {
      const { secret, version } = versionOf(textOf(name), 'secretmanager.versions.access');
      if (version.state !== 'ENABLED') {
        const message = `Secret Version [${nameOf(secret, version)}] is in ${version.state} state.`;
        throw new ApiError('FAILED_PRECONDITION', message);
      }
      const payload = { data: version.data.toString('base64'), dataCrc32c: String(checksum(version.data)) };
      return { name: nameOf(secret, version), payload };
    },
    GetSecretVersion: ({ name }) => {
      const { secret, version } = versionOf(textOf(name), 'secretmanager.versions.get');
      return viewOf(secret, version);
    },
    AddSecretVersion: ({ parent, payload }) => {
      const secret = textOf(parent);
      demand(permissionsOf, 'secretmanager.versions.add', secret);
      const versions = state.get(secret);
      if (!versions) throw new ApiError('NOT_FOUND', `Secret [${secret}] not found.`);
      const data = Buffer.from(textOf(isJsonObject(payload) ? payload['data'] : undefined), 'base64');
      const sent = isJsonObject(payload) ? payload['dataCrc32c'] : undefined;
      if (sent !== undefined && Number(sent) !== checksum(data))
        throw invalidArgument('payload.data_crc32c', 'The checksum does not match the data.');
      const number = versions.length + 1;
      const version: VersionRecord = {
        number,
        state: 'ENABLED',
        data,
        created: new Date(now()).toISOString(),
      };
      versions.push(version);
      return viewOf(secret, version);
    },
    EnableSecretVersion: changed('secretmanager.versions.enable', 'ENABLED'),
    DisableSecretVersion: changed('secretmanager.versions.disable', 'DISABLED'),
    DestroySecretVersion: changed('secretmanager.versions.destroy', 'DESTROYED'),
  };
}

function demand(permissionsOf: PermissionsOf, permission: string, resource: string): void {
  const granted = permissionsOf(callersToken(), resource);
  if (granted === undefined)
    throw new ApiError('UNAUTHENTICATED', 'Request had invalid authentication credentials.');
  if (granted === 'all' || granted.has(permission)) return;
  const message = `Permission '${permission}' denied for resource '${resource}' (or it may not exist).`;
  throw new ApiError('PERMISSION_DENIED', message);
}

const nameOf = (secret: string, { number }: VersionRecord): string => `${secret}/versions/${number}`;

const viewOf = (secret: string, version: VersionRecord): JsonObject => ({
  name: nameOf(secret, version),
  createTime: version.created,
  state: version.state,
});

const checksum = (bytes: Uint8Array): number => new Crc32c().update(bytes).valueOf();
