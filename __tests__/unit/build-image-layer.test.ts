import { createReadStream } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createGunzip } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { extract } from 'tar-stream';
import type { Header } from 'tar-stream';
import { writeLayer } from '../../actions/build-image/src/layer';
import type { Layer } from '../../actions/build-image/src/layer';
import { listEntries } from '../../actions/build-image/src/tree';
import type { Entry } from '../../actions/build-image/src/tree';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'layer-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

async function write(path: string, content: string): Promise<string> {
  const file = join(folder, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, content);
  return file;
}

const entries = (...lines: [string, string][]): Promise<Entry[]> =>
  listEntries(
    lines.map(([source, destination]) => ({ source, destination })),
    folder,
  );

async function layer(...lines: [string, string][]): Promise<Layer> {
  return writeLayer(await entries(...lines), join(folder, '.layer'));
}

async function headersOf({ file }: Layer): Promise<Header[]> {
  const headers: Header[] = [];
  for await (const entry of createReadStream(file).pipe(createGunzip()).pipe(extract())) {
    headers.push(entry.header);
    entry.resume();
  }
  return headers;
}

interface File {
  path: string;
  content: string;
  time: number;
}

const fileTrees = fc.uniqueArray(
  fc.record({
    path: fc
      .array(fc.stringMatching(/^[a-zé][a-z-]{0,5}$/), { minLength: 1, maxLength: 4 })
      .map((parts) => `${parts.join('/')}.txt`),
    content: fc.string({ maxLength: 200 }),
    time: fc.integer({ min: 1, max: 2_000_000_000 }),
  }),
  { selector: ({ path }) => path, minLength: 1, maxLength: 12 },
);

async function lay(root: string, files: readonly File[]): Promise<void> {
  for (const { path, content, time } of files) {
    const file = await write(join(root, path), content);
    await utimes(file, time, time);
    await chmod(file, time % 2 === 0 ? 0o600 : 0o664);
  }
}

test('the same files make the same layer, in whatever order and whenever they were written', async () => {
  await fc.assert(
    fc.asyncProperty(fileTrees, async (files) => {
      await rm(join(folder, 'one'), { recursive: true, force: true });
      await rm(join(folder, 'other'), { recursive: true, force: true });
      await lay('one', files);
      await lay(
        'other',
        [...files].reverse().map((file) => ({ ...file, time: file.time + 77 })),
      );
      const [one, other] = [await layer(['one', '/app']), await layer(['other', '/app'])];
      expect({ ...other, file: '' }).toEqual({ ...one, file: '' });
    }),
    { numRuns: 30 },
  );
});

test('another content, path or permission makes another layer', async () => {
  await write('a/x', '1');
  const first = await layer(['a', '/app']);
  expect((await layer(['a', '/other'])).digest).not.toBe(first.digest);
  await chmod(join(folder, 'a/x'), 0o700);
  const executable = await layer(['a', '/app']);
  expect(executable.digest).not.toBe(first.digest);
  await writeFile(join(folder, 'a/x'), '2');
  expect((await layer(['a', '/app'])).digest).not.toBe(executable.digest);
});

test('everything belongs to root and was last changed in 1970; folders come first', async () => {
  await chmod(await write('dist/bin/run', '#!/bin/sh'), 0o711);
  await write('dist/data', 'x');
  await symlink('bin/run', join(folder, 'dist/start'));
  const headers = await headersOf(await layer(['dist', '/tmp/app']));
  expect(headers.map(({ name, type, mode }) => [name, type, mode.toString(8)])).toEqual([
    ['tmp/', 'directory', '1777'],
    ['tmp/app/', 'directory', '755'],
    ['tmp/app/bin/', 'directory', '755'],
    ['tmp/app/bin/run', 'file', '755'],
    ['tmp/app/data', 'file', '644'],
    ['tmp/app/start', 'symlink', '777'],
  ]);
  expect(headers.every(({ uid, gid, mtime }) => uid === 0 && gid === 0 && mtime.getTime() === 0)).toBe(true);
});

test('a name that is long or not ASCII arrives as it is', async () => {
  const long = `${'folder/'.repeat(30)}käse-${'x'.repeat(120)}`;
  await write(join('dist', long), 'x');
  const names = (await headersOf(await layer(['dist', '/']))).map(({ name }) => name);
  expect(names.at(-1)).toBe(long);
});

test('a file becomes its destination, or goes into it', async () => {
  await write('server.js', 'x');
  const paths = async (destination: string): Promise<string[]> =>
    (await entries(['server.js', destination])).map(({ path }) => path);
  expect(await paths('/app/main.js')).toEqual(['app', 'app/main.js']);
  expect(await paths('/app/')).toEqual(['app', 'app/server.js']);
});

describe('what must not get into an image', () => {
  test('a link out of the context', async () => {
    await write('dist/a', 'x');
    await symlink('../../outside', join(folder, 'dist/out'));
    await expect(entries(['dist', '/app'])).rejects.toThrow(
      /leads out of the context, to \.\.\/\.\.\/outside/,
    );
  });

  test('an absolute link', async () => {
    await mkdir(join(folder, 'dist'));
    await symlink('/etc/passwd', join(folder, 'dist/passwd'));
    await expect(entries(['dist', '/app'])).rejects.toThrow(/leads out of the context/);
  });

  test('a source that is itself a link out of the context', async () => {
    await symlink('/etc', join(folder, 'config'));
    await expect(entries(['config', '/app'])).rejects.toThrow(/leads out of the context, to \/etc/);
  });

  test('a name that deletes files of the base', async () => {
    await write('dist/.wh.passwd', '');
    await expect(entries(['dist', '/etc'])).rejects.toThrow(/deletion/);
  });

  test('two files at one path', async () => {
    await write('a/x', '1');
    await write('b/x', '2');
    await expect(entries(['a', '/app'], ['b', '/app'])).rejects.toThrow(
      /Two of the files want to be \/app\/x/,
    );
    await expect(entries(['a/x', '/app'], ['b', '/app'])).rejects.toThrow(/Two of the files/);
  });

  test('a file that changed since it was listed, or became a link', async () => {
    const file = await write('a/x', 'short');
    const listed = await entries(['a', '/app']);
    await writeFile(file, 'much longer than before');
    await expect(writeLayer(listed, join(folder, '.layer'))).rejects.toThrow(/changed meanwhile/);
    await rm(file);
    await symlink('/etc/passwd', file);
    await expect(writeLayer(listed, join(folder, '.layer'))).rejects.toThrow(/ELOOP|changed meanwhile/);
  });
});
