import { isLoopback } from './loopback';
import { UserError } from './user-error';

/**
 * The address of an emulator that a variable names, without a slash at its end; undefined where none is named.
 * @param variables in the order in which they count
 * @throws UserError where it is not on this machine: whoever could set it would get the credentials of the step
 */
export function emulatorIn(
  environment: { get: (variable: string) => string | undefined },
  ...variables: readonly string[]
): string | undefined {
  for (const variable of variables) {
    const url = environment.get(variable);
    if (url === undefined) continue;
    if (isLoopback(url)) return url.replace(/\/+$/, '');
    throw new UserError(`${variable} is for emulators only, and it is not on this machine.`, {
      remedy: `Remove ${variable} from the environment, or point it at http://127.0.0.1.`,
    });
  }
  return undefined;
}
