import type { Log } from './log';
import type { AbortHook } from './runner';

/** Why the work stopped: GitHub, or a person, sent the process a signal. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
  readonly by: NodeJS.Signals;

  constructor(by: NodeJS.Signals) {
    super(`The step was cancelled (${by}).`);
    this.by = by;
  }
}

/** What happens between the first signal and the end of the process. */
export class Interruption {
  readonly #controller = new AbortController();
  readonly #hooks = new Set<AbortHook>();
  readonly #running: Promise<void>[] = [];
  readonly #log: Log;

  constructor(log: Log) {
    this.#log = log;
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Only the first signal counts; a second one neither kills the hooks nor starts them again. */
  begin(by: NodeJS.Signals): void {
    if (this.signal.aborted) return;
    this.#log.info(`Cancelled (${by}): putting things in order before the step ends.`);
    this.#controller.abort(new Interrupted(by));
    for (const hook of this.#hooks) this.#start(hook);
  }

  /** A hook that comes after the signal starts at once: what it stands for may just have been done. */
  onAbort(hook: AbortHook): () => void {
    if (this.signal.aborted) this.#start(hook);
    else this.#hooks.add(hook);
    return () => this.#hooks.delete(hook);
  }

  /** Resolves when every hook has ended, those included that start meanwhile. */
  async settled(): Promise<void> {
    for (let count = -1; count !== this.#running.length;) {
      count = this.#running.length;
      await Promise.all(this.#running);
    }
  }

  #start(hook: AbortHook): void {
    const run = async (): Promise<void> => {
      try {
        await hook();
      } catch (error) {
        this.#log.error(`What had to be put in order after the cancellation failed: ${String(error)}`);
      }
    };
    this.#running.push(run());
  }
}
