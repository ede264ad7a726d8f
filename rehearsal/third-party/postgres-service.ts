import { startPostgres } from '../../emulators/postgres';
import type { ServiceStandIn } from '../workflow/services';

const PORT = '5432';
const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
const identifier = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** The image `postgres`: the machine's own server, or the one from npm, whatever version the tag asks for. */
export const postgresService: ServiceStandIn = {
  env: ['POSTGRES_PASSWORD', 'POSTGRES_USER', 'POSTGRES_DB'],
  ports: [PORT],
  async start({
    POSTGRES_PASSWORD: password = '',
    POSTGRES_USER: user = 'postgres',
    POSTGRES_DB: database = user,
  }) {
    // As the image's own entrypoint has it.
    if (password === '') throw new Error('The image postgres is not started without POSTGRES_PASSWORD.');
    const server = await startPostgres();
    try {
      if (user !== server.superuser.name) await server.newRole({ name: user, password }, 'SUPERUSER');
      if (database !== 'postgres') await server.newDatabase(database);
      if (user === server.superuser.name)
        await server.query(`ALTER ROLE ${identifier(user)} PASSWORD ${quoted(password)}`);
    } catch (error) {
      await server.stop();
      throw error;
    }
    return { ports: { [PORT]: server.port }, close: () => server.stop() };
  },
};
