import { buffer } from 'node:stream/consumers';
import yauzl from 'yauzl';
import type { Entry, ZipFile } from 'yauzl';
import { Malformed } from './model';

/** The largest manifest that is read, in bytes; real ones have some kilobytes. */
const LARGEST_ENTRY = 8 * 1024 * 1024;

/**
 * One file out of a ZIP archive: its directory is read, and that file; the rest stays on disk.
 * @param wanted the first entry whose name it accepts is read
 * @throws Malformed where the archive is none, or has no such file
 */
export async function readEntry(
  path: string,
  wanted: (name: string) => boolean,
  what: string,
): Promise<Buffer> {
  const archive = await opened(path);
  try {
    const entry = await find(archive, wanted);
    if (!entry) throw new Malformed(`there is no ${what} in it`);
    if (entry.uncompressedSize > LARGEST_ENTRY)
      throw new Malformed(`its ${what} has ${entry.uncompressedSize} bytes`);
    return await contents(archive, entry, what);
  } finally {
    archive.close();
  }
}

async function opened(path: string): Promise<ZipFile> {
  try {
    return await yauzl.openPromise(path, { lazyEntries: true, autoClose: false });
  } catch (cause) {
    throw new Malformed('it is no ZIP archive, or it is cut off', { cause });
  }
}

async function find(archive: ZipFile, wanted: (name: string) => boolean): Promise<Entry | undefined> {
  try {
    for await (const entry of archive.eachEntry()) if (wanted(entry.fileName)) return entry;
    return undefined;
  } catch (cause) {
    throw new Malformed('its directory cannot be read', { cause });
  }
}

/** The stream ends in an error where there are more bytes than the directory says. */
async function contents(archive: ZipFile, entry: Entry, what: string): Promise<Buffer> {
  try {
    return await buffer(await archive.openReadStreamPromise(entry));
  } catch (cause) {
    throw new Malformed(`its ${what} cannot be unpacked`, { cause });
  }
}
