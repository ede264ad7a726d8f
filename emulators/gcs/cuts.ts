/** A body that breaks off in the middle, together with its connection. */
export interface Cut {
  /** The calls that it strikes, by method: `/Uploads.Append/` for what comes in, `/Objects.GetMedia/` for what goes out. */
  call: RegExp;
  /** Bytes of the body that get through. A body that is shorter is not cut, and the cut waits for the next one. */
  afterBytes: number;
  /** How many bodies it breaks; 1 when left out. */
  times?: number;
}

/** The cuts that are still to come. */
export class CutBook {
  #armed: { cut: Cut; left: number }[] = [];

  add(cut: Cut): void {
    this.#armed.push({ cut, left: cut.times ?? 1 });
  }

  /** After how many bytes a body of this method would break; undefined where it goes through. */
  find(method: string): { afterBytes: number; struck: () => void } | undefined {
    const armed = this.#armed.find(({ cut, left }) => left > 0 && method.search(cut.call) >= 0);
    if (!armed) return undefined;
    const struck = (): void => {
      armed.left -= 1;
    };
    return { afterBytes: armed.cut.afterBytes, struck };
  }

  clear(): void {
    this.#armed = [];
  }

  /** How many are still to come: a test asserts 0 to know that its cut was met. */
  get pending(): number {
    return this.#armed.reduce((sum, { left }) => sum + left, 0);
  }
}
