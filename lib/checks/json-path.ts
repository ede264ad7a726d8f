import { JSONPathError, compile } from 'json-p3';
import type { JSONPathQuery } from 'json-p3';
import type { Json } from './value-schema';

/** What a query found: one value, or that there is none. */
export type Found = { readonly found: true; readonly value: Json } | { readonly found: false };

/** A query that can be asked, or what is wrong with its text. */
export type CompiledQuery = { readonly query: JSONPathQuery } | { readonly fault: string };

export function compileQuery(text: string): CompiledQuery {
  try {
    return { query: compile(text) };
  } catch (error) {
    if (error instanceof JSONPathError) return { fault: error.message };
    throw error;
  }
}

/**
 * The value at a JSONPath. A query that may find several values (a wildcard, a filter, a slice) gives the list of
 * them, also when they happen to be one or none; so its meaning does not depend on the data.
 * @throws Error where the text is no JSONPath; the schema has seen to that
 */
export function valueAt(path: string, document: Json): Found {
  const compiled = compileQuery(path);
  if ('fault' in compiled) throw new Error(`${path} is not a JSONPath: ${compiled.fault}`);
  const { query } = compiled;
  const values = query.query(document).values() as Json[];
  if (!query.singularQuery()) return { found: true, value: values };
  const [value] = values;
  return value === undefined ? { found: false } : { found: true, value };
}
