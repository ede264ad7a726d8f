import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { UserError } from '../runner';
import type { Credentials } from './credential';
import { fieldsOf, parsedJson, textIn } from './untrusted-json';

/** The user name under which a helper hands out a refresh token. */
const TOKEN_USER = '<token>';

/**
 * Asks `docker-credential-<name>`, without a shell and with the registry on its standard input.
 * Source: https://github.com/docker/docker-credential-helpers
 * @returns undefined where the helper has nothing for this registry
 * @throws UserError where it is not installed or fails otherwise
 */
export async function askHelper(
  name: string,
  registry: string,
  variables: Readonly<Record<string, string | undefined>>,
): Promise<Credentials | undefined> {
  if (!/^[\w.-]+$/.test(name)) throw unusable(name, 'that is not the name of a helper');
  const { code, output } = await runHelper(`docker-credential-${name}`, registry, variables);
  if (code !== 0 && /credentials not found/i.test(output)) return undefined;
  if (code !== 0) throw unusable(name, `it ended with exit code ${String(code)}`);
  const answer = parsedJson(output);
  if (typeof answer !== 'object') throw unusable(name, 'its answer is not JSON');
  const username = textIn(fieldsOf(answer), 'Username') ?? '';
  const password = textIn(fieldsOf(answer), 'Secret');
  if (password === undefined) return undefined;
  return username === TOKEN_USER ? { identityToken: password } : { username, password };
}

async function runHelper(
  program: string,
  registry: string,
  variables: Readonly<Record<string, string | undefined>>,
): Promise<{ code: unknown; output: string }> {
  const child = spawn(program, ['get'], { env: { ...variables }, stdio: ['pipe', 'pipe', 'ignore'] });
  const ended = once(child, 'close');
  // A helper that ends without reading breaks the pipe; its exit code tells more.
  child.stdin.on('error', () => undefined);
  child.stdin.end(registry);
  try {
    const [output, ending] = await Promise.all([text(child.stdout), ended]);
    return { code: ending[0] as unknown, output };
  } catch (cause) {
    throw new UserError(`The credential helper ${program} cannot be started.`, {
      remedy: `Install it, or take it out of Docker's config.json.`,
      cause,
    });
  }
}

function unusable(name: string, why: string): UserError {
  return new UserError(`Docker's credential helper "${name}" is of no use: ${why}.`, {
    remedy: `Log in again, or correct credHelpers and credsStore in Docker's config.json.`,
  });
}
