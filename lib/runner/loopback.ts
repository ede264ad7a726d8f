import type { EnvironmentVariable, Variables } from './environment';
import { UserError } from './user-error';

/**
 * Refuses a variable that is for rehearsals unless there is an endpoint to rehearse against and each of them is on this
 * machine: a scaled clock or known randomness must never decide about production.
 * @throws UserError that names the endpoint in the way
 */
export function demandLoopback(variable: EnvironmentVariable, variables: Variables): void {
  const endpoints = Object.entries(variables).filter(
    ([name, value]) => /^SLUICE_\w+_ENDPOINT$/.test(name) && value,
  );
  const outside = endpoints.find(([, value]) => !isLoopback(value ?? ''));
  if (endpoints.length > 0 && outside === undefined) return;
  const reason =
    outside === undefined ? 'no SLUICE_*_ENDPOINT is set' : `${outside[0]} is not on this machine`;
  throw new UserError(`${variable} is for rehearsals only, and ${reason}.`, {
    remedy: `Remove ${variable} from the environment, or point every endpoint at 127.0.0.1, [::1] or localhost.`,
  });
}

/** Whether a URL leads to this machine and nowhere else. */
export function isLoopback(url: string): boolean {
  const address = URL.parse(url);
  if (address === null || !['http:', 'https:'].includes(address.protocol)) return false;
  return (
    address.hostname === 'localhost' ||
    address.hostname === '[::1]' ||
    /^127(\.\d{1,3}){3}$/.test(address.hostname)
  );
}
