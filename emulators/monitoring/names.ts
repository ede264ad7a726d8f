import type { JsonObject } from '../proto/json';
import { textOf } from '../proto/json';
import { ApiError } from '../proto/status';
import { invalidField } from './invalid-field';

/** The project of a request's `name`. Throws INVALID_ARGUMENT when it is no `projects/*`. */
export function projectOf({ name }: JsonObject): string {
  const project = /^projects\/([^/]+)(?:\/|$)/.exec(textOf(name))?.[1];
  if (project === undefined) throw invalidField('name', textOf(name), 'Expected projects/[PROJECT_ID].');
  return project;
}

/** NOT_FOUND, as for a metric that nobody has written yet. */
export function unknownMetric(type: string): ApiError {
  return new ApiError(
    'NOT_FOUND',
    `Cannot find metric(s) that match type = "${type}". If a metric was created recently, it could take up to ` +
      '10 minutes to become available. Please try again soon.',
  );
}
