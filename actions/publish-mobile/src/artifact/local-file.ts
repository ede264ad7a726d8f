import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { UserError } from '../../../../lib/runner';
import type { FileFacts } from './model';

/** A file that is read in pieces, from any offset and as often as wanted. */
export interface LocalFile {
  /** Bytes. */
  readonly size: number;
  /**
   * Bytes of the file, 64 KiB at a time.
   * @throws UserError where the file has become shorter meanwhile
   */
  read(from: number, length: number): AsyncIterable<Buffer>;
  close(): Promise<void>;
}

const PIECE = 64 * 1024;

/** @throws UserError where there is no such file, or it is empty */
export async function openLocalFile(path: string): Promise<LocalFile> {
  const handle = await open(path).catch((cause: unknown) => {
    throw missing(path, cause);
  });
  const { size, isFile } = await factsOf(handle);
  if (isFile && size > 0)
    return { size, read: (from, length) => pieces(handle, path, from, length), close: () => handle.close() };
  await handle.close();
  throw missing(path);
}

async function factsOf(handle: FileHandle): Promise<{ size: number; isFile: boolean }> {
  const stats = await handle.stat();
  return { size: stats.size, isFile: stats.isFile() };
}

async function* pieces(
  handle: FileHandle,
  path: string,
  from: number,
  length: number,
): AsyncGenerator<Buffer> {
  const end = from + length;
  for (let at = from; at < end;) {
    const buffer = Buffer.allocUnsafe(Math.min(PIECE, end - at));
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, at);
    if (bytesRead === 0) throw changed(path);
    at += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

/** Size and hashes of a file, which is read once and never held whole. */
export async function digestFile(path: string): Promise<FileFacts> {
  const file = await openLocalFile(path);
  const hashes = { sha256: createHash('sha256'), sha1: createHash('sha1'), md5: createHash('md5') };
  try {
    for await (const piece of file.read(0, file.size))
      for (const hash of Object.values(hashes)) hash.update(piece);
  } finally {
    await file.close();
  }
  const { sha256, sha1, md5 } = hashes;
  const digests = { sha256: sha256.digest('hex'), sha1: sha1.digest('hex'), md5: md5.digest('hex') };
  return { path, size: file.size, ...digests };
}

const missing = (path: string, cause?: unknown): UserError =>
  new UserError(`There is no file ${path}, or it is empty.`, {
    remedy:
      'Correct the path, which is relative to the workspace, or run the step first that makes the file.',
    cause,
  });

const changed = (path: string): UserError =>
  new UserError(`${path} became shorter while it was read.`, {
    remedy: 'See to it that nothing writes the file any more when this step begins.',
  });
