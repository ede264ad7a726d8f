/** A checks file as YAML: its values, and the line on which each of them stands. */
import { LineCounter, isAlias, isMap, isNode, isScalar, isSeq, parseDocument } from 'yaml';
import type { Document, Node, Pair } from 'yaml';
import { ChecksFaults } from './faults';

/** Keys and indexes from the top of the file. */
export type Path = readonly PropertyKey[];

export interface Source {
  /** As it is named in messages: relative to the checkout. */
  readonly file: string;
  readonly value: unknown;
  /** The line of the key or item at a path, or of the nearest thing above that is there; from 1. */
  readonly lineOf: (path: Path) => number;
}

/** @throws ChecksFaults where the text is not YAML */
export function parseSource(text: string, file: string): Source {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [error] = document.errors;
  if (error) {
    const { line } = lines.linePos(error.pos[0]);
    const written = text.split('\n')[line - 1] ?? '';
    throw new ChecksFaults(file, [
      { line: Math.max(1, line), message: `${error.message}.${hintFor(written)}` },
    ]);
  }
  return {
    file,
    value: valueOf(document, file),
    lineOf: (path) => Math.max(1, lines.linePos(offsetOf(document, path)).line),
  };
}

function valueOf(document: Document.Parsed, file: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    // The library counts aliases, so that a small file cannot unfold into gigabytes.
    if (error instanceof ReferenceError)
      throw new ChecksFaults(file, [{ line: 1, message: `${error.message}.` }]);
    throw error;
  }
}

/** The trap of this file format: in YAML, a brace inside {...} or [...] ends an unquoted text. */
function hintFor(line: string): string {
  if (!/[{[].*\$\{/.test(line)) return '';
  return ' Inside {...} and [...] put quotes round text with ${...}: {bearer: "${token}"}.';
}

function offsetOf(document: Document.Parsed, path: Path): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const key of path) {
    const inside = isAlias(node) ? node.resolve(document) : node;
    const entry = entryOf(inside, key);
    if (entry === undefined) break;
    offset = startOf(entry.key) ?? startOf(entry.value) ?? offset;
    node = entry.value;
  }
  return offset;
}

function entryOf(node: unknown, key: PropertyKey): Pick<Pair, 'key' | 'value'> | undefined {
  if (isMap(node))
    return node.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === String(key));
  if (isSeq(node)) return { key: undefined, value: node.items[Number(key)] };
  return undefined;
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? (node as Node).range?.[0] : undefined;
}
