import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { pack } from 'tar-stream';
import type { Header } from 'tar-stream';
import { unpack } from '../../emulators/front/unpack';

let folder: string;
let root: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'unpack-'));
  root = join(folder, 'root');
});

afterEach(() => rm(folder, { recursive: true }));

type Entry = Partial<Header> & { name: string; content?: string };

async function layer(...entries: Entry[]): Promise<{ mediaType: string; bytes: Buffer }> {
  const tar = pack();
  for (const { content, ...header } of entries) tar.entry(header, content ?? '');
  tar.finalize();
  return { mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip', bytes: gzipSync(await buffer(tar)) };
}

const file = (name: string, content = name): Entry => ({ name, content });

async function paths(): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort();
}

test('a layer replaces, adds and removes files of those below it', async () => {
  const base = await layer(file('app/a', 'old'), file('app/b'), file('etc/c'), file('lib/d/e'));
  const above = await layer(file('app/a', 'new'), file('app/.wh.b'), file('.wh.lib'), file('f'));
  await unpack([base, above], root);
  expect(await paths()).toEqual(['app/a', 'etc/c', 'f']);
  expect(await readFile(join(root, 'app/a'), 'utf8')).toBe('new');
});

test('an opaque folder hides what lower layers put there, but not what its own layer does', async () => {
  const base = await layer(file('app/old'), file('app/deep/old'));
  const above = await layer(
    file('app/before'),
    file('app/deep/new'),
    file('app/.wh..wh..opq'),
    file('app/after'),
  );
  await unpack([base, above], root);
  expect(await paths()).toEqual(['app/after', 'app/before', 'app/deep/new']);
});

test('modes and links are kept; an absolute link means the root of the image', async () => {
  await unpack(
    [
      await layer(
        { ...file('bin/run'), mode: 0o755 },
        { name: 'bin/alias', type: 'symlink', linkname: '/bin/run' },
        { name: 'bin/twin', type: 'link', linkname: 'bin/run' },
      ),
    ],
    root,
  );
  expect((await stat(join(root, 'bin/run'))).mode & 0o777).toBe(0o755);
  expect(await readFile(join(root, 'bin/alias'), 'utf8')).toBe('bin/run');
  expect((await stat(join(root, 'bin/twin'))).ino).toBe((await stat(join(root, 'bin/run'))).ino);
});

test.each<[string, Entry[]]>([
  ['a path that climbs', [file('../outside')]],
  ['a path that climbs from within', [file('app/../../outside')]],
  ['a link that climbs', [{ name: 'out', type: 'symlink', linkname: '../outside' }]],
  ['a hard link that climbs', [{ name: 'out', type: 'link', linkname: '../outside' }]],
  ['a path through a link', [{ name: 'out', type: 'symlink', linkname: 'app' }, file('out/x')]],
  ['a whiteout that climbs', [file('.wh...')]],
  ['a whiteout of the root', [file('.wh.')]],
  ['a whiteout through a link', [{ name: 'out', type: 'symlink', linkname: 'app' }, file('out/.wh.x')]],
])('%s is refused, and nothing is written outside', async (_what, entries) => {
  await expect(unpack([await layer(...entries)], root)).rejects.toThrow('a path that leads out of it');
  expect((await readdir(folder)).filter((name) => name !== 'root')).toEqual([]);
});
