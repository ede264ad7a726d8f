import type { Clock } from '../clock';
import type { JsonObject } from '../proto/json';
import { isJsonObject, textOf } from '../proto/json';
import type { Handler } from '../proto/methods';
import { ApiError, invalidArgument } from '../proto/status';
import { startOperation } from './operations';
import type { CloudSqlState, InstanceRecord } from './state';

/** How long things take, in emulated milliseconds. */
export interface Durations {
  backup: number;
  clone: number;
  delete: number;
}

/** What happens outside when an instance is made or deleted; a test puts a real server behind it. */
export interface InstanceHooks {
  onClone?: (made: InstanceRecord) => void | Promise<void>;
  onDelete?: (gone: InstanceRecord) => void | Promise<void>;
}

export const keyOf = (project: string, name: string): string => `${project}/${name}`;

export function instanceNamed(state: CloudSqlState, request: JsonObject): InstanceRecord {
  const found = state.instances.get(keyOf(textOf(request['project']), textOf(request['instance'])));
  if (found) return found;
  throw new ApiError('NOT_FOUND', 'The Cloud SQL instance does not exist.');
}

export function instanceHandlers(
  state: CloudSqlState,
  clock: Clock,
  durations: Durations,
  hooks: InstanceHooks,
): Record<string, Handler> {
  return {
    Get: (request) => viewOf(instanceNamed(state, request)),
    List: ({ project }) => ({
      kind: 'sql#instancesList',
      items: [...state.instances.values()].filter((each) => each.project === project).map(viewOf),
    }),
    Patch: (request, { faults }) => {
      const instance = instanceNamed(state, request);
      const settings = objectIn(objectIn(request['body'])['settings']);
      const succeed = (): void => {
        // In JSON with defaults left out, what is given and says nothing of it says false.
        instance.deletionProtection = settings['deletionProtectionEnabled'] === true;
      };
      const work = { type: 'UPDATE', instance, duration: 0, succeed, fail: () => undefined };
      return startOperation(state, clock, work, faults);
    },
    Clone: (request, { faults }) => {
      const source = instanceNamed(state, request);
      const context = objectIn(objectIn(request['body'])['cloneContext']);
      const made = cloneOf(state, source, context, clock.now());
      const succeed = async (): Promise<void> => {
        await hooks.onClone?.(made);
        made.state = 'RUNNABLE';
      };
      const fail = (): void => {
        made.state = 'FAILED';
      };
      const work = { type: 'CLONE', instance: made, duration: durations.clone, succeed, fail };
      const operation = startOperation(state, clock, work, faults);
      state.instances.set(keyOf(made.project, made.name), made);
      return operation;
    },
    Delete: (request, { faults }) => {
      const instance = instanceNamed(state, request);
      if (instance.deletionProtection)
        throw new ApiError(
          'FAILED_PRECONDITION',
          'The instance is protected. Please disable the deletion protection and try again.',
        );
      const succeed = async (): Promise<void> => {
        await hooks.onDelete?.(instance);
        state.instances.delete(keyOf(instance.project, instance.name));
      };
      const fail = (): void => {
        instance.state = 'RUNNABLE';
      };
      const work = { type: 'DELETE', instance, duration: durations.delete, succeed, fail };
      const operation = startOperation(state, clock, work, faults);
      instance.state = 'PENDING_DELETE';
      return operation;
    },
  };
}

function cloneOf(
  state: CloudSqlState,
  source: InstanceRecord,
  context: JsonObject,
  now: number,
): InstanceRecord {
  const name = textOf(context['destinationInstanceName']);
  if (!/^[a-z][a-z0-9-]{0,96}$/.test(name))
    throw invalidArgument('body.cloneContext.destinationInstanceName', `Invalid instance name (${name}).`);
  if (state.instances.has(keyOf(source.project, name)))
    throw new ApiError('ALREADY_EXISTS', 'The Cloud SQL instance already exists.');
  const at = textOf(context['pointInTime']);
  if (at !== '' && !source.pointInTimeRecovery)
    throw new ApiError(
      'FAILED_PRECONDITION',
      'Point-in-time recovery is not enabled on the source instance.',
    );
  if (at !== '' && (Date.parse(at) > now || Date.parse(at) < source.created))
    throw invalidArgument(
      'body.cloneContext.pointInTime',
      'The point in time is outside of the logs that are kept.',
    );
  return { ...source, name, state: 'PENDING_CREATE', created: now, clonedFrom: source.name, backups: [] };
}

const objectIn = (value: unknown): JsonObject => (isJsonObject(value) ? value : {});

function viewOf(instance: InstanceRecord): JsonObject {
  const { name, project, region, databaseVersion, state, created } = instance;
  return {
    ...{ kind: 'sql#instance', name, project, region, databaseVersion, state },
    connectionName: `${project}:${region}:${name}`,
    createTime: new Date(created).toISOString(),
    settings: { deletionProtectionEnabled: instance.deletionProtection },
  };
}
