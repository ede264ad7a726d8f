import { cells } from './cells';
import { painted, textOf } from './line';
import type { Line } from './line';
import type { Room } from './draw';

const HIDE_CURSOR = '\u001b[?25l';
const SHOW_CURSOR = '\u001b[?25h';
const ERASE_LINE = '\u001b[2K';
const ERASE_BELOW = '\u001b[J';
const up = (lines: number): string => (lines > 0 ? `\u001b[${lines}A\r` : '\r');

/** A wider picture is harder to read, not easier. */
const WIDEST = 120;

/** What is drawn on: node:tty's WriteStream, or what does as it does. */
export interface Terminal {
  /** Undefined or 0 where the terminal does not know its size. */
  columns?: number;
  rows?: number;
  write(text: string): unknown;
  hasColors(): boolean;
  on(event: 'resize', listener: () => void): unknown;
  off(event: 'resize', listener: () => void): unknown;
}

/** Draws lines in place, at the end of what a terminal has shown so far. Writes only what differs. */
export class Screen {
  readonly #out: Terminal;
  readonly #colour: boolean;
  #drawn: Line[] = [];
  #columns: number;
  #hidden = false;

  constructor(out: Terminal) {
    this.#out = out;
    // NO_COLOR, FORCE_COLOR and TERM are considered there.
    this.#colour = out.hasColors();
    this.#columns = this.#measured().width;
  }

  /** The cursor stands below the picture, so that one row is not for drawing. */
  get room(): Room {
    const { width, height } = this.#measured();
    return { width: Math.min(width, WIDEST), height: Math.max(1, height - 1) };
  }

  draw(lines: readonly Line[]): void {
    const resized = this.#measured().width !== this.#columns;
    let text = this.#hidden ? '' : HIDE_CURSOR;
    this.#hidden = true;
    if (resized) text += this.#erasing();
    text += up(this.#drawn.length);
    for (const [index, line] of lines.entries()) text += this.#lineInPlace(line, this.#drawn[index]);
    if (this.#drawn.length > lines.length) text += ERASE_BELOW;
    this.#drawn = [...lines];
    this.#out.write(text);
  }

  /** Takes the picture away and shows the cursor again. */
  clear(): void {
    if (this.#drawn.length > 0) this.#out.write(this.#erasing());
    this.showCursor();
  }

  /** Leaves lines for good: whatever comes is written below them. */
  print(lines: readonly Line[]): void {
    this.#out.write(lines.map((line) => `${painted(line, this.#colour)}\n`).join(''));
  }

  showCursor(): void {
    if (this.#hidden) this.#out.write(SHOW_CURSOR);
    this.#hidden = false;
  }

  #lineInPlace(line: Line, before: Line | undefined): string {
    const text = painted(line, this.#colour);
    return before && painted(before, this.#colour) === text ? '\n' : `${ERASE_LINE}${text}\n`;
  }

  /** A terminal that has become narrower has wrapped the lines: they take more rows by now. */
  #erasing(): string {
    const { width } = this.#measured();
    const rows = this.#drawn.map((line) => Math.max(1, Math.ceil(cells(textOf(line)) / width)));
    this.#drawn = [];
    this.#columns = width;
    const all = Math.min(
      rows.reduce((sum, each) => sum + each, 0),
      this.#measured().height - 1,
    );
    // Line by line: some terminals move what is erased as a whole into their history.
    return `${up(all)}${`${ERASE_LINE}\n`.repeat(all)}${up(all)}`;
  }

  #measured(): Room {
    const { columns = 0, rows = 0 } = this.#out;
    return { width: columns > 0 ? columns : 80, height: rows > 0 ? rows : 24 };
  }
}
