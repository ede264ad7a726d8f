import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Json, JsonObject } from './json';
import { isObject, objectOf } from './json';

/** One operation of GitHub's description. */
export interface Described {
  /** Such as `repos/create-deployment`. */
  id: string;
  /** In capitals. */
  method: string;
  /** Such as `/repos/{owner}/{repo}/deployments`. */
  path: string;
  /** Its references lead to `Slice.components`. */
  operation: JsonObject;
}

/** The operations that are asked for, and all components that they lead to. */
export interface Slice {
  operations: Described[];
  components: JsonObject;
}

/** Text for people makes up most of the 13 MB and is never looked at. */
const forPeople: ReadonlySet<string> = new Set(['description', 'example', 'examples', 'summary', 'x-github']);

/** What a handler never looks at, but a component that only they need would be dragged along. */
const dropped: ReadonlySet<string> = new Set([...forPeople, 'externalDocs', 'tags', 'operationId']);

/**
 * Reads GitHub's own OpenAPI description and keeps a slice of it: about 0.2 s for the reading, once a process.
 * @param ids operation ids; throws on one that GitHub does not know
 */
export async function loadSlice(ids: Iterable<string>): Promise<Slice> {
  const require = createRequire(path.join(import.meta.dirname, 'description.ts'));
  const file = require.resolve('@octokit/openapi/generated/api.github.com.json');
  return sliceOf(JSON.parse(await readFile(file, 'utf8')) as JsonObject, new Set(ids));
}

function sliceOf(document: JsonObject, ids: ReadonlySet<string>): Slice {
  const operations = describedIn(document).filter(({ id }) => ids.has(id));
  const known = new Set(operations.map(({ id }) => id));
  const unknown = [...ids].filter((id) => !known.has(id));
  if (unknown.length > 0) throw new Error(`GitHub's description has no operation ${unknown.join(', ')}.`);
  const components: JsonObject = {};
  for (const described of operations) collect(described.operation, document, components);
  return { operations, components };
}

function describedIn({ paths }: JsonObject): Described[] {
  return Object.entries(objectOf(paths)).flatMap(([place, item]) =>
    Object.entries(objectOf(item)).flatMap(([method, operation]) => {
      if (!isObject(operation) || typeof operation.operationId !== 'string') return [];
      const bare = objectOf(withoutText(operation));
      return [{ id: operation.operationId, method: method.toUpperCase(), path: place, operation: bare }];
    }),
  );
}

/** Copies every component that the value refers to, and those that these refer to in turn. */
function collect(value: Json | undefined, document: JsonObject, components: JsonObject): void {
  if (Array.isArray(value)) for (const entry of value) collect(entry, document, components);
  if (!isObject(value)) return;
  for (const [name, entry] of Object.entries(value)) {
    if (name === '$ref' && typeof entry === 'string') copy(entry, document, components);
    else collect(entry, document, components);
  }
}

function copy(reference: string, document: JsonObject, components: JsonObject): void {
  const [, kind = '', name = ''] = /^#\/components\/([^/]+)\/([^/]+)$/.exec(reference) ?? [];
  const kept = objectOf((components[kind] ??= {}));
  if (name in kept) return;
  const component = objectOf(objectOf(document.components)[kind])[name];
  if (component === undefined)
    throw new Error(`GitHub's description refers to ${reference}, which is not there.`);
  kept[name] = withoutText(component);
  collect(kept[name], document, components);
}

/** The names of properties are data and stay, whatever they are called. */
function withoutText(value: Json, namesAreData = false): Json {
  if (Array.isArray(value)) return value.map((entry) => withoutText(entry));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => namesAreData || !dropped.has(name))
      .map(([name, entry]) => [name, withoutText(entry ?? null, name === 'properties' && !namesAreData)]),
  );
}
