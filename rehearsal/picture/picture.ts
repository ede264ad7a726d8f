import type { RunEvent } from '../workflow/events';
import { onOneLine, readableLines } from './foreign';
import { Jobs } from './jobs';
import type { JobRow } from './jobs';
import { Sayings } from './sayings';
import type { ServedRequest, Split } from './telling';
import { Traffic } from './traffic';
import type { ServiceTraffic } from './traffic';
import { Visitors } from './visitors';
import type { Figures } from './visitors';

/** Everything that the picture shows, at one moment. */
export interface Picture {
  name: string;
  about: string;
  /** Real milliseconds since the scenario began. */
  elapsed: number;
  /** What the rows of the jobs count from. */
  now: number;
  jobs: readonly JobRow[];
  /** The gates that are open. */
  gates: readonly Gate[];
  services: readonly ServiceTraffic[];
  figures: ReadonlyMap<string, Figures>;
  /** What was said last, the newest at the end. */
  notes: readonly Note[];
  /** The last error; null when there is none. */
  problem: Note | null;
  outcome: 'playing' | 'as-it-should' | 'wrong';
}

export interface Gate {
  job: string;
  environment: string;
  brief: readonly string[];
}

export interface Note {
  /** Milliseconds since the scenario began. */
  at: number;
  level: 'info' | 'error' | 'warning' | 'notice';
  text: string;
}

const NOTES_KEPT = 4;
/** How far back the rates look, in real milliseconds. */
const WINDOW = 5_000;

/** Gathers what a scenario tells into a picture. Times are those of the onlookers' clock. */
export class Scene {
  readonly #name: string;
  readonly #about: string;
  readonly #began: number;
  readonly #jobs = new Jobs();
  readonly #sayings = new Sayings();
  readonly #traffic = new Traffic();
  readonly #visitors = new Visitors(WINDOW);
  readonly #gates = new Map<string, Gate>();
  readonly #notes: Note[] = [];
  #problem: Note | null = null;
  outcome: Picture['outcome'] = 'playing';

  constructor(name: string, about: string, began: number) {
    this.#name = onOneLine(name);
    this.#about = onOneLine(about);
    this.#began = began;
  }

  event(event: RunEvent, now: number): void {
    this.#jobs.take(event, now);
    if (event.type === 'gate-opened') {
      const brief = readableLines(event.brief);
      this.#gates.set(event.job, { job: event.job, environment: onOneLine(event.environment), brief });
    }
    if (event.type === 'gate-closed') {
      this.#gates.delete(event.job);
      this.note(gateInWords(event), now);
    }
    const saying = this.#sayings.take(event);
    if (saying) this.note(saying.lines.join(' '), now, saying.level);
  }

  split(split: Split): void {
    this.#traffic.take(split);
  }

  served(served: ServedRequest, now: number): void {
    const { revision } = served;
    this.#visitors.add({ ...served, revision: revision === null ? null : onOneLine(revision) }, now);
  }

  note(text: string, now: number, level: Note['level'] = 'info'): void {
    const note = { at: now - this.#began, level, text: onOneLine(text) };
    if (note.text === '') return;
    if (level === 'error') this.#problem = note;
    this.#notes.push(note);
    if (this.#notes.length > NOTES_KEPT) this.#notes.shift();
  }

  picture(now: number): Picture {
    return {
      name: this.#name,
      about: this.#about,
      elapsed: now - this.#began,
      now,
      jobs: this.#jobs.rows,
      gates: [...this.#gates.values()],
      services: this.#traffic.services,
      figures: new Map(this.#visitors.revisions.map((name) => [name, this.#visitors.figures(name, now)])),
      notes: this.#notes,
      problem: this.#problem,
      outcome: this.outcome,
    };
  }
}

/** `gate: production is approved by release-manager` */
export function gateInWords(event: Extract<RunEvent, { type: 'gate-closed' }>): string {
  const { environment, outcome, by } = event;
  const unprotected = outcome === 'approved' && by === null;
  const decision = unprotected
    ? 'has no protection and asks nobody'
    : `is ${outcome}${by === null ? '' : ` by ${by}`}`;
  return onOneLine(`gate: ${environment} ${decision}`);
}
