/** A folder of .sql files as migrations. */
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Migration } from '../model';
import { UserError } from '../../../../lib/runner';
import { checksumOf } from './checksum';

/** A migration whose text is known. */
export type SqlMigration = Migration & { readonly sql: string; readonly file: string };

/**
 * The files in the order of their names, character by character. What ends in .down.sql is somebody's way back and is
 * left out.
 * @throws UserError where there is no such folder
 */
export async function readSqlFiles(folder: string, workspace: string): Promise<SqlMigration[]> {
  const names = (await namesIn(folder)).filter(
    (name) => name.endsWith('.sql') && !name.endsWith('.down.sql'),
  );
  return Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(join(folder, name), 'utf8');
      return {
        id: name.slice(0, -'.sql'.length),
        file: relative(workspace, join(folder, name)),
        sql,
        line: 1,
        checksum: checksumOf(sql),
        transactional: !isMarked(sql, 'no-transaction'),
      };
    }),
  );
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && (cause.code === 'ENOENT' || cause.code === 'ENOTDIR')))
      throw cause;
    throw new UserError(`There is no folder ${folder}.`, {
      remedy: 'Correct `migrations`; it is relative to `working-directory`.',
      cause,
    });
  }
}

/** Whether a line of the file is the comment `-- sluice: MARK`. */
const isMarked = (sql: string, mark: string): boolean =>
  sql.split(/\r?\n/).some((line) => /^--\s*sluice:\s*(.+?)\s*$/.exec(line)?.[1] === mark);
