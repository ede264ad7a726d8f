/** Which backup is meant. */
import { openObjects } from '../../../../../lib/objects';
import type { Bucket } from '../../../../../lib/objects';
import { UserError } from '../../../../../lib/runner';
import type { Identity } from '../../model';
import { originOf } from './depot';
import type { Depot } from './depot';
import { folderOf, parseReference } from './record';
import type { Shelved } from './record';
import { readRecord, recordsIn } from './shelf';

/** A backup and where it is. */
export interface Chosen extends Shelved {
  readonly bucket: Bucket;
}

/** The newest one of this very database; undefined where there is none. */
export async function newestOf({ bucket, prefix }: Depot, identity: Identity): Promise<Shelved | undefined> {
  const folder = folderOf(prefix, identity.database);
  for (const { name } of await recordsIn(bucket, folder, originOf(identity))) {
    const shelved = await readRecord(bucket, name);
    if (shelved !== undefined) return shelved;
  }
  return undefined;
}

/**
 * The backup of a reference, or the newest.
 * @throws UserError where there is none, or it was never proved
 */
export async function choose(
  depot: Depot,
  identity: Identity,
  reference: string | undefined,
): Promise<Chosen> {
  const { bucket, prefix } = depot;
  if (reference !== undefined) return referred(depot, reference);
  const newest = await newestOf(depot, identity);
  if (newest !== undefined) return { bucket, ...newest };
  throw new UserError(
    `There is no backup of ${identity.database} from this server in gs://${bucket.name}/${prefix}.`,
    { remedy: 'Take one (`command: backup`), or give that of another server as `restore-from`.' },
  );
}

async function referred({ bucket, place }: Depot, reference: string): Promise<Chosen> {
  const parsed = parseReference(reference);
  if (parsed === undefined)
    throw new UserError(`\`${reference}\` is no reference of a backup by pg_dump.`, {
      remedy: 'Give it as the output `backup` said it: gs://BUCKET/RECORD.json#GENERATION.',
    });
  const there = parsed.bucket === bucket.name ? bucket : openObjects(place.runner, parsed.bucket);
  const shelved = await readRecord(there, parsed.object);
  if (shelved?.generation === parsed.generation) return { bucket: there, ...shelved };
  throw new UserError(`${reference} is no backup, or one that was never proved.`, {
    remedy: 'Give one that the output `backup` has named, and that has not been removed since.',
  });
}
