import { PrismaPg } from '@prisma/adapter-pg';
import { defineConfig } from 'prisma/config';

type Connection = Awaited<ReturnType<PrismaPg['connect']>>;

/** Two catalog types that the adapter does not know ("char" and name), and text, as which they are read. */
const CATALOG_TYPES: ReadonlySet<number> = new Set([18, 19]);
const TEXT = 25;

/** How the adapter's connection talks to the driver; it is not part of its typings. */
interface Talking {
  performIO(query: unknown): Promise<{ fields: { dataTypeID: number }[] }>;
  /** Throws it as Prisma shows it: with the server's own words. */
  onError(error: unknown): never;
}

/**
 * Prisma Migrate on the driver that the service uses, in place of an engine that would be downloaded at installation. A
 * migration is sent as one query, so that PostgreSQL runs it as one transaction: all of it takes effect, or nothing.
 */
class DriverOfTheService extends PrismaPg {
  override async connect(): Promise<Connection> {
    const connection = await super.connect();
    const talking = connection as unknown as Talking;
    const performIO = talking.performIO.bind(connection);
    talking.performIO = async (query) => {
      const result = await performIO(query);
      for (const field of result.fields) if (CATALOG_TYPES.has(field.dataTypeID)) field.dataTypeID = TEXT;
      return result;
    };
    connection.executeScript = async (script) => {
      try {
        await connection.underlyingDriver().query(script);
      } catch (error) {
        talking.onError(error);
      }
    };
    return connection;
  }

  /** The adapter's would be the database of the URL itself. */
  override connectToShadowDb(): Promise<never> {
    return Promise.reject(new Error('There is no shadow database here: write the migration by hand.'));
  }
}

export default defineConfig({
  schema: 'prisma/schema.prisma',
  experimental: { adapter: true },
  engine: 'js',
  adapter: () =>
    Promise.resolve(
      // Else the command line would wait ten seconds for its idle connections before it ends.
      new DriverOfTheService({ connectionString: process.env['DATABASE_URL'], allowExitOnIdle: true }),
    ),
});
