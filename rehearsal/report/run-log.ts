import type { Clock } from '../../emulators/clock';
import type { Result, RunEvent } from '../workflow/events';

/** A job as the report shows it; times are milliseconds on the stage's clock. */
export interface LoggedJob {
  name: string;
  result: Result | 'running';
  startedAt: number;
  endedAt?: number;
}

export interface LoggedGate {
  environment: string;
  askedAt: number;
  answeredAt?: number;
  answer: 'approved' | 'rejected' | 'waiting';
  by?: string;
}

export interface Note {
  at: number;
  text: string;
}

/** What happened in the runs of a rehearsal, and when that was on the stage: runs themselves go by real time. */
export class RunLog {
  readonly gates: LoggedGate[] = [];
  readonly notes: Note[] = [];
  private readonly clock: Clock;
  private readonly begun = new Map<string, LoggedJob>();
  private readonly all: LoggedJob[] = [];

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /** Jobs that ran, in the order in which they began. */
  get jobs(): readonly LoggedJob[] {
    return this.all;
  }

  /** @param run tells the runs apart that go on at the same time */
  take(run: number, event: RunEvent): void {
    const now = this.clock.now();
    const key = 'job' in event ? `${run} ${event.job}` : '';
    if (event.type === 'job-started')
      this.begin(key, { name: event.name, result: 'running', startedAt: now });
    else if (event.type === 'job-finished') this.end(key, event.result, now);
    else if (event.type === 'gate-opened')
      this.gates.push({ environment: event.environment, askedAt: now, answer: 'waiting' });
    else if (event.type === 'gate-closed') this.answer(event, now);
  }

  note(text: string): void {
    this.notes.push({ at: this.clock.now(), text });
  }

  private begin(key: string, job: LoggedJob): void {
    this.begun.set(key, job);
    this.all.push(job);
  }

  private end(key: string, result: Result, endedAt: number): void {
    const job = this.begun.get(key);
    if (job) Object.assign(job, { result, endedAt });
  }

  private answer(
    { environment, outcome, by }: Extract<RunEvent, { type: 'gate-closed' }>,
    now: number,
  ): void {
    const gate = this.gates.findLast((each) => each.environment === environment && each.answer === 'waiting');
    if (!gate) return;
    gate.answeredAt = now;
    gate.answer = outcome === 'cancelled' ? 'waiting' : outcome;
    if (by !== null) gate.by = by;
  }
}
