import { UserError } from '../../../../lib/runner';
import { endpointOf } from './target';
import type { Target } from './target';

/** SQLSTATEs that decide what is done next. Source: PostgreSQL manual, appendix A. */
export const SqlState = {
  lockNotAvailable: '55P03',
  deadlock: '40P01',
  protocolViolation: '08P01',
  invalidPassword: '28P01',
  invalidAuthorization: '28000',
  noSuchDatabase: '3D000',
  tooManyConnections: '53300',
  insufficientPrivilege: '42501',
  undefinedParameter: '42704',
} as const;

/** SQLSTATE of a server's error, or Node's code of one of the socket's. */
export function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** The server did not answer because the connection is gone, so it is not known what it did. */
export function isConnectionLoss(error: unknown): boolean {
  const code = codeOf(error);
  if (code === undefined)
    return error instanceof Error && /connection (terminated|ended|error)/i.test(error.message);
  return /^(E[A-Z]+|08...|57P0[123])$/.test(code);
}

const REMEDY: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'See whether the server runs and whether host and port are right.',
  ENOTFOUND: 'Correct the host; a private instance is reached through the Cloud SQL connector.',
  ETIMEDOUT: 'See whether a firewall or a private network is in the way.',
  ENOENT: 'See whether the folder of the socket is right.',
  [SqlState.invalidPassword]: 'Correct user or password; percent-encode what is special in the password.',
  [SqlState.invalidAuthorization]:
    'Let this role log in from here (pg_hba.conf), or add `?sslmode=require` where the server wants TLS.',
  [SqlState.noSuchDatabase]: 'Correct the name of the database, or create it first.',
  [SqlState.tooManyConnections]: 'The server has no connection left: wait, or raise max_connections.',
};

/** An error of connecting as one that says what to do. The password is in none of them. */
export function explainConnection(error: unknown, target: Target): unknown {
  const where = `${target.database} on ${endpointOf(target)} as ${target.user}`;
  if (isStartupRefusal(error))
    return poolerRefusal(target, 'it does not know the parameters of a session', error);
  const reason = error instanceof Error ? reasonOf(error) : String(error);
  const remedy = REMEDY[codeOf(error) ?? ''];
  if (remedy !== undefined)
    return new UserError(`Cannot connect to ${where}: ${reason}`, { remedy, cause: error });
  if (!/timeout|ssl|certificate|terminated/i.test(reason)) return error;
  return new UserError(`Cannot connect to ${where}: ${reason}`, {
    remedy: 'See whether the server can be reached from this runner, and whether `sslmode` suits it.',
    cause: error,
  });
}

/** A name with several addresses fails with several errors, and no message of its own. */
function reasonOf(error: Error): string {
  if (error.message !== '') return error.message;
  return error instanceof AggregateError ? error.errors.map(String).join('; ') : error.name;
}

/** PgBouncer's answer to `options`, which every server of PostgreSQL understands. */
const isStartupRefusal = (error: unknown): boolean =>
  error instanceof Error && /unsupported startup parameter/i.test(error.message);

/** Why a pooler will not do, and which URL will. */
export function poolerRefusal(target: Target, how: string, cause?: unknown): UserError {
  const direct = directHostOf(target.host);
  const remedy =
    direct === undefined
      ? 'Give the URL of the server itself (its own host and port, 5432 as a rule), not of the pooler; the application may keep the pooler.'
      : `Give the direct URL, with the host ${direct} in place of ${target.host}; the application may keep the pooler.`;
  return new UserError(
    `${endpointOf(target)} is a pooler: ${how}. A lock would outlive its run there, and a timeout would strike whoever comes next.`,
    { remedy, ...(cause === undefined ? {} : { cause }) },
  );
}

/** Neon's pooler has the host of its endpoint with `-pooler` after the endpoint's id. */
export function directHostOf(host: string): string | undefined {
  const [, id, rest] = /^([^.]+)-pooler(\..+)$/.exec(host) ?? [];
  return id === undefined || rest === undefined ? undefined : `${id}${rest}`;
}
