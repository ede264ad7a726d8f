/** Which names a step may use, and what is wrong with those that it does use. */
import { nearest } from './nearest';
import type { Path } from './source';
import { referencesIn } from './templates';
import type { Binding } from './templates';

/** A text of the file and where it stands. */
export interface PlacedText {
  readonly text: string;
  readonly path: Path;
}

/** Names in use, and whether what they stand for is secret. */
export type Scope = ReadonlyMap<string, Pick<Binding, 'secret'>>;

/** Every text inside a value. */
export function textsIn(value: unknown, path: Path): PlacedText[] {
  if (typeof value === 'string') return [{ text: value, path }];
  if (Array.isArray(value)) return value.flatMap((item: unknown, index) => textsIn(item, [...path, index]));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => textsIn(item, [...path, key]));
}

/** A regular expression is taken as it is written: a variable spliced into one would change its meaning. */
export const isPattern = ({ path }: PlacedText): boolean =>
  ['matches', 'regex'].includes(String(path.at(-1)));

/** What is wrong with the references of a text, one sentence each. */
export function faultsOfReferences(text: string, scope: Scope): string[] {
  const { names, malformed } = referencesIn(text);
  const undefinedNames = [...new Set(names)].filter((name) => !scope.has(name));
  return [
    ...undefinedNames.map((name) => undefinedVariable(name, scope)),
    ...malformed.map(
      (reference) => `\`${reference}\` is not a variable; for the text itself write \`$\${\`.`,
    ),
  ];
}

function undefinedVariable(name: string, scope: Scope): string {
  const near = nearest(name, scope.keys());
  const advice = near === undefined ? '' : ` Did you mean \`${near}\`?`;
  return `\`${name}\` is not defined: it is in neither \`variables\` nor \`secrets\`, and no step before this one captures it. The environment is never read.${advice}`;
}

/** The secrets that a text would carry away. */
export function secretsIn(text: string, scope: Scope): string[] {
  return referencesIn(text).names.filter((name) => scope.get(name)?.secret);
}
