/** The variables that we read ourselves; every other name in the environment is none of our business. */
export const EnvironmentVariable = {
  /** Base URL of the Cloud Run Admin API, such as http://127.0.0.1:8080, for emulators. */
  cloudRunEndpoint: 'SLUICE_CLOUD_RUN_ENDPOINT',
  /** Base URLs of Cloud Monitoring, Cloud Logging, Cloud Storage, Secret Manager, Cloud SQL and Neon, for emulators. */
  monitoringEndpoint: 'SLUICE_MONITORING_ENDPOINT',
  loggingEndpoint: 'SLUICE_LOGGING_ENDPOINT',
  storageEndpoint: 'SLUICE_STORAGE_ENDPOINT',
  secretManagerEndpoint: 'SLUICE_SECRET_MANAGER_ENDPOINT',
  cloudSqlEndpoint: 'SLUICE_CLOUD_SQL_ENDPOINT',
  neonEndpoint: 'SLUICE_NEON_ENDPOINT',
  /** Base URLs of the Google Play Developer API, its Reporting API and App Store Connect, for emulators. */
  playEndpoint: 'SLUICE_PLAY_ENDPOINT',
  playReportingEndpoint: 'SLUICE_PLAY_REPORTING_ENDPOINT',
  appStoreEndpoint: 'SLUICE_APP_STORE_ENDPOINT',
  /** How many times faster than real time the clock runs; refused unless every endpoint is on this machine. */
  timeScale: 'SLUICE_TIME_SCALE',
  /** The instant at which scaled and real time agree, in Unix milliseconds, so that several processes share one clock. */
  timeOrigin: 'SLUICE_TIME_ORIGIN',
  /** Makes randomness repeatable; refused unless every endpoint is on this machine. */
  seed: 'SLUICE_SEED',
} as const;

export type EnvironmentVariable = (typeof EnvironmentVariable)[keyof typeof EnvironmentVariable];

/** Variables by name, as in `process.env`. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** What surrounds the step: our own variables, and the run as GitHub describes it. */
export interface Environment {
  /** Path of the credentials file that `google-github-actions/auth` has left. */
  readonly googleCredentials: string | undefined;
  /** Id of the Google Cloud project that `google-github-actions/auth` has left. */
  readonly project: string | undefined;
  /** The page of this workflow run; undefined outside GitHub. */
  readonly runUrl: string | undefined;
  /** The number of this workflow run: a later run has a higher one, a re-run keeps it. Undefined outside GitHub. */
  readonly runId: number | undefined;
  /** owner/name */
  readonly repository: string | undefined;
  /** The full commit that the run was started for. */
  readonly sha: string | undefined;
  /** The folder that holds the checkout; the working folder outside GitHub. */
  readonly workspace: string;
  /** The account that started the run. */
  readonly actor: string | undefined;
  /** One of our own variables, or one that other clients read for the same purpose; undefined where it is not set or empty. */
  get(variable: string): string | undefined;
}

/** Reads the environment from variables such as `process.env`; an empty variable counts as not set. */
export function environmentOf(variables: Variables): Environment {
  const read = (name: string): string | undefined => variables[name] || undefined;
  return {
    googleCredentials: read('GOOGLE_APPLICATION_CREDENTIALS'),
    project: read('GOOGLE_CLOUD_PROJECT') ?? read('GCLOUD_PROJECT'),
    runUrl: runUrlOf(read),
    runId: runIdOf(read('GITHUB_RUN_ID')),
    repository: read('GITHUB_REPOSITORY'),
    sha: read('GITHUB_SHA'),
    workspace: read('GITHUB_WORKSPACE') ?? process.cwd(),
    actor: read('GITHUB_ACTOR'),
    get: read,
  };
}

function runIdOf(text: string | undefined): number | undefined {
  const number = /^\d+$/.test(text ?? '') ? Number(text) : NaN;
  return Number.isSafeInteger(number) ? number : undefined;
}

function runUrlOf(read: (name: string) => string | undefined): string | undefined {
  const [server, repository, run] = [
    read('GITHUB_SERVER_URL'),
    read('GITHUB_REPOSITORY'),
    read('GITHUB_RUN_ID'),
  ];
  return server && repository && run ? `${server}/${repository}/actions/runs/${run}` : undefined;
}
