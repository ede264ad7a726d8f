/** The backups of one database in a bucket. */
import { UserError } from '../../../../../lib/runner';
import { ABSENT } from '../../../../../lib/objects';
import type { Bucket, ObjectState } from '../../../../../lib/objects';
import { RECORD, recordSchema } from './record';
import type { DumpRecord, Shelved } from './record';

/** Custom metadata by which a record is chosen without being read. */
export const ORIGIN = 'origin';

/** Puts the record beside the archives; from now on they are a backup. */
export async function shelve(bucket: Bucket, name: string, record: DumpRecord): Promise<Shelved> {
  const bytes = Buffer.from(`${JSON.stringify(record, null, 2)}\n`);
  const { generation } = await bucket.write(name, bytes, {
    ifGeneration: ABSENT,
    contentType: 'application/json',
    metadata: { [ORIGIN]: record.origin },
  });
  return { record, object: name, generation };
}

/** The records in a folder, the newest first; `origin` keeps those of one server. */
export async function recordsIn(bucket: Bucket, folder: string, origin: string): Promise<ObjectState[]> {
  const found: ObjectState[] = [];
  for await (const object of bucket.list(folder))
    if (object.name.endsWith(RECORD) && object.metadata[ORIGIN] === origin) found.push(object);
  return found.reverse();
}

/**
 * Reads one record.
 * @returns undefined where it has gone
 * @throws UserError where it is none
 */
export async function readRecord(bucket: Bucket, name: string): Promise<Shelved | undefined> {
  const found = await bucket.read(name);
  if (found === undefined) return undefined;
  const parsed = recordSchema.safeParse(jsonIn(found.bytes));
  if (parsed.success) return { record: parsed.data, object: name, generation: found.generation };
  throw new UserError(`gs://${bucket.name}/${name} is no record of a backup.`, {
    remedy: 'Give another backup; whoever wrote this object must not write there.',
    cause: parsed.error,
  });
}

function jsonIn(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    // Not JSON is as little a record as JSON of another shape.
    return undefined;
  }
}
