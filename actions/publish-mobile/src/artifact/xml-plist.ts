/**
 * Reads a property list in XML. The format has a dozen elements and no attributes that matter, so that a general parser
 * of XML would be far larger than the whole action.
 * Source: https://www.apple.com/DTDs/PropertyList-1.0.dtd
 */
import { Malformed } from './model';

export type PlistValue = string | number | boolean | PlistValue[] | { [key: string]: PlistValue };

/** What stands between two elements is white space, but for comments and the head of the file. */
const TOKENS = /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!DOCTYPE[^>]*>|<(\/?)([a-z]+)[^>]*?(\/?)>|([^<]+)/g;

type Token = { kind: 'open' | 'close' | 'empty'; name: string } | { kind: 'text'; text: string };

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** Deeper than any file that a tool writes. */
const DEEPEST = 100;

/** @throws Malformed where it is no property list */
export function readXmlPlist(text: string): PlistValue {
  const tokens = tokensOf(text);
  expect(tokens, 'open', 'plist');
  const value = valueIn(tokens, 0);
  expect(tokens, 'close', 'plist');
  return value;
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let end = 0;
  for (const match of text.matchAll(TOKENS)) {
    if (match.index !== end) break;
    end += match[0].length;
    const [, slash, name, empty, content] = match;
    if (name !== undefined) tokens.push({ kind: slash ? 'close' : empty ? 'empty' : 'open', name });
    else if (content !== undefined) tokens.push({ kind: 'text', text: content });
  }
  if (end !== text.length) throw new Malformed('its Info.plist is no XML');
  return tokens.reverse();
}

/** The next token that is an element. The list is reversed, so that the next one is at its end. */
function nextElement(tokens: Token[]): Exclude<Token, { kind: 'text' }> {
  for (let token = tokens.pop(); token; token = tokens.pop()) {
    if (token.kind !== 'text') return token;
    if (token.text.trim() !== '') break;
  }
  throw new Malformed('its Info.plist is no property list');
}

function expect(tokens: Token[], kind: Token['kind'], name: string): void {
  const token = nextElement(tokens);
  if (token.kind !== kind || token.name !== name)
    throw new Malformed(`its Info.plist has ${token.name} in place of ${name}`);
}

function valueIn(tokens: Token[], depth: number): PlistValue {
  const token = nextElement(tokens);
  if (token.kind === 'close' || depth > DEEPEST)
    throw new Malformed(`its Info.plist has no value before the end of ${token.name}`);
  if (token.name === 'true' || token.name === 'false') {
    if (token.kind === 'open') expect(tokens, 'close', token.name);
    return token.name === 'true';
  }
  if (token.name === 'dict') return token.kind === 'empty' ? {} : dictIn(tokens, depth);
  if (token.name === 'array') return token.kind === 'empty' ? [] : arrayIn(tokens, depth);
  const text = token.kind === 'empty' ? '' : textIn(tokens, token.name);
  return token.name === 'integer' || token.name === 'real' ? Number(text) : text;
}

function dictIn(tokens: Token[], depth: number): PlistValue {
  const entries: [string, PlistValue][] = [];
  while (!closes(tokens, 'dict')) {
    expect(tokens, 'open', 'key');
    entries.push([textIn(tokens, 'key'), valueIn(tokens, depth + 1)]);
  }
  return Object.fromEntries(entries);
}

function arrayIn(tokens: Token[], depth: number): PlistValue {
  const values: PlistValue[] = [];
  while (!closes(tokens, 'array')) values.push(valueIn(tokens, depth + 1));
  return values;
}

/** Whether the element ends here; its end is taken away then. */
function closes(tokens: Token[], name: string): boolean {
  const token = nextElement(tokens);
  if (token.kind === 'close' && token.name === name) return true;
  tokens.push(token);
  return false;
}

/** Text up to the end of its element. */
function textIn(tokens: Token[], name: string): string {
  let text = '';
  for (let token = tokens.pop(); token; token = tokens.pop()) {
    if (token.kind === 'text') text += token.text;
    else if (token.kind === 'close' && token.name === name) return unescaped(text);
    else break;
  }
  throw new Malformed(`a ${name} of its Info.plist does not end`);
}

const unescaped = (text: string): string =>
  text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]+));/gi,
    (whole: string, hex?: string, decimal?: string, name?: string) => {
      if (name !== undefined) return ENTITIES[name] ?? whole;
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
