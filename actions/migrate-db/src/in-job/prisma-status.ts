/** What `prisma migrate status` prints, read as far as it says something for certain. Pure. */
import { checksumOf } from '../tools/checksum';
import type { Obstacle, Standing } from '../model';

/** A migration is a folder's name: one word. */
const NAME = /^[\w.-]+$/;

/**
 * Where a database stands, by a status that ended with a failure: something is pending, has failed, or has diverged.
 * @returns undefined where it does not say, or not yet: lines may be missing at the end
 */
export function prismaStatus(lines: readonly string[]): Standing | undefined {
  const texts = lines.map((line) => line.trim()).filter((line) => line !== '');
  const after = (heading: RegExp): string[] | undefined => {
    const at = texts.findIndex((line) => heading.test(line));
    const end = texts.findIndex((line, index) => index > at && !NAME.test(line));
    // Whatever follows shows that no name is missing.
    return at < 0 || end < 0 ? undefined : texts.slice(at + 1, end);
  };
  if (texts.some((line) => /migrations table from your database are different/.test(line)))
    return { pending: [], applied: [], obstacles: [diverged] };
  const failed = after(/^Following migrations? have failed/);
  if (failed) return { pending: [], applied: [], obstacles: failed.map(dirty) };
  const pending = after(/^Following migrations? have not yet been applied/);
  if (!pending) return undefined;
  return { pending: pending.map(migrationOf), applied: [], obstacles: [] };
}

/** Its text is in the image, which the plan names by its digest. */
const migrationOf = (id: string): Standing['pending'][number] => ({
  id,
  file: undefined,
  sql: undefined,
  checksum: checksumOf(id),
  transactional: true,
});

const diverged: Obstacle = {
  kind: 'drifted',
  what: 'The database has migrations that the image does not have.',
  resolve: ['Build the image from a commit that has all migrations of the database.'],
};

const dirty = (id: string): Obstacle => ({
  kind: 'dirty',
  what: `${id} began and did not come to its end.`,
  resolve: [
    `Where none of it took effect: npx prisma migrate resolve --rolled-back "${id}"`,
    `Where it took effect, by hand or by itself: npx prisma migrate resolve --applied "${id}"`,
  ],
});
