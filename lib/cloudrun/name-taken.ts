import { Code, codeOf } from '../google';

/**
 * A revision of this name exists already and is another one. It comes with the HTTP status of a lost race (409), but
 * sending it again is always answered alike: the revision needs another name.
 */
export function isNameTaken(error: unknown): boolean {
  const code = codeOf(error);
  const isConflict = code === Code.ALREADY_EXISTS || code === Code.ABORTED;
  return (
    isConflict && error instanceof Error && /different configuration already exists/i.test(error.message)
  );
}
