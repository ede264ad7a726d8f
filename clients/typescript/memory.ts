import { STATE } from './files';
import type { Storage } from './ports';
import { readState, writtenState } from './state';
import type { State } from './state';

/** The state, changed by one after the other, and only ever what is on the disk as well. */
export class Memory {
  private readonly storage: Storage;
  private present: State;
  private last: Promise<unknown> = Promise.resolve();

  private constructor(storage: Storage, present: State) {
    this.storage = storage;
    this.present = present;
  }

  static async open(storage: Storage): Promise<Memory> {
    return new Memory(storage, readState(await storage.read(STATE)));
  }

  get state(): State {
    return this.present;
  }

  /** @throws what the storage throws; the state is then what it was */
  change(event: (state: State) => State): Promise<State> {
    const changed = this.last.then(() => this.carryOut(event));
    // Who asked for it hears of a failure; the next one begins all the same.
    this.last = changed.catch(() => undefined);
    return changed;
  }

  private async carryOut(event: (state: State) => State): Promise<State> {
    const next = event(this.present);
    if (next === this.present) return next;
    await this.storage.write(STATE, writtenState(next));
    this.present = next;
    return next;
  }
}
