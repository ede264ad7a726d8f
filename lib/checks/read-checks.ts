import { z } from 'zod';
import type { ChecksFault } from './faults';
import { nearest } from './nearest';
import { checksSchema } from './schema';
import type { Checks } from './schema';
import type { Path, Source } from './source';

/** What is written in the file, or what is wrong with it. */
export type ReadChecks =
  { readonly checks: Checks; readonly faults: readonly [] } | { readonly faults: readonly ChecksFault[] };

/** Keys that people look for here, and what there is in their place. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  budget: '`budget` (a load within limits) is not supported yet. Take it out.',
  idToken:
    'An ID token is not named in the file: give it to the input `id-token`, and every request to the target has it.',
  cookie: '`cookie` is not supported yet. Capture the header set-cookie with a regex.',
  multipart: '`multipart` is not supported yet. Take it out.',
};

/** Reads the values against the schema; every fault with its line. */
export function readChecks(source: Source): ReadChecks {
  const { success, data, error } = checksSchema.safeParse(source.value);
  if (success) return { checks: data, faults: [] };
  const placed = error.issues.flatMap((issue) => placedIssues(issue, []));
  return {
    faults: placed
      .filter((issue) => !isConsequence(issue, placed))
      .flatMap((issue) => faultsOf(issue, source)),
  };
}

interface PlacedIssue {
  readonly issue: z.core.$ZodIssue;
  /** From the top of the file. */
  readonly path: Path;
}

/** An issue, or in its place those of the form that was meant. */
function placedIssues(issue: z.core.$ZodIssue, above: Path): PlacedIssue[] {
  const path = [...above, ...issue.path];
  const meant = issue.code === 'invalid_union' ? meantBranch(issue.errors) : undefined;
  return meant ? meant.flatMap((inner) => placedIssues(inner, path)) : [{ issue, path }];
}

/** Something is missing only because its key is misspelt. */
function isConsequence({ issue, path }: PlacedIssue, all: readonly PlacedIssue[]): boolean {
  if (issue.code !== 'custom' || issue.params?.['missing'] !== true) return false;
  return all.some((other) => other.issue.code === 'unrecognized_keys' && other.path.join() === path.join());
}

function faultsOf({ issue, path }: PlacedIssue, source: Source): ChecksFault[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ line: source.lineOf([...path, key]), message: unknownKey(key, path) }));
  }
  const message = issue.code === 'invalid_key' ? (issue.issues[0]?.message ?? issue.message) : issue.message;
  return [{ line: source.lineOf(path), message: `${inWords(path)} ${sentence(message)}` }];
}

/** Of several forms that a value may have, the one in which it is wrong only further inside. */
function meantBranch(branches: readonly z.core.$ZodIssue[][]): z.core.$ZodIssue[] | undefined {
  return branches.find((issues) =>
    issues.every(({ code, path }) => path.length > 0 || code === 'unrecognized_keys'),
  );
}

function unknownKey(key: string, path: Path): string {
  const elsewhere = ELSEWHERE[key];
  if (elsewhere !== undefined) return elsewhere;
  const known = knownKeys(path);
  const near = nearest(key, known);
  const advice = near === undefined ? `There are ${known.join(', ')}.` : `Did you mean \`${near}\`?`;
  return `${inWords(path)} has no key \`${key}\`. ${advice}`;
}

/** The part of a JSON Schema that says which keys there are. */
interface SchemaNode {
  readonly properties?: Readonly<Record<string, SchemaNode>> | undefined;
  readonly additionalProperties?: SchemaNode | boolean | undefined;
  readonly items?: SchemaNode | undefined;
  readonly anyOf?: readonly SchemaNode[] | undefined;
}

/** The keys that may stand at a path, read off the JSON Schema that is published. */
function knownKeys(path: Path): string[] {
  const schema: object = z.toJSONSchema(checksSchema, { io: 'input' });
  let nodes = branchesOf(schema);
  for (const key of path) nodes = nodes.flatMap((node) => under(node, key)).flatMap(branchesOf);
  return [...new Set(nodes.flatMap(({ properties = {} }) => Object.keys(properties)))];
}

function branchesOf(node: SchemaNode): SchemaNode[] {
  return [node, ...(node.anyOf ?? []).flatMap(branchesOf)];
}

function under(node: SchemaNode, key: PropertyKey): SchemaNode[] {
  const { properties = {}, additionalProperties, items } = node;
  if (typeof key === 'number') return items ? [items] : [];
  const own = properties[String(key)];
  if (own) return [own];
  return typeof additionalProperties === 'object' ? [additionalProperties] : [];
}

/** The schema of the file as editors read it; what occurs in several places is written once. */
export function publishedSchema(): object {
  return z.toJSONSchema(checksSchema, { io: 'input', reused: 'ref' });
}

/** "journeys.streak[1].expect" */
function inWords(path: Path): string {
  const text = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
  return text === '' ? 'The file' : `\`${text.replace(/^\./, '')}\``;
}

/** zod's own messages begin with "Invalid input: "; ours go on after the name of the value. */
function sentence(message: string): string {
  const text = message.replace(/^Invalid input: expected (.*), received (.*)$/, 'must be of type $1, not $2');
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
