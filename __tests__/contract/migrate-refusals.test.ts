/** What is wrong from the outside: inputs, logins, poolers; and that the password turns up nowhere. */
import { readdir, readFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { scaledClock } from '../../emulators/clock';
import { startPostgres } from '../../emulators/postgres';
import { startSecretManager } from '../../emulators/secretmanager';
import { formsOf } from '../../lib/runner/masks';
import type { BundledEntry } from '../runner/bundle-entry';
import type { StepResult } from '../runner/fake-runner';
import { bundleAction, openMigrateBed } from './migrate-bed';
import type { MigrateBed } from './migrate-bed';
import { copyProject, prepareTools } from './migrate-tools';

let server: Awaited<ReturnType<typeof startPostgres>>;
let entry: BundledEntry;
let bed: MigrateBed;

beforeAll(async () => {
  [server, entry] = await Promise.all([startPostgres(), bundleAction()]);
});
afterAll(async () => {
  await server.stop();
  await entry.remove();
});
beforeEach(async () => {
  bed = await openMigrateBed(server, entry, { lint: 'off' });
  await bed.write('migrations/0001_orders.sql', 'CREATE TABLE orders (id bigint PRIMARY KEY);');
});
afterEach(() => bed.close());

const errorOf = ({ annotations }: StepResult): string =>
  annotations
    .filter(({ name }) => name === 'error')
    .map(({ message }) => message)
    .join('\n');
const changed = (change: (url: URL) => void): Record<string, string> => {
  const url = new URL(bed.url);
  change(url);
  return { 'database-url': url.href };
};

test('all faults of the inputs are told together', async () => {
  const step = await bed.migrate('restore', {
    'database-url': 'mysql://shop',
    tool: 'command',
    'approved-plan': 'yes',
    'lock-timeout': '2',
    'row-changes': 'orders',
    'cloud-sql-iam': 'true',
  });
  const error = errorOf(step);
  for (const name of [
    'database-url',
    'pending-command',
    'approved-plan',
    'lock-timeout',
    'row-changes',
    'cloud-sql-iam',
    'backup',
  ])
    expect(error).toContain(`\`${name}\``);
  expect(error).not.toContain('mysql://shop');
});

describe('the server', () => {
  test.each([
    [
      'does not know the password',
      (url: URL) => {
        url.password = 'wrong-pass-word';
      },
      /password authentication failed[\s\S]*Correct user or password/,
    ],
    [
      'does not have the database',
      (url: URL) => {
        url.pathname = '/nowhere';
      },
      /"nowhere" does not exist[\s\S]*Correct the name/,
    ],
    [
      'is not there',
      (url: URL) => {
        url.port = '1';
      },
      /ECONNREFUSED[\s\S]*whether the server runs/,
    ],
  ])('%s', async (_, change, message) => {
    const step = await bed.migrate('apply', changed(change));
    expect(step.exitCode).toBe(1);
    expect(errorOf(step)).toMatch(message);
    expect(errorOf(step)).not.toMatch(/wrong-pass-word|\n\s+at /);
    expect(await bed.rows(`SELECT 1 FROM pg_namespace WHERE nspname = 'sluice'`)).toEqual([]);
  });

  test('lets the role of the migrations create no schema: said before anything is applied', async () => {
    const { name, password } = await server.newRole();
    const step = await bed.migrate(
      'apply',
      changed((url) => {
        url.username = name;
        url.password = password;
      }),
    );
    expect(errorOf(step)).toContain('CREATE SCHEMA sluice AUTHORIZATION');
  });
});

describe('a pooler', () => {
  let pooler: Server | undefined;
  afterEach(() => {
    pooler?.close();
  });

  test('of Neon is known by its name, and the error names the direct one', async () => {
    const step = await bed.migrate(
      'plan',
      changed((url) => {
        url.hostname = 'ep-cool-1234-pooler.eu-central-1.aws.neon.tech';
      }),
    );
    expect(errorOf(step)).toContain('ep-cool-1234-pooler.eu-central-1.aws.neon.tech');
    expect(errorOf(step)).toContain('the host ep-cool-1234.eu-central-1.aws.neon.tech');
  });

  /** Passes everything on, but for what `edit` makes of the first message, in which a session says what it wants. */
  async function between(edit: (startup: Buffer) => Buffer): Promise<Record<string, string>> {
    const opened = createServer((client) => {
      const upstream = connect(server.port, '127.0.0.1');
      client.once('data', (startup) => {
        upstream.write(edit(startup));
        client.pipe(upstream);
      });
      upstream.pipe(client);
      client.on('error', () => upstream.destroy());
      upstream.on('error', () => client.destroy());
    });
    pooler = opened;
    await new Promise<void>((resolve) => opened.listen(0, '127.0.0.1', resolve));
    return changed((url) => {
      url.port = String((opened.address() as AddressInfo).port);
    });
  }

  test('that drops what a session asks for is found by asking', async () => {
    // PgBouncer with ignore_startup_parameters = options; a parameter of the same length that asks for nothing.
    const url = await between((startup) =>
      Buffer.from(
        startup.toString('latin1').replace(/-c [^\0]*/, (all) => ' '.repeat(all.length)),
        'latin1',
      ),
    );
    const step = await bed.migrate('apply', url);
    expect(errorOf(step)).toMatch(/is a pooler: what a session asks for does not reach the server/);
    expect(await bed.rows(`SELECT 1 FROM pg_namespace WHERE nspname = 'sluice'`)).toEqual([]);
  });

  test('that knows no options says so itself', async () => {
    const message = Buffer.from('SFATAL\0C08P01\0Munsupported startup parameter: options\0\0');
    const length = Buffer.alloc(4);
    length.writeUInt32BE(message.length + 4);
    const opened = createServer((client) =>
      client.once('data', () => client.end(Buffer.concat([Buffer.from('E'), length, message]))),
    );
    pooler = opened;
    await new Promise<void>((resolve) => opened.listen(0, '127.0.0.1', resolve));
    const step = await bed.migrate(
      'plan',
      changed((url) => {
        url.port = String((opened.address() as AddressInfo).port);
      }),
    );
    expect(errorOf(step)).toMatch(
      /is a pooler: it does not know the parameters of a session[\s\S]*the URL of the server itself/,
    );
  });
});

describe('the password', () => {
  const PASSWORD = `pa"ss/wörd'+&=%${'x7'.repeat(4)}`;

  test('is in no output, no summary, no error and no file, in no encoding; the tool finds it in its environment', async () => {
    const { name } = await server.newRole({ name: 'keeper', password: PASSWORD }, 'CREATEDB');
    await bed.rows(
      `GRANT ALL ON DATABASE ${new URL(bed.url).pathname.slice(1)} TO keeper; GRANT ALL ON SCHEMA public TO keeper`,
    );
    const url = changed((each) => {
      each.username = name;
      each.password = encodeURIComponent(PASSWORD);
    });
    await bed.write(
      'tool.sh',
      'set -eu\n[ -n "$PGPASSWORD" ] && [ -n "$DATABASE_URL" ]\ncat /proc/$$/cmdline > arguments\necho "leak $PGPASSWORD $DATABASE_URL" >&2\necho \'{"pending":[{"id":"one"}]}\'\nexit ${FAIL:-0}',
    );
    const inputs = {
      ...url,
      tool: 'command',
      'pending-command': '["bash", "tool.sh"]',
      'apply-command': '["bash", "-c", "cat tool.sh; FAIL=3 bash tool.sh"]',
    };
    const steps = [
      await bed.migrate('plan', inputs),
      await bed.migrate('apply', inputs),
      await bed.migrate('plan', {
        ...inputs,
        'pending-command': '["bash", "-c", "bash tool.sh >&2; echo $DATABASE_URL >&2; exit 1"]',
      }),
    ];
    expect(steps.map(({ exitCode }) => exitCode)).toEqual([0, 1, 1]);
    const shown = steps.flatMap(({ stdout, stderr, summary, outputs, state }) => [
      stdout.replaceAll(/^::add-mask::.*$/gm, ''),
      stderr,
      summary,
      JSON.stringify(outputs),
      JSON.stringify(state),
    ]);
    const files = await Promise.all(
      (await readdir(bed.workspace, { recursive: true, withFileTypes: true }))
        .filter((file) => file.isFile())
        .map((file) => readFile(join(file.parentPath, file.name), 'utf8')),
    );
    const ledger = JSON.stringify(await bed.rows('SELECT * FROM sluice.run'));
    for (const form of formsOf(PASSWORD))
      expect([...shown, ...files, ledger].filter((text) => text.includes(form))).toEqual([]);
  });

  test('may lie in Secret Manager, with the rest of the URL', async () => {
    const emulator = await startSecretManager({ clock: scaledClock(1) });
    try {
      const secret = 'projects/demo-project/secrets/database-url';
      emulator.add(secret, `${bed.url}\n`);
      const inputs = { 'database-url': '', 'database-url-secret': `${secret}/versions/latest` };
      const env = { SLUICE_SECRET_MANAGER_ENDPOINT: emulator.url };
      const step = await bed.migrate('apply', inputs, { env });
      expect([errorOf(step), step.outputs['result']]).toEqual(['', 'applied']);
      expect(step.masks).toContain(bed.url);
      emulator.add(secret, 'nonsense');
      expect(errorOf(await bed.migrate('plan', inputs, { env }))).toMatch(
        /The value of projects\/demo-project.* is not a connection URL/,
      );
    } finally {
      await emulator.close();
    }
  });
});

const { python } = prepareTools();

(python === undefined ? test.skip : test)(
  'two heads of Alembic block, with the command that joins them',
  async () => {
    copyProject('alembic', bed.workspace);
    await bed.write(
      'alembic/versions/b2_other.py',
      'revision = "b2"\ndown_revision = "a1"\ndef upgrade():\n    pass\n',
    );
    const inputs = { tool: 'alembic', 'tool-command': JSON.stringify([`${python ?? ''}/bin/alembic`]) };
    const step = await bed.migrate('apply', inputs, { env: { PYTHONDONTWRITEBYTECODE: '1' } });
    expect(step).toMatchObject({ exitCode: 1, outputs: { result: 'blocked' } });
    expect(errorOf(step)).toMatch(/There are 2 heads: a2, b2[\s\S]*alembic merge -m "merge" a2 b2/);
    expect(
      await bed.rows(`SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace`),
    ).toEqual([]);
  },
);

test('a tool that is not installed is named', async () => {
  const step = await bed.migrate('plan', { tool: 'flyway', 'tool-command': '["no-such-flyway"]' });
  expect(errorOf(step)).toMatch(/There is no program `no-such-flyway`[\s\S]*`tool-command`/);
});
