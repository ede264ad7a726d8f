/** How a deploy ends that did not put the candidate where it was wanted. */
import { UserError } from '../../../lib/runner';
import type { DeployResult } from './report';

/** @throws UserError for every end that is none of the caller's wishes */
export function refuseBadEnd(done: DeployResult): void {
  const { result, why = '' } = done;
  const candidate = namesOf(done, 'candidate');
  if (result === 'rolled-back') {
    throw new UserError(
      `${candidate} was rolled back to ${namesOf(done, 'stable')}: ${why}${leftInWords(done)}`,
      {
        remedy: `${remedyForLeft(done)}Correct it and deploy again. The same image with the same configuration is not deployed again unasked.`,
      },
    );
  }
  if (result === 'held') {
    throw new UserError(`${candidate} is held where it is: ${why}`, {
      remedy: 'Run this again to go on with it, or run sluice/rollback to bring it back.',
    });
  }
  if (result === 'raised') {
    throw new UserError(`${candidate} is held where it is: ${why}`, {
      remedy:
        'Run this again to promote it, or run sluice/rollback to bring it back. Where Terraform declares the traffic, let it leave that alone: `lifecycle { ignore_changes = [traffic] }`.',
    });
  }
  if (result === 'superseded') {
    throw new UserError(`The rollout of ${candidate} was given up: ${why}${leftInWords(done)}`, {
      remedy: `${remedyForLeft(done)}Look at who moved the traffic; nothing of theirs was changed. Deploy again when they are done.`,
    });
  }
}

/** Names that are the same in several regions once. */
const namesOf = ({ regions }: DeployResult, which: 'candidate' | 'stable'): string =>
  [...new Set(regions.map((region) => region[which]))].filter(Boolean).join(', ');

function leftInWords({ regions }: DeployResult): string {
  const left = regions.flatMap(({ region, left: reason }) =>
    reason === undefined ? [] : [`${region} (${reason})`],
  );
  return left.length === 0 ? '' : `. It could not be brought back in ${left.join(', ')}`;
}

function remedyForLeft({ regions }: DeployResult): string {
  const left = regions.filter((region) => region.left !== undefined).map(({ region }) => region);
  if (left.length === 0) return '';
  return `Run sluice/rollback with \`region: ${left.join(', ')}\` as soon as Cloud Run answers there; the watchdog does so by itself once the lease is over. `;
}
