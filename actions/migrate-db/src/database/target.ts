import { Refusal } from '../../../../lib/runner';

/** How to reach one database. `url` holds the password: it goes into environments and drivers, and nowhere else. */
export interface Target {
  /** postgresql://user:password@host:port/database?parameters */
  readonly url: string;
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly password: string | undefined;
}

/** What a session asks of the server when it is opened. */
export interface SessionSettings {
  /** At most 63 bytes; the server cuts what is longer. */
  readonly applicationName: string;
  /** Parameters of the server by name, such as lock_timeout: "2s". */
  readonly parameters: Readonly<Record<string, string>>;
}

const SCHEMES: ReadonlySet<string> = new Set(['postgres:', 'postgresql:']);

/** Reads a connection URL; a `Refusal` never quotes it. */
export function parseTarget(text: string): Target | Refusal {
  const url = URL.parse(text);
  if (!url || !SCHEMES.has(url.protocol))
    return new Refusal(
      'It is not a connection URL of PostgreSQL.',
      'Write postgresql://USER:PASSWORD@HOST:5432/DATABASE; percent-encode what is special in the password.',
    );
  const database = decoded(url.pathname.slice(1));
  if (database === '')
    return new Refusal('It names no database.', 'Add the database after the host: .../DATABASE.');
  const host = url.searchParams.get('host') ?? decoded(url.hostname.replace(/^\[(.*)\]$/, '$1'));
  const user = decoded(url.username);
  if (user === '' || host === '')
    return new Refusal(
      'It names no user or no host.',
      'Write postgresql://USER:PASSWORD@HOST:5432/DATABASE.',
    );
  const port = Number(url.port || url.searchParams.get('port') || 5432);
  return { url: text, host, port, database, user, password: decoded(url.password) || undefined };
}

/** The same server, another database. */
export function onDatabase(target: Target, database: string): Target {
  const url = new URL(target.url);
  url.pathname = `/${encodeURIComponent(database)}`;
  return { ...target, url: url.href, database };
}

/** Where it is, without the password. */
export const endpointOf = ({ host, port }: Pick<Target, 'host' | 'port'>): string =>
  host.startsWith('/') ? host : `${host}:${port}`;

/** The URL with the session's settings in it; what the caller's URL asks for itself is kept. */
export function urlFor(target: Target, { applicationName, parameters }: SessionSettings): string {
  const url = new URL(target.url);
  const own = url.searchParams.get('options');
  url.searchParams.set('application_name', applicationName);
  url.searchParams.set('options', [...(own ? [own] : []), optionsOf(parameters)].join(' '));
  // A form's encoding of a blank is understood by URL parsers alone; libpq and JDBC take it literally.
  url.search = url.search.replaceAll('+', '%20');
  return url.href;
}

/** The variables that libpq, and every driver that follows it, reads. */
export function environmentFor(target: Target, session: SessionSettings): Record<string, string> {
  const parameters = new URL(target.url).searchParams;
  const own = parameters.get('options');
  const sslMode = parameters.get('sslmode');
  return {
    PGHOST: target.host,
    PGPORT: String(target.port),
    PGDATABASE: target.database,
    PGUSER: target.user,
    ...(target.password === undefined ? {} : { PGPASSWORD: target.password }),
    ...(sslMode ? { PGSSLMODE: sslMode } : {}),
    PGAPPNAME: session.applicationName,
    PGOPTIONS: [...(own ? [own] : []), optionsOf(session.parameters)].join(' '),
  };
}

/** As the server's command line takes them: a blank or a backslash in a value is escaped. */
const optionsOf = (parameters: Readonly<Record<string, string>>): string =>
  Object.entries(parameters)
    .map(([name, value]) => `-c ${name}=${value.replaceAll(/[\\\s]/g, '\\$&')}`)
    .join(' ');

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A bare percent sign: taken as it is written, as libpq would refuse it and the server decides.
    return text;
  }
}
