/** What is kept beside each dump that was proved; a dump without it counts for nothing. */
import { z } from 'zod';
import type { BackupRecord } from '../ports';

export const recordSchema = z.object({
  version: z.literal(1),
  /** The dump: its object and generation. */
  object: z.string(),
  generation: z.string(),
  bytes: z.number(),
  sha256: z.string(),
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

export type DumpRecord = z.infer<typeof recordSchema>;

export const DUMP = '.dump.zst';
export const RECORD = '.json';

/** The folder of a database's backups; whatever is in its name. */
export const folderOf = (prefix: string, database: string): string =>
  `${prefix}${encodeURIComponent(database)}/`;

/** Names sort by time; the run's id tells two of the same second apart. */
export const dumpName = (folder: string, takenAt: string, runId: string): string =>
  `${folder}${takenAt.replaceAll(/[-:]|\.\d+/g, '')}-${runId}${DUMP}`;

export const recordName = (dump: string): string => dump.slice(0, -DUMP.length) + RECORD;

export const referenceOf = (bucket: string, { object, generation }: DumpRecord): string =>
  `gs://${bucket}/${object}#${generation}`;

/** `gs://bucket/object#generation`; undefined for anything else. */
export function parseReference(
  text: string,
): { bucket: string; object: string; generation: string } | undefined {
  const [, bucket, object, generation] = /^gs:\/\/([^/]+)\/(.+\.dump\.zst)#(\d+)$/.exec(text) ?? [];
  return bucket && object && generation ? { bucket, object, generation } : undefined;
}

/** As the flow knows it. */
export const asBackup = (bucket: string, record: DumpRecord): BackupRecord => ({
  reference: referenceOf(bucket, record),
  kind: 'pg_dump',
  takenAt: record.takenAt,
  lsn: record.lsn,
  bytes: record.bytes,
  sha256: record.sha256,
  proof: `read in full by pg_restore ${record.programVersion}, ${Object.keys(record.rows).length} tables`,
});
