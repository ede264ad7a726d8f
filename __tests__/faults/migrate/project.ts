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

/** What is applied while others read and write: it needs the table for itself, for a moment. */
const TRAFFIC = { '0001_note.sql': 'ALTER TABLE visits ADD COLUMN note text;' } as const;

/** The folder of the migrations for {@link TRAFFIC}. */
export const TRAFFIC_FOLDER = 'traffic';

export const IDS = Object.keys(FILES).map((name) => name.replace('.sql', ''));

/** Writes the migrations; returns the checkout. */
export async function writeProject(): Promise<string> {
  const workspace = await mkdtemp(join(tmpdir(), 'sluice-migrate-faults-'));
  await writeFiles(join(workspace, 'migrations'), FILES);
  await writeFiles(join(workspace, TRAFFIC_FOLDER), TRAFFIC);
  return workspace;
}

async function writeFiles(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  await mkdir(folder);
  for (const [name, sql] of Object.entries(files)) await writeFile(join(folder, name), sql);
}
