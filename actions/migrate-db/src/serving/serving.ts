/** What the contract phase is held against: the revisions that visitors may still reach, and the history they come from. */
import { reachableRevisions } from '../../../../lib/places';
import { isRefused } from '../../../../lib/google';
import { UserError } from '../../../../lib/runner';
import type { Inputs } from '../inputs';
import { neededUpTo } from '../lint/contract';
import type { NeedsOldShape, Serving, ServingRevision } from '../lint';
import type { MigrationPlan } from '../model';
import type { Place } from '../ports';

/** A file that says so takes something away; only then is anybody asked who still needs it. */
const CONTRACT = /sluice:\s*phase:\s*contract/;

/**
 * @returns undefined where no file is of the contract phase, or nobody has said which service uses the database
 * @throws UserError where the account may not look at the service
 */
export async function readServing(
  place: Place,
  { served }: Pick<Inputs, 'served'>,
  { standing }: MigrationPlan,
): Promise<Serving | undefined> {
  const marked = standing.pending.filter(({ sql = '' }) => CONTRACT.test(sql));
  if (marked.length === 0) return undefined;
  if (served.length === 0) {
    const ids = marked.map(({ id }) => id).join(', ');
    place.runner.log.warning(
      `Nobody has looked whether a revision with traffic still needs what ${ids} takes away: give \`service\` and \`region\`.`,
    );
    return undefined;
  }
  const revisions = await Promise.all(served.map((at) => reachable(at, place)));
  return { revisions: revisions.flat(), needsOldShape: await needsBy(place) };
}

async function reachable(at: Inputs['served'][number], { runner }: Place): Promise<ServingRevision[]> {
  try {
    return await reachableRevisions(at, runner);
  } catch (error) {
    if (!isRefused(error)) throw error;
    throw new UserError(
      `Nobody can say which revisions of ${at.service} in ${at.region} still have traffic: ${error instanceof Error ? error.message : String(error)}`,
      {
        remedy: 'Grant roles/run.viewer on the service to the account that this job uses.',
        cause: error,
      },
    );
  }
}

/** Where there is no history, of no revision can be said what it needs. */
async function needsBy({ run }: Place): Promise<NeedsOldShape> {
  const { exitCode, output } = await run({ argv: ['git', 'rev-list', 'HEAD'], environment: {} });
  return neededUpTo(exitCode === 0 ? output : []);
}
