/** Migrations as releases of the past have applied them: their effect, and the records that Prisma Migrate keeps. */
import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A product's migrations, and those of them that were applied long ago. */
export interface PastMigrations {
  /** Such as `prisma/migrations`. */
  folder: string;
  applied: readonly string[];
}

/** Prisma's own table. */
const RECORDS = `
CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id" VARCHAR(36) PRIMARY KEY NOT NULL,
  "checksum" VARCHAR(64) NOT NULL,
  "finished_at" TIMESTAMPTZ,
  "migration_name" VARCHAR(255) NOT NULL,
  "logs" TEXT,
  "rolled_back_at" TIMESTAMPTZ,
  "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(),
  "applied_steps_count" INTEGER NOT NULL DEFAULT 0
);`;

/** The names of a project's migrations, in their order. */
export async function migrationsIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

/** The statements that leave a database as Prisma would have left it. Running its command line would take seconds. */
export async function migrateAsBefore({ folder, applied }: PastMigrations): Promise<string> {
  const each = await Promise.all(
    applied.map(async (name) => {
      const sql = await readFile(join(folder, name, 'migration.sql'), 'utf8');
      const checksum = createHash('sha256').update(sql).digest('hex');
      return `${sql}
INSERT INTO "_prisma_migrations" (id, checksum, finished_at, migration_name, applied_steps_count)
  VALUES ('${randomUUID()}', '${checksum}', clock_timestamp(), '${name}', 1);`;
    }),
  );
  return [RECORDS, ...each].join('\n');
}
