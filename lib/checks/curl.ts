import type { Step } from './model';
import { requestOf } from './request';
import { render } from './templates';
import type { Lookup } from './templates';

/** Characters of no text (private use), round the name of a secret; percent-encoding in URLs and forms is undone. */
const [OPEN, CLOSE] = ['\ue000', '\ue001'];
const SECRET = /(?:\ue000|%EE%80%80)(.*?)(?:\ue001|%EE%80%81)/;

/** Not worth repeating by hand. */
const OURS = ['accept', 'user-agent'];

/**
 * A command that repeats a step's request in a shell where the secrets are variables of the same names.
 * @throws Unbound where a name has no value
 */
export function curlOf(step: Step, lookup: Lookup): string {
  const veiled: Lookup = (name) => {
    const binding = lookup(name);
    return binding?.secret ? { value: OPEN + name + CLOSE, secret: true } : binding;
  };
  const basic = step.auth?.basic;
  const { auth: _, ...bare } = step;
  const { method, url, headers, body } = requestOf(basic ? bare : step, veiled);
  const shown = Object.entries(headers).filter(([name]) => !OURS.includes(name));
  const words = [
    ...(method === 'HEAD' ? ['--head'] : ['-X', method]),
    quoted(url.href),
    ...(basic ? ['--user', quoted(render(`${basic.user}:${basic.password}`, veiled))] : []),
    ...shown.flatMap(([name, value]) => ['-H', quoted(`${name}: ${value}`)]),
    ...(body === undefined ? [] : ['--data-raw', quoted(body)]),
  ];
  return ['curl', ...words].join(' ');
}

/**
 * Method and address as they are sent, with *** for secrets.
 * @throws Unbound where a name has no value
 */
export function requestLineOf(step: Step, lookup: Lookup): string {
  const starred: Lookup = (name) => {
    const binding = lookup(name);
    return binding?.secret ? { value: '***', secret: true } : binding;
  };
  return `${step.method} ${requestOf(step, starred).url.href}`;
}

/** One word of a POSIX shell: literal text in single quotes, secrets as variables in double quotes between them. */
function quoted(text: string): string {
  // Splitting at a pattern with a group gives texts and names in turn.
  const parts = text
    .split(SECRET)
    .map((part, index) => (index % 2 === 0 ? literal(part) : `"$${shellName(part)}"`));
  return parts.join('') || "''";
}

function literal(text: string): string {
  return text === '' ? '' : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

function shellName(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9_]/g, '_');
}
