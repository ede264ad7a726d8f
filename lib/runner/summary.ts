import { bounded } from './foreign-text';
import { fenced, inertLine, inertText, linked } from './markdown';

/** GitHub rejects a step's summary that is larger. */
const LARGEST_PAGE = 1024 * 1024;

/** Longest code block, in characters. */
const LONGEST_CODE = 64 * 1024;

const CUT = '**This page was cut here: it would be larger than the 1 MiB that GitHub accepts.**';

/** The step's summary page. All text is taken literally: Markdown, HTML, mentions and closing keywords in it are inert. */
export interface Summary {
  /** @param level from 1 to 6; 2 unless given */
  heading(text: string, level?: number): this;
  paragraph(text: string): this;
  /** Cells are text; each row has as many cells as there are columns. */
  table(columns: readonly string[], rows: readonly (readonly string[])[]): this;
  list(items: readonly string[]): this;
  /** @param language the word after the fence, such as "json" */
  codeBlock(text: string, language?: string): this;
  /** A folded section; `build` fills it. */
  details(title: string, build: (section: Summary) => void): this;
  /** A paragraph that is nothing but a link; only http and https addresses are linked. */
  link(text: string, url: string): this;
  /** The page so far, at most 1 MiB of UTF-8. */
  toString(): string;
}

/** Collects the page as blocks of Markdown. Secrets go before the text is escaped, for escaping would hide them. */
export class MarkdownSummary implements Summary {
  readonly #blocks: string[] = [];
  readonly #redact: (text: string) => string;

  constructor(redact: (text: string) => string = (text) => text) {
    this.#redact = redact;
  }

  heading(text: string, level = 2): this {
    return this.#add(`${'#'.repeat(Math.min(6, Math.max(1, level)))} ${this.#line(text)}`);
  }

  paragraph(text: string): this {
    return this.#add(inertText(this.#redact(text)));
  }

  table(columns: readonly string[], rows: readonly (readonly string[])[]): this {
    const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
    const body = rows.map((cells) => row(cells.map((cell) => this.#line(cell))));
    return this.#add(
      [row(columns.map((name) => this.#line(name))), row(columns.map(() => '---')), ...body].join('\n'),
    );
  }

  list(items: readonly string[]): this {
    return this.#add(items.map((item) => `- ${this.#line(item)}`).join('\n'));
  }

  codeBlock(text: string, language = ''): this {
    return this.#add(fenced(bounded(this.#redact(text), LONGEST_CODE), language));
  }

  details(title: string, build: (section: Summary) => void): this {
    const section = new MarkdownSummary(this.#redact);
    build(section);
    const body = section.#blocks.join('\n\n');
    return this.#add(`<details><summary>${this.#line(title)}</summary>\n\n${body}\n\n</details>`);
  }

  link(text: string, url: string): this {
    return this.#add(linked(this.#redact(text), url));
  }

  toString(): string {
    const page = this.#redact(this.#blocks.join('\n\n'));
    return Buffer.byteLength(page) <= LARGEST_PAGE ? page : this.#cutPage();
  }

  /** Whole blocks only: half a table or an open fence would spoil what follows. */
  #cutPage(): string {
    const kept: string[] = [];
    let room = LARGEST_PAGE - Buffer.byteLength(CUT);
    for (const block of this.#blocks.map(this.#redact)) {
      room -= Buffer.byteLength(block) + 2;
      if (room < 0) break;
      kept.push(block);
    }
    return [...kept, CUT].join('\n\n');
  }

  #line(text: string): string {
    return inertLine(this.#redact(text));
  }

  #add(block: string): this {
    this.#blocks.push(block);
    return this;
  }
}
