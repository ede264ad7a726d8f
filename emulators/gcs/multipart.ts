import { Refused } from './refusal';

/** One part of `multipart/related`. */
export interface Part {
  /** Names in lower case. */
  headers: ReadonlyMap<string, string>;
  body: AsyncIterable<Buffer>;
}

const MOST_HEADER_BYTES = 64 * 1024;

/** The boundary that a Content-Type names. */
export function boundaryOf(contentType: string | undefined): string {
  const [, quoted, bare] =
    /^multipart\/related;.*?boundary=(?:"([^"]+)"|'?([^;'\s]+)'?)/i.exec(contentType ?? '') ?? [];
  const boundary = quoted ?? bare;
  if (boundary === undefined) throw new Refused(400, 'Malformed multipart body: the boundary is not given.');
  return boundary;
}

/**
 * Reads the parts of a body one after the other, without ever holding more of it than a chunk; each part must be read
 * to its end before the next. Lines may end in LF alone, as gcloud's do.
 */
export class MultipartReader {
  readonly #source: AsyncIterator<Buffer>;
  readonly #delimiter: Buffer;
  #held: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Buffer>, boundary: string) {
    this.#source = source[Symbol.asyncIterator]();
    this.#delimiter = Buffer.from(`--${boundary}`);
  }

  /** The next part; the first call skips what comes before the first boundary. */
  async part(): Promise<Part> {
    while (this.#held.indexOf(this.#delimiter) < 0) await this.#more();
    this.#held = this.#held.subarray(this.#held.indexOf(this.#delimiter) + this.#delimiter.length);
    return { headers: await this.#headers(), body: this.#body() };
  }

  async #headers(): Promise<Map<string, string>> {
    for (;;) {
      const found = /\r?\n\r?\n/.exec(this.#held.toString('latin1'));
      if (found) {
        const text = this.#held.toString('utf8', 0, found.index);
        this.#held = this.#held.subarray(found.index + found[0].length);
        return headersIn(text);
      }
      if (this.#held.length > MOST_HEADER_BYTES) throw new Refused(400, 'Malformed multipart body.');
      await this.#more();
    }
  }

  /** Up to the line end before the next boundary, which stays unread. */
  async *#body(): AsyncGenerator<Buffer> {
    for (;;) {
      const at = this.#held.indexOf(this.#delimiter);
      if (at >= 0) {
        yield this.#held.subarray(0, at - lineEndBefore(this.#held, at));
        this.#held = this.#held.subarray(at);
        return;
      }
      // The delimiter, and the line end that belongs to it, may be split over two chunks.
      const safe = this.#held.length - this.#delimiter.length - 2;
      if (safe > 0) {
        yield this.#held.subarray(0, safe);
        this.#held = this.#held.subarray(safe);
      }
      await this.#more();
    }
  }

  async #more(): Promise<void> {
    const next = await this.#source.next();
    if (next.done) throw new Refused(400, 'Malformed multipart body: it ends before its last boundary.');
    this.#held = Buffer.concat([this.#held, next.value]);
  }
}

function lineEndBefore(bytes: Buffer, at: number): number {
  if (bytes[at - 1] !== 0x0a) return 0;
  return bytes[at - 2] === 0x0d ? 2 : 1;
}

function headersIn(text: string): Map<string, string> {
  const pairs = text.split(/\r?\n/).map((line): [string, string] => {
    const at = line.indexOf(':');
    return [line.slice(0, Math.max(0, at)).trim().toLowerCase(), line.slice(at + 1).trim()];
  });
  return new Map(pairs.filter(([name]) => name !== ''));
}
