/** Which instance is backed up and cloned, and with whose rights. */
import type { InputReader } from '../../../../../lib/runner';
import type { Place } from '../../ports';
import type { CloudSql } from '../../reach/inputs';
import { openSqlAdmin, parseConnectionName } from './admin';
import type { Instance, SqlAdmin } from './admin';

export interface CloudSqlSource extends Instance, Pick<CloudSql, 'ipType' | 'iam'> {}

/** The instance that the database is reached through, unless another name is given for the same one. */
export function readCloudSqlSource(input: InputReader): CloudSqlSource | undefined {
  const name = input.text('backup-instance') ?? input.text('cloud-sql-instance');
  const instance = name === undefined ? undefined : parseConnectionName(name);
  if (name !== undefined && instance === undefined)
    input.fault('backup-instance', `\`${name}\` names no instance.`, 'Give it as project:region:instance.');
  const ipType = input.choice('cloud-sql-ip', ['PUBLIC', 'PRIVATE', 'PSC'], { default: 'PUBLIC' });
  const iam = input.boolean('cloud-sql-iam', false);
  return instance && { ...instance, ipType, iam };
}

/** Nothing is sent before the first call. The cleaner goes on when the job is cancelled. */
export function openAdmins({ runner }: Place, { project }: Instance): { admin: SqlAdmin; cleaner: SqlAdmin } {
  const lasting = { ...runner, signal: new AbortController().signal };
  return {
    admin: openSqlAdmin(runner, project),
    cleaner: openSqlAdmin(lasting, project),
  };
}
