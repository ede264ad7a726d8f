import type { Writable } from 'node:stream';
import type { RunEvent } from '../workflow/events';
import { inSeconds, realTime } from './clock';
import type { OnlookersClock } from './clock';
import { onOneLine, readableLines, visible } from './foreign';
import { gateInWords } from './picture';
import { Sayings } from './sayings';
import { StepLog } from './step-log';
import type { ServedRequest, Split, Telling } from './telling';
import { Traffic, trafficInWords } from './traffic';
import { inWords, Visitors } from './visitors';

/**
 * Plain lines with the elapsed seconds, for logs and pipes: no colours, nothing is ever overwritten.
 * @param clock real time when left out
 */
export function plainTelling(out: Pick<Writable, 'write'>, clock: OnlookersClock = realTime): Telling {
  return new PlainTelling(out, clock);
}

class PlainTelling implements Telling {
  readonly #out: Pick<Writable, 'write'>;
  readonly #clock: OnlookersClock;
  readonly #running = new Map<string, string>();
  #began: number;
  #sayings = new Sayings();
  #steps = this.#stepLog();
  #traffic = new Traffic();
  #meanwhile = new Visitors(Infinity);
  /** Lines that wait until the output is free again; undefined while it is. */
  #held: string[] | undefined;

  constructor(out: Pick<Writable, 'write'>, clock: OnlookersClock) {
    this.#out = out;
    this.#clock = clock;
    this.#began = clock.now();
  }

  scenario(name: string, about: string): void {
    this.#began = this.#clock.now();
    this.#running.clear();
    this.#sayings = new Sayings();
    this.#steps = this.#stepLog();
    this.#traffic = new Traffic();
    this.#meanwhile = new Visitors(Infinity);
    this.#write(`\n${onOneLine(name)}: ${onOneLine(about)}`);
  }

  event(event: RunEvent): void {
    this.#tellOfJob(event);
    const saying = this.#sayings.take(event);
    if (saying) this.#steps.say(saying, this.#running.size > 1 ? (this.#running.get(saying.job) ?? '') : '');
    if (event.type === 'step-finished') this.#steps.end(event);
  }

  split(split: Split): void {
    this.#tellOfVisitors();
    this.#tell(trafficInWords(this.#traffic.take(split)));
  }

  served(served: ServedRequest): void {
    this.#meanwhile.add(served, this.#clock.now());
  }

  line(text: string): void {
    for (const line of readableLines(text)) this.#tell(line);
  }

  end(lines: readonly string[], ok: boolean): void {
    this.#tellOfVisitors();
    for (const line of lines) this.#write(`  ${visible(line).replaceAll('\n', '\n  ')}`);
    this.#write(ok ? '  as it should be' : '  NOT as it should be');
  }

  async aside<Answer>(during: () => Promise<Answer>): Promise<Answer> {
    this.#held ??= [];
    try {
      return await during();
    } finally {
      this.#release();
    }
  }

  close(): void {
    this.#release();
  }

  #tellOfJob(event: RunEvent): void {
    switch (event.type) {
      case 'job-waiting':
        this.#tell(`job ${event.name}: waits for its turn in ${event.group}`);
        break;
      case 'job-started':
        this.#running.set(event.job, onOneLine(event.name));
        this.#tell(`job ${event.name}`);
        break;
      case 'job-finished':
        this.#running.delete(event.job);
        this.#tell(`job ${event.name}: ${event.result}`);
        break;
      case 'gate-opened':
        this.#tell(`gate: ${event.environment} waits for approval`);
        for (const line of readableLines(event.brief)) this.#tell(`  | ${line}`);
        break;
      case 'gate-closed':
        this.#tell(gateInWords(event));
        break;
      default:
    }
  }

  /** How it went under the split that ends now. */
  #tellOfVisitors(): void {
    for (const revision of this.#meanwhile.revisions) {
      const { requests, failed, median } = this.#meanwhile.figures(revision, this.#clock.now());
      const speed = median === null ? '' : `, median ${median.toFixed(0)} ms`;
      this.#tell(`  visitors of ${revision}: ${inWords(requests)}, ${failed} failed${speed}`);
    }
    this.#meanwhile = new Visitors(Infinity);
  }

  #stepLog(): StepLog {
    return new StepLog((line) => {
      this.#tell(line);
    });
  }

  #tell(text: string): void {
    const time = inSeconds(this.#clock.now() - this.#began);
    this.#write(`  ${time.padStart(7)}  ${onOneLineKeepingIndent(text)}`);
  }

  #write(line: string): void {
    if (this.#held) this.#held.push(line);
    else this.#out.write(`${line}\n`);
  }

  #release(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const line of held) this.#write(line);
  }
}

const onOneLineKeepingIndent = (text: string): string => visible(text).replaceAll('\n', ' ');
