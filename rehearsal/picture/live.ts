import type { RunEvent } from '../workflow/events';
import { wrap } from './cells';
import { realTime } from './clock';
import type { OnlookersClock } from './clock';
import { beforeLeaving } from './departure';
import type { Leaving } from './departure';
import { draw } from './draw';
import { visible } from './foreign';
import { span } from './line';
import type { Line } from './line';
import { Scene } from './picture';
import { Screen } from './screen';
import type { Terminal } from './screen';
import type { ServedRequest, Split, Telling } from './telling';

/** Real milliseconds from one drawing to the next. */
const PACE = 100;

/**
 * A live picture on a terminal, redrawn in place ten times a second. The last picture of each scenario stays.
 * @param clock real time when left out
 * @param host whose end gives the cursor back; this process when left out
 */
export function liveTelling(
  out: Terminal,
  clock: OnlookersClock = realTime,
  host: Leaving = process,
): Telling {
  return new LiveTelling(out, clock, host);
}

class LiveTelling implements Telling {
  readonly #clock: OnlookersClock;
  readonly #screen: Screen;
  readonly #release: () => void;
  #scene: Scene | undefined;
  #isAside = false;

  constructor(out: Terminal, clock: OnlookersClock, host: Leaving) {
    this.#clock = clock;
    this.#screen = new Screen(out);
    const redraw = (): void => {
      this.#redraw();
    };
    const stopTicking = clock.every(PACE, redraw);
    out.on('resize', redraw);
    const stopGuarding = beforeLeaving(host, () => {
      this.#screen.showCursor();
    });
    this.#release = () => {
      stopTicking();
      out.off('resize', redraw);
      stopGuarding();
    };
  }

  scenario(name: string, about: string): void {
    this.#leaveScene();
    this.#screen.print([[]]);
    this.#scene = new Scene(name, about, this.#clock.now());
    this.#redraw();
  }

  event(event: RunEvent): void {
    this.#scene?.event(event, this.#clock.now());
  }

  split(split: Split): void {
    this.#scene?.split(split);
  }

  served(served: ServedRequest): void {
    this.#scene?.served(served, this.#clock.now());
  }

  line(text: string): void {
    if (this.#scene) this.#scene.note(text, this.#clock.now());
    else this.#screen.print(this.#wrapped(text));
  }

  end(lines: readonly string[], ok: boolean): void {
    if (this.#scene) this.#scene.outcome = ok ? 'as-it-should' : 'wrong';
    this.#leaveScene();
    this.#screen.print([[], ...lines.flatMap((line) => this.#wrapped(line))]);
  }

  async aside<Answer>(during: () => Promise<Answer>): Promise<Answer> {
    this.#screen.clear();
    this.#isAside = true;
    try {
      return await during();
    } finally {
      this.#isAside = false;
      this.#redraw();
    }
  }

  close(): void {
    this.#leaveScene();
    this.#release();
  }

  #leaveScene(): void {
    this.#isAside = false;
    this.#screen.clear();
    if (!this.#scene) return;
    const { width } = this.#screen.room;
    // What stays may be higher than the terminal.
    this.#screen.print(draw(this.#scene.picture(this.#clock.now()), { width, height: Infinity }));
    this.#scene = undefined;
  }

  #redraw(): void {
    if (!this.#scene || this.#isAside) return;
    this.#screen.draw(draw(this.#scene.picture(this.#clock.now()), this.#screen.room));
  }

  #wrapped(text: string): Line[] {
    const { width } = this.#screen.room;
    return wrap(visible(text), width).map((line) => [span(line)]);
  }
}
