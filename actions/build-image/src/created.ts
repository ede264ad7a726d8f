import { UserError } from '../../../lib/runner';
import { isMissingProgram } from '../../../lib/processes';
import type { RunProcess } from '../../../lib/processes';
import type { Surroundings } from './surroundings';

/**
 * When the image says that it was made, as Unix time in seconds: SOURCE_DATE_EPOCH, else the time of the commit, else
 * 1970. Never the time of the build, which would make a different image of the same commit every time.
 * Source: https://reproducible-builds.org/specs/source-date-epoch/
 * @throws UserError where SOURCE_DATE_EPOCH is not a time
 */
export async function creationTime(
  { sourceDateEpoch, commit }: Surroundings,
  run: RunProcess,
): Promise<number> {
  if (sourceDateEpoch === undefined) return (commit && (await commitTime(commit, run))) || 0;
  if (/^\d{1,11}$/.test(sourceDateEpoch)) return Number(sourceDateEpoch);
  throw new UserError(`SOURCE_DATE_EPOCH is "${sourceDateEpoch}", which is not Unix time in seconds.`, {
    remedy: 'Write digits only, such as the output of `git log -1 --format=%ct`.',
  });
}

/** Undefined where there is no git, no checkout, or not this commit in it. */
async function commitTime(commit: string, run: RunProcess): Promise<number | undefined> {
  try {
    const { exitCode, lines } = await run({
      argv: ['git', 'show', '--no-patch', '--format=%ct', commit, '--'],
    });
    const [seconds = ''] = lines;
    return exitCode === 0 && /^\d+$/.test(seconds) ? Number(seconds) : undefined;
  } catch (error) {
    if (isMissingProgram(error)) return undefined;
    throw error;
  }
}
