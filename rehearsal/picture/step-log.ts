import type { Result } from '../workflow/events';
import { onOneLine } from './foreign';
import type { Saying } from './sayings';

/** How many lines a step may fill, and how many of its last ones are kept for the case that it fails. */
const SHOWN = 24;
const KEPT = 16;

interface StepLines {
  shown: number;
  /** Said after that, oldest first; more may have been said before them. */
  kept: string[];
  /** How many of them are no longer kept. */
  lost: number;
}

/**
 * Prints what steps say under a heading each, and no more of it than people read: of a talkative step the beginning
 * and the end, more of the end when it fails. A step that says nothing is not mentioned.
 */
export class StepLog {
  readonly #print: (line: string) => void;
  readonly #steps = new Map<string, StepLines>();
  #heading = '';

  constructor(print: (line: string) => void) {
    this.#print = print;
  }

  /** @param among the name of the job, where others run beside it; else empty */
  say(saying: Saying, among: string): void {
    const { job, step, level } = saying;
    const lines = linesOf(saying);
    const known = this.#of(job, step ?? '');
    if (level === 'info' && known.shown + lines.length > SHOWN) {
      known.kept.push(...lines);
      known.lost += known.kept.splice(0, known.kept.length - KEPT).length;
      return;
    }
    known.shown += lines.length;
    this.#under(job, step ?? 'job', among);
    for (const line of lines) this.#print(`    ${line}`);
  }

  end({ job, step: given, conclusion }: { job: string; step: string; conclusion: Result }): void {
    const step = onOneLine(given);
    const { kept, lost } = this.#of(job, step);
    this.#steps.delete(keyOf(job, step));
    const failed = conclusion === 'failure';
    const tail = failed ? kept : kept.slice(-1);
    const left = lost + kept.length - tail.length;
    if (tail.length > 0) this.#under(job, step, '');
    if (left > 0) this.#print(`    … ${left} more lines`);
    for (const line of tail) this.#print(`    ${line}`);
    if (failed || conclusion === 'cancelled') this.#print(`  ${conclusion}: ${step}`);
  }

  #of(job: string, step: string): StepLines {
    const key = keyOf(job, step);
    const lines = this.#steps.get(key) ?? { shown: 0, kept: [], lost: 0 };
    this.#steps.set(key, lines);
    return lines;
  }

  #under(job: string, step: string, among: string): void {
    const heading = keyOf(job, step);
    if (heading !== this.#heading) this.#print(`  ${among === '' ? '' : `${among}: `}${step}`);
    this.#heading = heading;
  }
}

/** A text of several lines stands under its first. */
function linesOf({ level, lines }: Saying): string[] {
  const [first = '', ...rest] = lines;
  return [level === 'info' ? first : `${level}: ${first}`, ...rest.map((line) => `  ${line}`)];
}

const keyOf = (job: string, step: string): string => JSON.stringify([job, step]);
