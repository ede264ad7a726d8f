import { createHash } from 'node:crypto';
import type { Hash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { Crc32c } from '../crc32c';

/** Cloud Storage keeps what comes in pieces of this many bytes; the rest of a cut request is lost. */
export const QUANTUM = 256 * 1024;

/** Bytes at rest. */
export interface Content {
  /** Where they are; never written again. */
  file: string;
  size: number;
  /** Base64. */
  crc32c: string;
  /** Base64; undefined for an object that was composed. */
  md5?: string | undefined;
}

/** A file on its way in. Only whole quanta are kept until it is finished. */
export class Intake {
  readonly file: string;
  /** Bytes that are on disk. */
  kept = 0;
  readonly #handle: FileHandle;
  readonly #crc32c = new Crc32c();
  readonly #md5: Hash = createHash('md5');
  #pending: Buffer[] = [];
  #pendingSize = 0;

  private constructor(file: string, handle: FileHandle) {
    this.file = file;
    this.#handle = handle;
  }

  static async open(file: string): Promise<Intake> {
    return new Intake(file, await open(file, 'wx'));
  }

  async take(bytes: Buffer): Promise<void> {
    this.#pending.push(bytes);
    this.#pendingSize += bytes.length;
    if (this.#pendingSize < QUANTUM) return;
    const over = this.#pendingSize % QUANTUM;
    const kept = bytes.subarray(0, bytes.length - over);
    const pieces = [...this.#pending.slice(0, -1), kept];
    this.#pending = over === 0 ? [] : [bytes.subarray(kept.length)];
    this.#pendingSize = over;
    await this.#keep(pieces);
  }

  /** Forgets what came after the last whole quantum, as the service does at the end of a chunk that is not the last. */
  dropRest(): void {
    this.#pending = [];
    this.#pendingSize = 0;
  }

  /** Everything that came, at rest. */
  async finish(): Promise<Content> {
    await this.#keep(this.#pending);
    this.dropRest();
    await this.#handle.close();
    const [crc32c, md5] = [this.#crc32c.toString(), this.#md5.digest('base64')];
    return { file: this.file, size: this.kept, crc32c, md5 };
  }

  async abandon(): Promise<void> {
    await this.#handle.close();
  }

  async #keep(pieces: readonly Buffer[]): Promise<void> {
    if (pieces.length === 0) return;
    for (const piece of pieces) {
      this.#crc32c.update(piece);
      this.#md5.update(piece);
    }
    const { bytesWritten } = await this.#handle.writev(pieces);
    this.kept += bytesWritten;
  }
}
