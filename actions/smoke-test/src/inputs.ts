import { RUN_ID } from '../../../lib/checks';
import type { AllowedHost } from '../../../lib/checks';
import type { InputReader } from '../../../lib/runner';

/** The variable that holds the ID token, and that stands for it in the command that repeats a request. */
export const ID_TOKEN = 'ID_TOKEN';

/** What the caller asks for. */
export interface Inputs {
  url: URL;
  /** Path of the checks file, as it was given. */
  checks: string;
  variables: Readonly<Record<string, string>>;
  secrets: Readonly<Record<string, string>>;
  hosts: readonly AllowedHost[];
  idToken: string | undefined;
  /** Milliseconds. */
  timeout: number;
  showBodies: boolean;
  reportFolder: string;
}

/** The inputs of action.yml; to be read with `readInputs`, which reports all their faults together. */
export function readSmokeTestInputs(input: InputReader): Inputs {
  const variables = input.keyValues('variables');
  return {
    url: readUrl(input),
    checks: input.text('checks', { default: 'checks.yml' }),
    variables,
    secrets: readSecrets(input, variables),
    hosts: readHosts(input),
    idToken: input.secret('id-token'),
    timeout: input.duration('timeout', { min: 1, max: 600_000, default: 10_000 }),
    showBodies: input.boolean('show-bodies', false),
    reportFolder: input.text('report-folder', { default: 'smoke-test-report' }),
  };
}

function readUrl(input: InputReader): URL {
  const text = input.text('url', { required: true });
  const url = URL.parse(text);
  const isBase = url && /^https?:$/.test(url.protocol) && !url.search && !url.hash && !url.username;
  if (text !== '' && !isBase) {
    const message = 'It is not the base URL of a service.';
    input.fault('url', message, 'Write scheme and host, and a path if need be: https://app.example.com.');
  }
  return url ?? new URL('http://127.0.0.1');
}

/** A secret that is not set arrives as an empty text, and would only be seen as a login that fails. */
function readSecrets(
  input: InputReader,
  variables: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const secrets = input.keyValues('secrets');
  for (const [name, value] of Object.entries(secrets)) {
    if (value === '')
      input.fault(
        'secrets',
        `\`${name}\` is empty.`,
        'Set the secret in the repository or environment; runs for forks and Dependabot get none.',
      );
    if (name in variables)
      input.fault('secrets', `\`${name}\` is in \`variables\` too.`, 'Keep one of the two.');
  }
  for (const name of [RUN_ID, ID_TOKEN])
    if (name in secrets || name in variables)
      input.fault(
        'variables',
        `\`${name}\` is a name that the action itself gives.`,
        'Give yours another name.',
      );
  return secrets;
}

const HOST = /^(?:(https?):\/\/)?([a-z0-9.-]+|\[[0-9a-f:.]+\])(:\d+)?(\s+with\s+secrets)?$/i;
const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/i;

function readHosts(input: InputReader): AllowedHost[] {
  return input.lines('allow-hosts').flatMap((line) => {
    const [, scheme, host = '', port = '', secrets] = HOST.exec(line) ?? [];
    const isLocal = LOOPBACK.test(host);
    const url = URL.parse(`${scheme ?? (isLocal ? 'http' : 'https')}://${host}${port}`);
    if (url && (url.protocol === 'https:' || isLocal))
      return { origin: url.origin, secrets: secrets !== undefined };
    input.fault(
      'allow-hosts',
      `"${line}" is not a host that is reached by https.`,
      'Write a host such as auth.example.com, or auth.example.com with secrets.',
    );
    return [];
  });
}
