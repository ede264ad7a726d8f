import { ApiError } from '../proto/status';

/** INVALID_ARGUMENT in the words of Cloud Monitoring. */
export function invalidField(field: string, value: string, why: string): ApiError {
  return new ApiError('INVALID_ARGUMENT', `Field ${field} had an invalid value of "${value}": ${why}`);
}
