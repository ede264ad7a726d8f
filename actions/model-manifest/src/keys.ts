/** Where the keys that sign come from. */
import { UserError } from '../../../lib/runner';
import type { InputReader, Runner } from '../../../lib/runner';
import { readSigningKey } from './manifest/envelope';
import type { SigningKey } from './manifest/envelope';

/** A key that was given, or the secret of Secret Manager that holds it. */
export type KeySource = { from: 'input'; key: SigningKey } | { from: 'secret'; name: string };

/** The current key and the next one, each by itself or by the name of its secret. */
export function readKeySources(input: InputReader): KeySource[] {
  return ['signing-key', 'next-signing-key'].flatMap((name) => readKeySource(input, name));
}

function readKeySource(input: InputReader, name: string): KeySource[] {
  const pem = input.secret(name);
  const secret = input.text(`${name}-secret`, {
    pattern: /^projects\/[^/\s]+\/secrets\/[^/\s]+(\/versions\/[^/\s]+)?$/,
    describe: 'a reference such as projects/my-project/secrets/model-key/versions/latest',
  });
  if (pem !== undefined && secret !== undefined)
    input.fault(name, `Both \`${name}\` and \`${name}-secret\` are given.`, 'Give one of them.');
  if (pem !== undefined) {
    const key = attempt(() => readSigningKey(pem));
    if (!(key instanceof UserError)) return [{ from: 'input', key }];
    input.fault(name, key.message, key.remedy);
  }
  return secret === undefined ? [] : [{ from: 'secret', name: secret }];
}

/** @throws UserError where a secret cannot be read, or holds no key */
export function signingKeys(runner: Runner, sources: readonly KeySource[]): Promise<SigningKey[]> {
  return Promise.all(
    sources.map(async (source) => (source.from === 'input' ? source.key : fromSecret(runner, source.name))),
  );
}

async function fromSecret(runner: Runner, name: string): Promise<SigningKey> {
  // Loaded only where it is needed: whoever gives the key itself has no use for Secret Manager.
  const { openSecrets } = await import('../../../lib/secrets');
  const { value } = await openSecrets(runner).access(name);
  runner.secret(value);
  return readSigningKey(value);
}

function attempt<T>(read: () => T): T | UserError {
  try {
    return read();
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
}
