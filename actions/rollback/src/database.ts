import { UserError } from '../../../lib/runner';

/** Real milliseconds. */
const TIMEOUT = 10_000;

/**
 * Asks the database for one row, to see whether it answers at all. Its own error texts can hold user, host and password:
 * of them only the code goes further.
 * @param url `postgresql://user:password@host/database`, a secret
 * @throws UserError when it does not answer
 */
export async function checkDatabase(url: string): Promise<void> {
  const { default: pg } = await import('pg');
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: TIMEOUT,
    query_timeout: TIMEOUT,
    application_name: 'sluice-rollback',
  });
  // An idle connection that breaks is told by an event, which would end the process where nobody listens.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('SELECT 1');
  } catch (error) {
    throw new UserError(
      `The traffic is back, but the database of \`database-url\` does not answer (${codeOf(error)}).`,
      {
        remedy:
          'Look whether it runs, whether it takes connections from the runner, and whether the secret is still right.',
      },
    );
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Such as ECONNREFUSED or PostgreSQL's 28P01; never a text. */
function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return /^[A-Z0-9_]{2,30}$/.test(code) ? code : 'no code';
}
