import type { JsonObject } from '../github/json';

/** Decides about the claims of a token; a claim that is not there makes it false, as an error in CEL does. */
export type Condition = (claims: JsonObject) => boolean;

const claim = String.raw`assertion\.(?<claim>\w+)`;
const text = String.raw`(?:'[^'\\]*'|"[^"\\]*")`;

/** What a provider's attribute condition may be made of here, joined by `&&`. */
const forms: readonly { pattern: RegExp; holds: (value: string, words: readonly string[]) => boolean }[] = [
  { pattern: new RegExp(`^${claim} *== *(?<words>${text})$`), holds: (value, [word]) => value === word },
  {
    pattern: new RegExp(String.raw`^${claim}\.startsWith\( *(?<words>${text}) *\)$`),
    holds: (value, [word]) => word !== undefined && value.startsWith(word),
  },
  {
    pattern: new RegExp(String.raw`^${claim} +in +\[(?<words> *${text}(?: *, *${text})* *)\]$`),
    holds: (value, words) => words.includes(value),
  },
];

/**
 * Reads an attribute condition: the part of CEL that deployments need, `assertion.x == '...'`, `in [...]` and
 * `.startsWith('...')`, joined by `&&`. Throws on anything else.
 * @see https://cloud.google.com/iam/docs/workload-identity-federation#conditions
 */
export function readCondition(expression: string): Condition {
  const parts = expression.split('&&').map((part) => readPart(part.trim(), expression));
  return (claims) => parts.every((holds) => holds(claims));
}

function readPart(part: string, whole: string): Condition {
  for (const { pattern, holds } of forms) {
    const groups = pattern.exec(part)?.groups;
    if (!groups) continue;
    const { claim: name = '', words = '' } = groups;
    const listed = [...words.matchAll(/'([^']*)'|"([^"]*)"/g)].map(
      ([, single, double]) => single ?? double ?? '',
    );
    return (claims) => {
      const value = claims[name];
      return typeof value === 'string' && holds(value, listed);
    };
  }
  throw new Error(`The emulator does not understand '${part}' in the attribute condition '${whole}'.`);
}
