/** What is kept beside the parts of a backup that was proved; parts without it count for nothing. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { BackupRecord } from '../../ports';

/** One object in the bucket: an archive of pg_dump, or the rows of one table as COPY writes them. */
const partSchema = z.object({
  object: z.string(),
  generation: z.string(),
  bytes: z.number(),
  /** Of the compressed bytes, in hex. */
  sha256: z.string(),
  /** Of rows alone. */
  table: z
    .object({
      /** schema.name */
      name: z.string(),
      /** What COPY names: the table with its columns, quoted. */
      copied: z.string(),
    })
    .optional(),
});

export const recordSchema = z.object({
  version: z.literal(1),
  /** Everything but the rows. */
  schema: partSchema,
  /** The rows of the large tables, and an archive of everything else; they can be restored side by side. */
  data: z.array(partSchema).min(1),
  /** Of the database, and of rows; such as UTF8. */
  encoding: z.string(),
  takenAt: z.iso.datetime(),
  lsn: z.string(),
  runId: z.string(),
  database: z.string(),
  databaseBytes: z.number(),
  /** The server it comes from: its system identifier, or its endpoint where that is not told. */
  origin: z.string(),
  /** Such as 150018. */
  serverVersion: z.number(),
  /** Of pg_dump, the major one. */
  programVersion: z.number(),
  fingerprint: z.string(),
  rows: z.record(z.string(), z.number()),
});

export type Part = z.infer<typeof partSchema>;
export type DumpRecord = z.infer<typeof recordSchema>;

/** A record and the generation it was written in. */
export interface Shelved {
  readonly record: DumpRecord;
  readonly object: string;
  readonly generation: string;
}

export const partsOf = ({ schema, data }: Pick<DumpRecord, 'schema' | 'data'>): Part[] => [schema, ...data];

export const COMPRESSED = '.zst';
export const RECORD = '.json';

/** The folder of a database's backups; whatever is in its name. */
export const folderOf = (prefix: string, database: string): string =>
  `${prefix}${encodeURIComponent(database)}/`;

/** Begins the names of a backup's objects. They sort by time; the run's id tells two of the same second apart. */
export const backupName = (folder: string, takenAt: string, runId: string): string =>
  `${folder}${takenAt.replaceAll(/[-:]|\.\d+/g, '')}-${runId}`;

/** @param part `others` is everything that neither the schema's archive nor a table's rows hold; a number is a table */
export const partName = (backup: string, part: 'schema' | 'others' | number): string =>
  `${backup}.${typeof part === 'number' ? `table-${part}.copy` : `${part}.dump`}${COMPRESSED}`;

export const recordName = (backup: string): string => `${backup}${RECORD}`;

/** The record that belongs to a part. */
export const recordOfPart = (part: string): string =>
  part.replace(/\.((schema|others)\.dump|table-\d+\.copy)\.zst$/, RECORD);

export const referenceOf = (
  bucket: string,
  { object, generation }: Pick<Shelved, 'object' | 'generation'>,
): string => `gs://${bucket}/${object}#${generation}`;

/** `gs://bucket/record#generation`; undefined for anything else. */
export function parseReference(
  text: string,
): { bucket: string; object: string; generation: string } | undefined {
  const [, bucket, object, generation] = /^gs:\/\/([^/]+)\/(.+\.json)#(\d+)$/.exec(text) ?? [];
  return bucket && object && generation ? { bucket, object, generation } : undefined;
}

/** Of the whole backup: SHA-256, in hex, over its parts' own, a line each. */
export const digestOf = (record: DumpRecord): string =>
  createHash('sha256')
    .update(
      partsOf(record)
        .map(({ sha256 }) => `${sha256}\n`)
        .join(''),
    )
    .digest('hex');

/** As the flow knows it. */
export function asBackup(bucket: string, shelved: Shelved): BackupRecord {
  const { record } = shelved;
  return {
    reference: referenceOf(bucket, shelved),
    kind: 'pg_dump',
    takenAt: record.takenAt,
    lsn: record.lsn,
    bytes: partsOf(record).reduce((sum, { bytes }) => sum + bytes, 0),
    sha256: digestOf(record),
    proof: `read in full, ${Object.keys(record.rows).length} tables counted`,
  };
}
