import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../../../../lib/runner';

/** What is new, by language as the stores name them: en-US, de-DE. */
export type Notes = ReadonlyMap<string, string>;

/** The file of r0adkll/upload-google-play, with or without an ending. */
const WHATSNEW = /^whatsnew-([A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)(?:\.txt)?$/;
const LANGUAGE = /^[A-Za-z]{2,3}(-[A-Za-z0-9]+)*$/;

/** Longer than any store takes; beyond that it is no note. */
const LARGEST = 64 * 1024;

/**
 * Reads the notes of a folder, laid out in one of two ways: `whatsnew-<language>[.txt]`, or fastlane's, which has a
 * folder by language with `changelogs/<version code>.txt`, `changelogs/default.txt` or `release_notes.txt`.
 * @param build the version code that picks the changelog, where it is known
 * @throws UserError where there is no such folder, or nothing in it is a note
 */
export async function readNotes(folder: string, build: string | undefined): Promise<Notes> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((cause: unknown) => {
    throw new UserError(`There is no folder ${folder}.`, {
      remedy: 'Correct `notes`, which is relative to the workspace.',
      cause,
    });
  });
  const notes = new Map<string, string>();
  for (const entry of entries.sort((one, other) => one.name.localeCompare(other.name))) {
    const [, language] = WHATSNEW.exec(entry.name) ?? [];
    if (entry.isFile() && language !== undefined) notes.set(language, await textOf(join(folder, entry.name)));
    if (!entry.isDirectory() || !LANGUAGE.test(entry.name)) continue;
    const text = await fastlaneNote(join(folder, entry.name), build);
    if (text !== undefined) notes.set(entry.name, text);
  }
  if (notes.size > 0) return notes;
  throw new UserError(`There are no release notes in ${folder}.`, {
    remedy: 'Name the files whatsnew-<language>, such as whatsnew-en-US, or leave `notes` out.',
  });
}

async function fastlaneNote(folder: string, build: string | undefined): Promise<string | undefined> {
  const names = [
    ...(build === undefined ? [] : [join('changelogs', `${build}.txt`)]),
    join('changelogs', 'default.txt'),
    'release_notes.txt',
  ];
  for (const name of names) {
    const path = join(folder, name);
    const found = await stat(path).catch(() => undefined);
    if (found?.isFile()) return textOf(path);
  }
  return undefined;
}

async function textOf(path: string): Promise<string> {
  const bytes = await readFile(path);
  if (bytes.length > LARGEST)
    throw new UserError(`${path} has ${bytes.length} bytes, too many for release notes.`, {
      remedy: 'Write what is new in a few sentences.',
    });
  return bytes
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trim();
}
