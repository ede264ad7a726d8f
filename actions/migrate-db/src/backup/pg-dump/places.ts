/** So many places for work that goes side by side; whoever asks first is let in first, if it needs several of them, too. */
export class Places {
  readonly all: number;
  private free: number;
  private readonly waiting: { count: number; enter: () => void }[] = [];

  constructor(all: number) {
    this.all = all;
    this.free = all;
  }

  /** Places that are taken. */
  get taken(): number {
    return this.all - this.free;
  }

  /**
   * Does something in as many places as it needs, when they are free.
   * @param signal once it is given, nobody is let in any more
   */
  async with<Result>(count: number, signal: AbortSignal, work: () => Promise<Result>): Promise<Result> {
    await new Promise<void>((enter) => {
      this.waiting.push({ count, enter });
      this.admit();
    });
    try {
      signal.throwIfAborted();
      return await work();
    } finally {
      this.free += count;
      this.admit();
    }
  }

  private admit(): void {
    for (let next = this.waiting[0]; next && next.count <= this.free; next = this.waiting[0]) {
      this.waiting.shift();
      this.free -= next.count;
      next.enter();
    }
  }
}
