import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What is applied: a transaction with data that must not come twice, an index without one, and one that takes a while. */
const FILES = {
  '0001_orders.sql': `CREATE TABLE orders (id bigint PRIMARY KEY, note text);
INSERT INTO orders SELECT generate_series(1, 100), 'first';
CREATE TABLE told (what text);
INSERT INTO told VALUES ('0001');`,
  '0002_index.sql': `-- sluice: no-transaction
CREATE INDEX CONCURRENTLY orders_note ON orders (note);`,
  '0003_note.sql': `UPDATE orders SET note = 'second';
SELECT pg_sleep(0.3);
INSERT INTO told VALUES ('0003');`,
} as const;

export const IDS = Object.keys(FILES).map((name) => name.replace('.sql', ''));

/** Writes the migrations; returns the checkout. */
export async function writeProject(): Promise<string> {
  const workspace = await mkdtemp(join(tmpdir(), 'sluice-migrate-faults-'));
  await mkdir(join(workspace, 'migrations'));
  for (const [name, sql] of Object.entries(FILES)) await writeFile(join(workspace, 'migrations', name), sql);
  return workspace;
}
