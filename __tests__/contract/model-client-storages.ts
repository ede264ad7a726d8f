import type { Storage } from '../../clients/typescript';

/** Files in memory, for tests that make hundreds of them. */
export class MemoryStorage implements Storage {
  readonly files: Map<string, Uint8Array>;

  constructor(files: ReadonlyMap<string, Uint8Array> = new Map()) {
    this.files = new Map(files);
  }

  read(name: string): Promise<Uint8Array | undefined> {
    return Promise.resolve(this.files.get(name));
  }

  write(name: string, bytes: Uint8Array): Promise<void> {
    this.files.set(name, bytes);
    return Promise.resolve();
  }

  size(name: string): Promise<number | undefined> {
    return Promise.resolve(this.files.get(name)?.length);
  }

  async append(name: string, chunks: AsyncIterable<Uint8Array>): Promise<void> {
    for await (const chunk of chunks)
      this.files.set(name, Buffer.concat([this.files.get(name) ?? new Uint8Array(), chunk]));
  }

  async *chunks(name: string): AsyncGenerator<Uint8Array> {
    const bytes = await this.read(name);
    if (!bytes) throw new Error(`there is no file ${name}`);
    yield bytes;
  }

  rename(from: string, to: string): Promise<void> {
    const bytes = this.files.get(from);
    if (!bytes) return Promise.reject(new Error(`there is no file ${from}`));
    this.files.set(to, bytes);
    return this.remove(from);
  }

  remove(name: string): Promise<void> {
    this.files.delete(name);
    return Promise.resolve();
  }

  list(): Promise<string[]> {
    return Promise.resolve([...this.files.keys()]);
  }
}

/** The process dies at one operation, before or after it took effect; from then on nothing reaches the disk. */
export interface Death {
  /** Counted from 0. */
  at: number;
  moment: 'before' | 'after';
}

/** A disk whose process is killed. `log` names the operations that it was asked for while it lived. */
export class MortalStorage implements Storage {
  readonly log: string[] = [];
  private readonly storage: Storage;
  private readonly death: Death | undefined;

  constructor(storage: Storage, death?: Death) {
    this.storage = storage;
    this.death = death;
  }

  read(name: string): Promise<Uint8Array | undefined> {
    return this.alive(`read ${name}`, () => this.storage.read(name));
  }

  write(name: string, bytes: Uint8Array): Promise<void> {
    return this.alive(`write ${name}`, () => this.storage.write(name, bytes));
  }

  size(name: string): Promise<number | undefined> {
    return this.alive(`size ${name}`, () => this.storage.size(name));
  }

  append(name: string, chunks: AsyncIterable<Uint8Array>): Promise<void> {
    return this.alive(`append ${name}`, () => this.storage.append(name, chunks));
  }

  chunks(name: string): AsyncIterable<Uint8Array> {
    return this.storage.chunks(name);
  }

  rename(from: string, to: string): Promise<void> {
    return this.alive(`rename ${from} ${to}`, () => this.storage.rename(from, to));
  }

  remove(name: string): Promise<void> {
    return this.alive(`remove ${name}`, () => this.storage.remove(name));
  }

  list(): Promise<string[]> {
    return this.alive('list', () => this.storage.list());
  }

  private async alive<T>(operation: string, work: () => Promise<T>): Promise<T> {
    const { at, moment } = this.death ?? { at: Infinity, moment: 'before' };
    const number = this.log.length;
    if (number > at) throw new Error('killed');
    this.log.push(operation);
    if (number === at && moment === 'before') throw new Error('killed');
    const result = await work();
    if (number === at) throw new Error('killed');
    return result;
  }
}
