/** A strict reader of the pages that the report makes: anything that is not plainly well-formed is a fault. */

/** An element's opening, in the order of the page. */
export interface Opening {
  name: string;
  attributes: Record<string, string>;
}

export interface Read {
  openings: Opening[];
  /** Of everything but the style sheet, with entities resolved. */
  text: string;
}

const VOID = new Set(['meta']);
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

const resolved = (text: string): string =>
  text.replaceAll(/&([^;]*;?)/g, (whole, name: string) => {
    const character = ENTITIES[name.replace(/;$/, '')];
    if (character === undefined || !whole.endsWith(';')) throw new Error(`"${whole}" is no entity`);
    return character;
  });

/** @throws Error at the first thing that is not well-formed */
export function readPage(page: string): Read {
  const openings: Opening[] = [];
  const open: string[] = [];
  const texts: string[] = [];
  const token =
    /<!DOCTYPE html>|<(\/?)([a-z][a-z0-9]*)((?:\s+[a-zA-Z][a-zA-Z0-9-]*="[^"<]*")*)\s*(\/?)>|([^<]+)|(<)/gy;
  for (const [whole, closing, name = '', attributes = '', empty, text, stray] of page.matchAll(token)) {
    if (stray !== undefined) throw new Error('a "<" that begins nothing');
    if (text !== undefined && open.at(-1) !== 'style') texts.push(resolved(text));
    if (name === '') continue;
    if (closing === '/') {
      if (open.pop() !== name) throw new Error(`${whole} closes nothing`);
      continue;
    }
    openings.push({ name, attributes: attributesIn(attributes) });
    if (VOID.has(name) !== (VOID.has(name) && empty === '/')) throw new Error(`${whole} is not closed`);
    if (empty !== '/') open.push(name);
  }
  if (open.length > 0) throw new Error(`${open.join(', ')} stay open`);
  return { openings, text: texts.join('') };
}

const attributesIn = (source: string): Record<string, string> =>
  Object.fromEntries(
    [...source.matchAll(/\s([a-zA-Z][a-zA-Z0-9-]*)="([^"]*)"/g)].map(([, name = '', value = '']) => [
      name,
      resolved(value),
    ]),
  );
