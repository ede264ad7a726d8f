/** Which backups may go. */
import type { Bucket } from '../../../../../lib/objects';
import type { Log } from '../../../../../lib/runner';
import type { Retention } from './depot';
import { removePart } from './parts';
import { COMPRESSED, partsOf, recordOfPart } from './record';
import { readRecord, recordsIn } from './shelf';

export interface Aged {
  readonly name: string;
  /** Unix time in milliseconds. */
  readonly created: number;
}

/** An archive whose proof never came may still be under way; after this time it is not. */
const UNPROVED = 24 * 3600 * 1000;

/** What neither rule keeps, and never the newest. Pure. @param proved the newest first */
export function expired<Each extends Aged>(
  proved: readonly Each[],
  { count, age }: Retention,
  now: number,
): Each[] {
  if (count === undefined && age === undefined) return [];
  return proved.filter((backup, index) => {
    const isKept = index < Math.max(1, count ?? 0) || (age !== undefined && now - backup.created <= age);
    return !isKept;
  });
}

/** Removes what may go: the record first, so that there is never a record without its archives. */
export async function retain(
  bucket: Bucket,
  { folder, origin }: { folder: string; origin: string },
  retention: Retention,
  { now, log }: { now: number; log: Log },
): Promise<void> {
  if (retention.count === undefined && retention.age === undefined) return;
  for (const record of expired(await recordsIn(bucket, folder, origin), retention, now)) {
    const shelved = await readRecord(bucket, record.name);
    await bucket.remove(record.name, { ifGeneration: record.generation });
    for (const part of shelved ? partsOf(shelved.record) : []) await removePart(bucket, part);
    log.info(`Removed the backup of ${new Date(record.created).toISOString()}: ${record.name}.`);
  }
  await removeUnproved(bucket, { folder, origin, now, log });
}

/** Archives of runs that were killed before the proof. */
async function removeUnproved(
  bucket: Bucket,
  { folder, origin, now, log }: { folder: string; origin: string; now: number; log: Log },
): Promise<void> {
  for await (const object of bucket.list(folder)) {
    const isOld = now - object.created > UNPROVED;
    if (!object.name.endsWith(COMPRESSED) || !isOld || object.metadata['origin'] !== origin) continue;
    if ((await bucket.stat(recordOfPart(object.name))) !== undefined) continue;
    await bucket.remove(object.name, { ifGeneration: object.generation });
    log.info(`Removed an archive that was never proved: ${object.name}.`);
  }
}
