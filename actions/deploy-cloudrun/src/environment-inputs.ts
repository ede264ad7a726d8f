/** The inputs that make the environment of the next revision: variables, and references to secrets. */
import type { SecretVersionReference } from '../../../lib/cloudrun';
import type { InputReader } from '../../../lib/runner';

/** What the next revision finds in its environment, beside what it keeps. */
export interface EnvironmentInputs {
  variables: Readonly<Record<string, string>>;
  variablesMode: 'merge' | 'replace';
  /** Variables that get a secret's version. */
  secrets: Readonly<Record<string, SecretVersionReference>>;
  secretsMode: 'merge' | 'replace';
}

const MODES = ['merge', 'replace'] as const;
const RESERVED = /^(PORT|K_SERVICE|K_REVISION|K_CONFIGURATION)$/;

export function readEnvironment(input: InputReader): EnvironmentInputs {
  const variables = input.keyValues('env-vars');
  const secrets = readSecrets(input);
  refuseReserved(input, 'env-vars', Object.keys(variables));
  refuseReserved(input, 'secrets', Object.keys(secrets));
  for (const name of Object.keys(secrets).filter((each) => Object.hasOwn(variables, each)))
    input.fault('secrets', `\`${name}\` is in \`env-vars\` too.`, 'Keep one of the two.');
  return {
    variables,
    variablesMode: input.choice('env-vars-mode', MODES, { default: 'merge' }),
    secrets,
    secretsMode: input.choice('secrets-mode', MODES, { default: 'merge' }),
  };
}

function refuseReserved(input: InputReader, from: string, names: readonly string[]): void {
  for (const name of names.filter((each) => RESERVED.test(each)))
    input.fault(from, `\`${name}\` is set by Cloud Run itself.`, 'Take it out.');
}

/** `shop-db`, `shop-db:7`, `projects/other/secrets/shop-db:latest`. */
const SECRET = /^((?:projects\/[a-z0-9.-]+\/secrets\/)?[A-Za-z0-9_-]{1,255})(?::([A-Za-z0-9_-]{1,63}))?$/;

function readSecrets(input: InputReader): Record<string, SecretVersionReference> {
  const lines = Object.entries(input.keyValues('secrets'));
  return Object.fromEntries(
    lines.map(([name, text]) => {
      const [, secret = '', version = 'latest'] = SECRET.exec(text.trim()) ?? [];
      if (secret === '') {
        input.fault(
          'secrets',
          `What \`${name}\` is to be is not a secret.`,
          'Write KEY=secret:version, such as DATABASE_URL=shop-database-url:latest; the value itself belongs into Secret Manager.',
        );
      }
      return [name, { secret, version }];
    }),
  );
}
