import { Refusal } from '../../../../lib/runner';
import type { InputReader } from '../../../../lib/runner';
import { parseTarget } from '../database';

/** How to get to the database. The URL itself is read when it is needed, for it may lie in Secret Manager. */
export interface Reach {
  readonly url:
    { readonly from: 'input'; readonly url: string } | { readonly from: 'secret'; readonly name: string };
  /** The Cloud SQL instance to reach through the connector, in place of the URL's host. */
  readonly cloudSql: CloudSql | undefined;
}

export interface CloudSql {
  /** project:region:instance */
  readonly instance: string;
  readonly ipType: 'PUBLIC' | 'PRIVATE' | 'PSC';
  /** Log in as the job's service account, without a password. */
  readonly iam: boolean;
}

export function readReach(input: InputReader): Reach {
  return { url: readUrlSource(input), cloudSql: readCloudSql(input) };
}

function readUrlSource(input: InputReader): Reach['url'] {
  const url = input.secret('database-url');
  const name = input.text('database-url-secret', {
    pattern: /^projects\/[^/\s]+\/secrets\/[^/\s]+(\/versions\/[^/\s]+)?$/,
    describe: 'a reference such as projects/my-project/secrets/database-url/versions/latest',
  });
  if ((url === undefined) === (name === undefined)) {
    input.fault(
      'database-url',
      url === undefined
        ? 'Neither `database-url` nor `database-url-secret` is given.'
        : 'Both `database-url` and `database-url-secret` are given.',
      'Give one of them.',
    );
  }
  const target = url === undefined ? undefined : parseTarget(url);
  if (target instanceof Refusal) input.fault('database-url', target.message, target.remedy);
  return name === undefined ? { from: 'input', url: url ?? '' } : { from: 'secret', name };
}

function readCloudSql(input: InputReader): CloudSql | undefined {
  const instance = input.text('cloud-sql-instance', {
    pattern: /^[^:\s]+(:[^:\s]+)?:[^:\s]+:[^:\s]+$/,
    describe: 'an instance connection name, project:region:instance',
  });
  const ipType = input.choice('cloud-sql-ip', ['PUBLIC', 'PRIVATE', 'PSC'], { default: 'PUBLIC' });
  const iam = input.boolean('cloud-sql-iam', false);
  if (instance !== undefined) return { instance, ipType, iam };
  if (iam)
    input.fault(
      'cloud-sql-iam',
      'It belongs to `cloud-sql-instance`, which is not given.',
      'Give the instance.',
    );
  return undefined;
}
