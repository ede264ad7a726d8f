import { isRefused } from '../google';
import type { TrafficSource } from './model';

/** The role that allows to read a source. */
export const roleFor = ({ name }: Pick<TrafficSource, 'name'>): string =>
  name.startsWith('logs/') ? 'roles/logging.viewer' : 'roles/monitoring.viewer';

/** What could not be read, in a sentence, and who can help. */
export function messageOf(error: Error, source: Pick<TrafficSource, 'name'>): string {
  const remedy = isRefused(error)
    ? ` Grant ${roleFor(source)} on the project to the account that this job uses.`
    : ' It is asked again with the next look.';
  return `The traffic (${source.name}) could not be read, and does not count meanwhile: ${error.message}${remedy}`;
}
