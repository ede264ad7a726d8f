import type { Clock } from '../clock';
import type { JsonObject } from '../proto/json';
import { isJsonObject, textOf } from '../proto/json';
import type { Handler } from '../proto/methods';
import { ApiError } from '../proto/status';
import { instanceNamed } from './instances';
import type { Durations } from './instances';
import { startOperation } from './operations';
import type { BackupRecord, CloudSqlState, InstanceRecord } from './state';

/** On-demand backups of an instance. */
export function backupHandlers(
  state: CloudSqlState,
  clock: Clock,
  durations: Durations,
): Record<string, Handler> {
  const named = (request: JsonObject): { instance: InstanceRecord; backup: BackupRecord } => {
    const instance = instanceNamed(state, request);
    const backup = instance.backups.find(({ id }) => id === textOf(request['id']));
    if (backup) return { instance, backup };
    throw new ApiError('NOT_FOUND', 'The backup run does not exist.');
  };
  return {
    Insert: (request, { faults }) => {
      const instance = instanceNamed(state, request);
      const body = isJsonObject(request['body']) ? request['body'] : {};
      const now = clock.now();
      const backup: BackupRecord = {
        ...{ id: String(now), status: 'RUNNING', description: textOf(body['description']) },
        ...{ enqueued: now, started: now },
      };
      const ended = (status: BackupRecord['status']) => (): void => {
        Object.assign(backup, { status, ended: clock.now() });
      };
      const work = { type: 'BACKUP', instance, duration: durations.backup };
      const ends = { succeed: ended('SUCCESSFUL'), fail: ended('FAILED') };
      const operation = startOperation(state, clock, { ...work, ...ends }, faults);
      instance.backups.unshift(backup);
      return operation;
    },
    Get: (request) => {
      const { instance, backup } = named(request);
      return viewOf(instance, backup);
    },
    List: (request) => {
      const instance = instanceNamed(state, request);
      return {
        kind: 'sql#backupRunsList',
        items: instance.backups.map((backup) => viewOf(instance, backup)),
      };
    },
    Delete: (request, { faults }) => {
      const { instance, backup } = named(request);
      const succeed = (): void => {
        instance.backups = instance.backups.filter((each) => each !== backup);
      };
      const work = { type: 'DELETE_BACKUP', instance, duration: 0, succeed, fail: () => undefined };
      return startOperation(state, clock, work, faults);
    },
  };
}

function viewOf(instance: InstanceRecord, backup: BackupRecord): JsonObject {
  const { id, status, description, enqueued, started, ended } = backup;
  const time = (at: number): string => new Date(at).toISOString();
  return {
    ...{ kind: 'sql#backupRun', id, status, description, type: 'ON_DEMAND', instance: instance.name },
    enqueuedTime: time(enqueued),
    ...(started === undefined ? {} : { startTime: time(started) }),
    ...(ended === undefined ? {} : { endTime: time(ended) }),
    databaseVersion: instance.databaseVersion,
  };
}
