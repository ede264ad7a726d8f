import { lstat, readdir, readlink, realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { UserError } from '../../../lib/runner';
import type { Mapping } from './mappings';

/** One entry of a layer. Owner and time are the same for all: root, and 1970. */
export type Entry = {
  /** In the image, without a slash at the beginning. */ readonly path: string;
  readonly mode: number;
} & (
  | { readonly kind: 'folder' }
  | {
      readonly kind: 'file';
      /** On this machine. */ readonly source: string;
      /** Bytes. */ readonly size: number;
    }
  | { readonly kind: 'link'; readonly target: string }
);

/** Folders above a destination that every system has with a mode of their own. */
const KNOWN_MODES: Readonly<Record<string, number>> = { tmp: 0o1777, 'var/tmp': 0o1777, root: 0o700 };

/**
 * The entries that the mappings give, sorted by path, whatever order the disk tells them in; folders come before what
 * they hold, since a layer must not leave it to the engine which mode they get.
 * @throws UserError for what leads out of the context, for what is no file, folder or link, and for two files at one path
 */
export async function listEntries(mappings: readonly Mapping[], context: string): Promise<Entry[]> {
  const root = await realpath(context);
  const entries = new Map<string, Entry>();
  for (const mapping of mappings) {
    for (const entry of await entriesOf(mapping, root)) add(entries, entry);
  }
  for (const path of [...entries.keys()].flatMap(foldersAbove)) {
    const there = entries.get(path);
    if (there && there.kind !== 'folder') throw collision(path);
    if (!there) entries.set(path, { kind: 'folder', path, mode: KNOWN_MODES[path] ?? 0o755 });
  }
  return [...entries.values()].sort((one, other) =>
    Buffer.compare(Buffer.from(one.path), Buffer.from(other.path)),
  );
}

async function entriesOf({ source, destination }: Mapping, root: string): Promise<Entry[]> {
  // A source that is a link itself is followed; links below it stay links.
  const path = await realpath(resolve(root, source));
  if (!isBelow(root, path)) throw escaping(source, path);
  const target = destination.replace(/^\/|\/$/g, '');
  const isFolder = (await lstat(path)).isDirectory();
  if (isFolder) return folderEntries(path, target, root);
  return [await entryAt(path, destination.endsWith('/') ? join(target, basename(source)) : target, root)];
}

async function folderEntries(folder: string, target: string, root: string): Promise<Entry[]> {
  const own: Entry[] = target === '' ? [] : [{ kind: 'folder', path: target, mode: 0o755 }];
  const names = await readdir(folder);
  const below = names.map(async (name) => {
    const [path, inImage] = [join(folder, name), target === '' ? name : `${target}/${name}`];
    const entry = await entryAt(path, inImage, root);
    return entry.kind === 'folder' ? folderEntries(path, inImage, root) : [entry];
  });
  return [...own, ...(await Promise.all(below)).flat()];
}

async function entryAt(source: string, path: string, root: string): Promise<Entry> {
  if (basename(path).startsWith('.wh.')) throw unfit(source, 'a name that means a deletion in a layer');
  const status = await lstat(source);
  if (status.isDirectory()) return { kind: 'folder', path, mode: 0o755 };
  if (status.isFile())
    return { kind: 'file', path, source, size: status.size, mode: status.mode & 0o100 ? 0o755 : 0o644 };
  if (!status.isSymbolicLink()) throw unfit(source, 'no file, folder or link');
  const target = await readlink(source);
  if (isAbsolute(target) || !isBelow(root, resolve(dirname(source), target))) throw escaping(source, target);
  return { kind: 'link', path, target, mode: 0o777 };
}

function add(entries: Map<string, Entry>, entry: Entry): void {
  const there = entries.get(entry.path);
  if (there && !(there.kind === 'folder' && entry.kind === 'folder')) throw collision(entry.path);
  entries.set(entry.path, entry);
}

/** `app/dist/server.js` -> `app`, `app/dist` */
function foldersAbove(path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

function isBelow(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

const escaping = (source: string, target: string): UserError =>
  new UserError(`${source} leads out of the context, to ${target}.`, {
    remedy: 'Put what the image needs below the context; nothing else of the machine may get into it.',
  });

const unfit = (source: string, why: string): UserError =>
  new UserError(`${source} cannot go into an image: it is ${why}.`, { remedy: 'Remove or rename it.' });

const collision = (path: string): UserError =>
  new UserError(`Two of the files want to be /${path} in the image.`, {
    remedy: 'Correct the destinations in `files`.',
  });
