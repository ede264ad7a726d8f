/** The storage in a folder of the disk, for Node and Electron; the only file here that touches node:fs. */
import { createReadStream } from 'node:fs';
import { mkdir, open, readFile, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Storage } from '../ports';

/** What is being written, and has not got its name yet. */
const UNFINISHED = '.unfinished';

/** Opens the folder, and makes it where there is none. */
export async function fileStorage(folder: string): Promise<Storage> {
  await mkdir(folder, { recursive: true });
  return new FileStorage(folder);
}

class FileStorage implements Storage {
  private readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  read(name: string): Promise<Uint8Array | undefined> {
    return unlessMissing(() => readFile(this.at(name)));
  }

  async write(name: string, bytes: Uint8Array): Promise<void> {
    const unfinished = `${name}${UNFINISHED}`;
    const file = await open(this.at(unfinished), 'w');
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await this.rename(unfinished, name);
  }

  async size(name: string): Promise<number | undefined> {
    return (await unlessMissing(() => stat(this.at(name))))?.size;
  }

  async append(name: string, chunks: AsyncIterable<Uint8Array>): Promise<void> {
    const file = await open(this.at(name), 'a');
    try {
      for await (const chunk of chunks) await file.writeFile(chunk);
      await file.sync();
    } finally {
      await file.close();
    }
  }

  chunks(name: string): AsyncIterable<Uint8Array> {
    return createReadStream(this.at(name)) as AsyncIterable<Buffer>;
  }

  async rename(from: string, to: string): Promise<void> {
    await rename(this.at(from), this.at(to));
    await this.syncNames();
  }

  async remove(name: string): Promise<void> {
    await rm(this.at(name), { force: true });
  }

  list(): Promise<string[]> {
    return readdir(this.folder);
  }

  private at(name: string): string {
    return join(this.folder, name);
  }

  /** A name survives a loss of power once its folder is on the disk; Windows opens no folders, and sees to it by itself. */
  private async syncNames(): Promise<void> {
    if (process.platform === 'win32') return;
    const folder = await open(this.folder);
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  }
}

async function unlessMissing<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

const isMissing = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';
