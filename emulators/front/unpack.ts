import { chmod, link, lstat, mkdir, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join, normalize } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import { extract } from 'tar-stream';
import type { Header } from 'tar-stream';
import { ImageProblem } from './image';
import type { PulledImage } from './pull';

const removal = '.wh.';
const opaque = '.wh..wh..opq';

/**
 * Lays an image's layers on top of each other in an empty folder. Nothing is written outside of it: a path through
 * `..` or through a link is refused. Owners, times, devices and extended attributes are left out.
 * Source: https://github.com/opencontainers/image-spec/blob/v1.1.1/layer.md
 * @throws ImageProblem
 */
export async function unpack(layers: PulledImage['layers'], root: string): Promise<void> {
  for (const { mediaType, bytes } of layers) {
    const ownPaths = new Set<string>();
    for await (const entry of Readable.from([decompress(mediaType, bytes)]).pipe(extract())) {
      const path = pathInside(entry.header.name);
      await apply(root, path, entry.header, await buffer(entry), ownPaths);
      ownPaths.add(path);
    }
  }
}

function decompress(mediaType: string, bytes: Buffer): Buffer {
  if (/gzip$/.test(mediaType)) return gunzipSync(bytes);
  return mediaType.endsWith('+zstd') ? zstdDecompressSync(bytes) : bytes;
}

async function apply(
  root: string,
  path: string,
  header: Header,
  content: Buffer,
  own: Set<string>,
): Promise<void> {
  const target = join(root, path);
  await refuseLinks(root, dirname(path));
  if (basename(path) === opaque) {
    await removeBelow(dirname(target), dirname(path), own);
  } else if (basename(path).startsWith(removal)) {
    const removed = basename(path).slice(removal.length);
    if (['', '.', '..'].includes(removed)) throw escaping(path);
    await rm(join(dirname(target), removed), { recursive: true, force: true });
  } else {
    await place(root, target, header, content);
  }
}

async function place(root: string, target: string, header: Header, content: Buffer): Promise<void> {
  const { type, linkname, mode } = header;
  await mkdir(dirname(target), { recursive: true });
  if (type === 'directory') {
    await makeFolder(target, mode);
    return;
  }
  // A layer replaces what is there; a link must not be written through.
  if (target !== root) await rm(target, { recursive: true, force: true });
  if (type === 'file' || type === 'contiguous-file') {
    await writeFile(target, content);
    await chmod(target, mode & 0o777);
  } else if (type === 'symlink') {
    await symlink(linkInside(root, target, linkname), target);
  } else if (type === 'link') {
    const existing = pathInside(linkname);
    await refuseLinks(root, existing);
    await link(join(root, existing), target);
  }
}

async function makeFolder(target: string, mode: number): Promise<void> {
  const there = await lstat(target).catch(() => null);
  if (there && !there.isDirectory()) await rm(target);
  await mkdir(target, { recursive: true });
  // The owner must be able to fill and to remove it.
  await chmod(target, (mode & 0o777) | 0o700);
}

/** An absolute link means the image's root; one that climbs out of it is refused. */
function linkInside(root: string, target: string, linkname: string): string {
  if (linkname.startsWith('/')) return join(root, normalize(linkname));
  const resolved = normalize(join(dirname(target), linkname));
  if (resolved === root || resolved.startsWith(`${root}/`)) return linkname;
  throw escaping(linkname);
}

function pathInside(name: string): string {
  if (name.split('/').includes('..')) throw escaping(name);
  return normalize(`/${name}`).slice(1).replace(/\/$/, '');
}

/** A folder of a path may not be a link: another layer could have made it point elsewhere. */
async function refuseLinks(root: string, path: string): Promise<void> {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  for (const index of parts.keys()) {
    const folder = parts.slice(0, index + 1).join('/');
    const there = await lstat(join(root, folder)).catch(() => null);
    if (there === null) return;
    if (there.isSymbolicLink()) throw escaping(folder);
  }
}

/** An opaque whiteout hides what lower layers put into a folder, not what its own layer did. */
async function removeBelow(folder: string, path: string, own: Set<string>): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const child = path === '.' ? name : `${path}/${name}`;
    if (own.has(child)) continue;
    const holdsOwn = [...own].some((other) => other.startsWith(`${child}/`));
    if (holdsOwn) await removeBelow(join(folder, name), child, own);
    else await rm(join(folder, name), { recursive: true, force: true });
  }
}

const escaping = (path: string): ImageProblem =>
  new ImageProblem('REVISION_FAILED', `A layer of the image has a path that leads out of it: ${path}`);
