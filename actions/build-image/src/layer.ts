import { createHash } from 'node:crypto';
import type { Hash } from 'node:crypto';
import { constants, createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { pack } from 'tar-stream';
import type { Pack } from 'tar-stream';
import type { Digest } from '../../../lib/registry';
import { UserError } from '../../../lib/runner';
import type { Entry } from './tree';

/** A layer on the disk of this machine, ready to be sent. */
export interface Layer {
  /** Of the compressed bytes. */
  readonly digest: Digest;
  /** Of the tar inside. */
  readonly diffId: Digest;
  /** Compressed, in bytes. */
  readonly size: number;
  readonly file: string;
}

/** RFC 1952's tenth byte names the system that compressed: 255 is "unknown", whatever this machine is. */
const SYSTEM_BYTE = 9;
const UNKNOWN_SYSTEM = 255;

/**
 * Writes entries as a compressed tar. The same entries make the same bytes; what is sent is what was hashed, however the
 * sources change meanwhile.
 * @throws UserError where a file changes while it is read
 */
export async function writeLayer(entries: readonly Entry[], file: string): Promise<Layer> {
  const tar = pack();
  const [inside, outside] = [createHash('sha256'), createHash('sha256')];
  let size = 0;
  const measured = async function* (chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of chunks) {
      if (size === 0) chunk[SYSTEM_BYTE] = UNKNOWN_SYSTEM;
      size += chunk.length;
      outside.update(chunk);
      yield chunk;
    }
  };
  await Promise.all([
    feed(tar, entries),
    pipeline(
      tar as AsyncIterable<Buffer>,
      (chunks: AsyncIterable<Buffer>) => hashed(chunks, inside),
      createGzip({ level: 6 }),
      measured,
      createWriteStream(file, { mode: 0o600 }),
    ),
  ]);
  return { digest: digestFrom(outside), diffId: digestFrom(inside), size, file };
}

async function feed(tar: Pack, entries: readonly Entry[]): Promise<void> {
  try {
    for (const entry of entries) await addEntry(tar, entry);
    tar.finalize();
  } catch (error) {
    tar.destroy();
    throw error;
  }
}

/** What every entry has in common: it belongs to root, and was last changed in 1970. */
const COMMON = { mtime: new Date(0), uid: 0, gid: 0, uname: '', gname: '' };

async function addEntry(tar: Pack, entry: Entry): Promise<void> {
  const { path, mode } = entry;
  if (entry.kind === 'file') return addFile(tar, entry);
  const special =
    entry.kind === 'folder'
      ? ({ name: `${path}/`, type: 'directory' } as const)
      : ({ name: path, type: 'symlink', linkname: entry.target } as const);
  return new Promise((resolve, reject) => {
    tar.entry({ ...COMMON, mode, ...special }, (error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}

async function addFile(tar: Pack, { path, mode, source, size }: Entry & { kind: 'file' }): Promise<void> {
  // A file that was replaced by a link since it was listed is not followed.
  const handle = await open(source, constants.O_RDONLY | (constants.O_NOFOLLOW || 0));
  const content = handle.createReadStream();
  return new Promise((resolve, reject) => {
    const fail = (error: Error): void => {
      reject(changed(source, error));
    };
    const sink = tar.entry({ ...COMMON, name: path, mode, type: 'file', size }, (error) => {
      if (error) fail(error);
      else resolve();
    });
    sink.once('error', fail);
    content.once('error', fail);
    content.pipe(sink);
  });
}

async function* hashed(chunks: AsyncIterable<Buffer>, hash: Hash): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    hash.update(chunk);
    yield chunk;
  }
}

const digestFrom = (hash: Hash): Digest => `sha256:${hash.digest('hex')}`;

const changed = (source: string, cause: Error): UserError =>
  new UserError(`${source} cannot be read, or changed meanwhile: ${cause.message}.`, {
    remedy: 'Let nothing write to the context while the image is built, and run this again.',
    cause,
  });
