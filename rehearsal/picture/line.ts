import { styleText } from 'node:util';
import { cells, cut } from './cells';

/** What a part of a line is; what it looks like is decided where it is painted. */
export type Look =
  | 'plain'
  | 'heading'
  | 'quiet'
  | 'good'
  | 'bad'
  | 'busy'
  | 'asking'
  | 'stable-bar'
  | 'candidate-bar'
  | 'stable'
  | 'candidate';

export interface Span {
  text: string;
  look: Look;
}

/** One line of the picture, without control characters and without its end. */
export type Line = readonly Span[];

const FORMATS: Readonly<Record<Look, Parameters<typeof styleText>[0]>> = {
  plain: [],
  heading: 'bold',
  quiet: 'dim',
  good: 'green',
  bad: ['red', 'bold'],
  busy: 'cyan',
  asking: ['yellow', 'bold'],
  'stable-bar': ['bgBlue', 'whiteBright'],
  'candidate-bar': ['bgYellow', 'black'],
  stable: 'blueBright',
  candidate: 'yellow',
};

export const span = (text: string, look: Look = 'plain'): Span => ({ text, look });

/** The line as it is read without colours. */
export const textOf = (line: Line): string => line.map(({ text }) => text).join('');

/** The line as a terminal takes it. */
export function painted(line: Line, colour: boolean): string {
  if (!colour) return textOf(line);
  return line
    .map(({ text, look }) => (text === '' ? '' : styleText(FORMATS[look], text, { validateStream: false })))
    .join('');
}

/** The line, cut where the terminal ends. */
export function fitted(line: Line, width: number): Line {
  let left = width;
  const fitting: Span[] = [];
  for (const { text, look } of line) {
    const part = cut(text, left);
    fitting.push({ text: part, look });
    if (part !== text) break;
    left -= cells(part);
  }
  return fitting;
}
