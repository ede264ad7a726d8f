/** A place in a text, both counted from 1. */
export interface Position {
  readonly line: number;
  /** In UTF-16 code units, as GitHub and SARIF count. */
  readonly column: number;
}

const NEWLINE = 0x0a;

/** SQL as the parser counts it: PostgreSQL's positions are offsets in UTF-8 bytes. */
export class SourceText {
  readonly #bytes: Buffer;
  readonly #lineStarts: readonly number[];
  readonly #linesAbove: number;

  constructor(sql: string, linesAbove = 0) {
    this.#bytes = Buffer.from(sql);
    this.#lineStarts = lineStartsOf(this.#bytes);
    this.#linesAbove = linesAbove;
  }

  get length(): number {
    return this.#bytes.length;
  }

  /** The text between two offsets. */
  slice(start: number, end: number): string {
    return this.#bytes.toString('utf8', start, end);
  }

  positionOf(offset: number): Position {
    const index = this.#lineIndexOf(offset);
    const before = this.slice(this.#lineStarts[index] ?? 0, offset);
    return { line: index + 1 + this.#linesAbove, column: before.length + 1 };
  }

  /** Where the line of an offset begins. */
  lineStartOf(offset: number): number {
    return this.#lineStarts[this.#lineIndexOf(offset)] ?? 0;
  }

  /** The offset of a character that is counted in code points, as the parser counts where it fails. */
  offsetOfCharacter(count: number): number {
    let offset = 0;
    for (let seen = 0; offset < this.length; offset++) {
      // Every byte but those that continue a character begins one.
      if (((this.#bytes[offset] ?? 0) & 0xc0) !== 0x80 && seen++ === count) break;
    }
    return offset;
  }

  #lineIndexOf(offset: number): number {
    let [low, high] = [0, this.#lineStarts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#lineStarts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

function lineStartsOf(bytes: Buffer): number[] {
  const starts = [0];
  for (let at = bytes.indexOf(NEWLINE); at !== -1; at = bytes.indexOf(NEWLINE, at + 1)) starts.push(at + 1);
  return starts;
}
