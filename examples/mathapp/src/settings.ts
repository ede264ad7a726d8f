/** What the process is told by its environment. */
export interface Settings {
  port: number;
  /** The address to listen on; a container must listen on every interface. */
  host: string;
  /** `postgresql://user:password@host:port/database` */
  databaseUrl: string;
  /** Signs the bearer tokens; the same for every instance of the service. */
  tokenSecret: string;
  version: string;
  /** Cloud Run's name for the running revision; null elsewhere. */
  revision: string | null;
}

const shortestSecret = 16;

/**
 * Reads and checks the environment.
 * @throws Error naming every variable that is missing or unusable, so that one look at the log is enough.
 */
export function readSettings(environment: NodeJS.ProcessEnv, builtVersion: string): Settings {
  const port = Number(environment['PORT'] ?? '8080');
  const databaseUrl = environment['DATABASE_URL'] ?? '';
  const tokenSecret = environment['JWT_SECRET'] ?? '';
  const faults = [
    ...(Number.isInteger(port) && port >= 0 && port < 65_536 ? [] : ['PORT must be a port number']),
    ...(/^postgres(ql)?:\/\//.test(databaseUrl)
      ? []
      : ['DATABASE_URL must be set to postgresql://user:password@host:port/database']),
    ...(tokenSecret.length >= shortestSecret
      ? []
      : [`JWT_SECRET must be set to at least ${shortestSecret} characters`]),
  ];
  if (faults.length > 0) throw new Error(`mathapp cannot start: ${faults.join('; ')}`);
  return {
    port,
    host: environment['HOST'] ?? '0.0.0.0',
    databaseUrl,
    tokenSecret,
    version: environment['VERSION'] ?? builtVersion,
    revision: environment['K_REVISION'] ?? null,
  };
}
