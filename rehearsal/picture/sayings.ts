import type { Annotation, RunEvent } from '../workflow/events';
import { onOneLine, readableLines } from './foreign';

/** Something that a step says and people want to read. */
export interface Saying {
  job: string;
  /** Null where it is the job's own. */
  step: string | null;
  level: 'info' | Annotation['level'];
  lines: readonly string[];
}

const SPOKEN_LEVEL = /^(Error|Warning|Notice): /;
const EXIT_CODE = /^Error: Process completed with exit code \d+\.$/;

/** Picks out of the events what is worth reading, each thing once: an annotation is in the output as well. */
export class Sayings {
  /** What each step has said with a level, by `keyOf`. */
  readonly #said = new Map<string, Set<string>>();

  take(event: RunEvent): Saying | null {
    switch (event.type) {
      case 'output':
        return this.#output(event);
      case 'annotation':
        return this.#annotation(event);
      case 'warning':
        return { job: event.job, step: null, level: 'warning', lines: readableLines(event.message) };
      case 'step-finished':
        this.#said.delete(keyOf(event));
        return null;
      default:
        return null;
    }
  }

  #output(event: Extract<RunEvent, { type: 'output' }>): Saying | null {
    const { job, step, line } = event;
    const lines = readableLines(line);
    const said = this.#said.get(keyOf(event));
    if (lines.length === 0 || line.startsWith('::') || (EXIT_CODE.test(line) && said)) return null;
    const spoken = SPOKEN_LEVEL.exec(line)?.[1];
    if (spoken === undefined) return { job, step: onOneLine(step), level: 'info', lines };
    const level = spoken.toLowerCase() as Annotation['level'];
    return this.#once(event, level, readableLines(line.replace(SPOKEN_LEVEL, '')));
  }

  #annotation(event: Extract<RunEvent, { type: 'annotation' }>): Saying | null {
    const { level, message, title, file, line } = event.annotation;
    const lines = readableLines(message);
    const saying = this.#once(
      event,
      level,
      [...(title === undefined ? [] : [onOneLine(title)]), ...lines],
      lines,
    );
    if (file === undefined) return saying;
    const place = `at ${onOneLine(file)}${line === undefined ? '' : `:${line}`}`;
    return {
      ...(saying ?? { job: event.job, step: onOneLine(event.step), level }),
      lines: [...(saying?.lines ?? []), place],
    };
  }

  /** @param text what makes it the same as something said before */
  #once(
    event: { job: string; step: string },
    level: Annotation['level'],
    lines: readonly string[],
    text: readonly string[] = lines,
  ): Saying | null {
    const key = keyOf(event);
    const said = this.#said.get(key) ?? new Set();
    this.#said.set(key, said);
    // An annotation is cut at some length, the output is not.
    const same = `${level} ${text.join('\n').slice(0, 1000)}`;
    if (said.has(same)) return null;
    said.add(same);
    return { job: event.job, step: onOneLine(event.step), level, lines };
  }
}

const keyOf = ({ job, step }: { job: string; step: string }): string => JSON.stringify([job, step]);
