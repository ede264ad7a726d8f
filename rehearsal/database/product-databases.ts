/** The databases of staging and production on a real PostgreSQL, each with a role for every purpose. */
import { dirname } from 'node:path';
import pg from 'pg';
import type { Clock } from '../../emulators/clock';
import { startPostgres } from '../../emulators/postgres';
import type { PostgresServer } from '../../emulators/postgres';
import { startSecretManager } from '../../emulators/secretmanager';
import type { SecretManagerOptions } from '../../emulators/secretmanager';
import { migrateAsBefore } from './past-migrations';
import type { PastMigrations } from './past-migrations';
import { SECRETS } from './secrets';

/** One environment's database. */
export interface ProductDatabase {
  /** For the service: it reads and writes rows, and changes no table. */
  serviceUrl: string;
  /** The service's role. */
  role: string;
  /** Runs statements as an administrator, by hand, as it were. */
  query(sql: string): Promise<Record<string, unknown>[]>;
  /** Begins a transaction with these statements and leaves it open, as a slow visitor does. */
  hold(sql: string): Promise<{ release(): Promise<void> }>;
}

/** What a rehearsal has of them. */
export interface ProductDatabases {
  of(project: string): ProductDatabase;
  /** Puts a value of another kind into Secret Manager. @param secret projects/P/secrets/S */
  keep(secret: string, value: string): void;
  /** Leads to the emulated Secret Manager, which has the URLs. */
  environment: Readonly<Record<string, string>>;
  /** Folder of pg_dump and pg_restore; undefined where this machine has none of the server's version. */
  programs: string | undefined;
  close(): Promise<void>;
}

export interface ProductDatabasesSettings {
  clock: Clock;
  projects: readonly string[];
  migrations: PastMigrations;
  permissionsOf: NonNullable<SecretManagerOptions['permissionsOf']>;
}

export async function startProductDatabases(settings: ProductDatabasesSettings): Promise<ProductDatabases> {
  const { clock, projects, migrations, permissionsOf } = settings;
  const [server, secrets, past] = await Promise.all([
    // Many short writes: what a power failure would take matters to nobody here.
    startPostgres({ settings: { synchronous_commit: 'off' } }),
    startSecretManager({ clock, permissionsOf }),
    migrateAsBefore(migrations),
  ]);
  const databases = new Map<string, ProductDatabase>();
  for (const project of projects) {
    const { database, migratorUrl, readerUrl } = await makeDatabase(server, project, past);
    databases.set(project, database);
    secrets.add(`projects/${project}/secrets/${SECRETS.migrator}`, migratorUrl);
    secrets.add(`projects/${project}/secrets/${SECRETS.reader}`, readerUrl);
  }
  const dump = server.program('pg_dump');
  return {
    of: (project) => {
      const database = databases.get(project);
      if (!database) throw new RangeError(`The project ${project} has no database.`);
      return database;
    },
    keep: (secret, value) => {
      secrets.add(secret, value);
    },
    environment: { SLUICE_SECRET_MANAGER_ENDPOINT: secrets.url },
    programs: dump === undefined ? undefined : dirname(dump),
    close: async () => {
      await Promise.all([server.stop(), secrets.close()]);
    },
  };
}

async function makeDatabase(
  server: PostgresServer,
  project: string,
  past: string,
): Promise<{ database: ProductDatabase; migratorUrl: string; readerUrl: string }> {
  const name = project.replaceAll('-', '_');
  const made = await server.newDatabase(name);
  // It makes copies to rehearse on, so it may create databases.
  const migrator = await server.newRole({ name: `${name}_migrator` }, 'CREATEDB');
  const service = await server.newRole({ name: `${name}_service` });
  const reader = await server.newRole({ name: `${name}_reader` });
  await server.query(
    `ALTER DATABASE ${name} OWNER TO ${migrator.name};
     GRANT pg_read_all_data TO ${reader.name};
     GRANT ${service.name} TO ${migrator.name};`,
  );
  await server.query(
    `GRANT ALL ON SCHEMA public TO ${migrator.name};
     ALTER DEFAULT PRIVILEGES FOR ROLE ${migrator.name} IN SCHEMA public
       GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO ${service.name};`,
    made.url,
  );
  await server.query(past, made.urlFor(migrator));
  return {
    database: {
      serviceUrl: made.urlFor(service),
      role: service.name,
      query: (sql) => server.query(sql, made.url),
      hold: (sql) => holdOpen(made.urlFor(service), sql),
    },
    migratorUrl: made.urlFor(migrator),
    readerUrl: made.urlFor(reader),
  };
}

async function holdOpen(url: string, sql: string): Promise<{ release(): Promise<void> }> {
  const client = new pg.Client({ connectionString: url });
  // Whoever ends it from outside does what the story wants.
  client.on('error', () => undefined);
  await client.connect();
  await client.query(`BEGIN; ${sql}`);
  return { release: () => client.end() };
}
