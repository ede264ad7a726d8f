/** From what the inputs say to a URL that every driver on this runner can use. */
import { Refusal, UserError } from '../../../../lib/runner';
import type { Runner } from '../../../../lib/runner';
import { parseTarget } from '../database';
import type { Target } from '../database';
import type { Inputs } from '../inputs';
import { openProxy } from './cloud-sql';
import type { Connect, Reached } from './cloud-sql';

export interface ReachPlace {
  readonly temporary: string;
  /** Google's connector; tests put another one in. */
  readonly connect?: Connect;
}

/**
 * Everything secret is masked before anything is tried with it.
 * @throws UserError where the secret cannot be read, or holds no URL
 */
export async function reachDatabase(
  runner: Runner,
  { reach, tool }: Pick<Inputs, 'reach' | 'tool'>,
  place: ReachPlace,
): Promise<Reached> {
  const text = reach.url.from === 'input' ? reach.url.url : await fromSecret(runner, reach.url.name);
  const target = targetIn(text, reach.url.from === 'input' ? 'database-url' : reach.url.name);
  runner.secret(text);
  if (target.password !== undefined) runner.secret(target.password);
  if (reach.cloudSql === undefined) return { target, close: () => Promise.resolve() };
  // JDBC knows no sockets of Unix; every other tool has them, and nobody else on the machine reaches one of ours.
  const listen = tool.name === 'flyway' ? 'port' : 'socket';
  return openProxy(target, reach.cloudSql, { ...place, listen });
}

function targetIn(text: string, source: string): Target {
  const target = parseTarget(text);
  if (!(target instanceof Refusal)) return target;
  throw new UserError(`The value of ${source} cannot be used: ${target.message}`, { remedy: target.remedy });
}

async function fromSecret(runner: Runner, name: string): Promise<string> {
  // Loaded only where it is needed: most callers have no secret there, and Google's login is not small.
  const { openSecrets } = await import('../../../../lib/secrets');
  const { value } = await openSecrets(runner).access(name);
  const url = value.trim();
  runner.secret(url);
  return url;
}
