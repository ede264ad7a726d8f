/**
 * Zstandard, in processes of their own: a whole database's bytes would keep this one's garbage collector busier than
 * the compression is, and several streams go side by side.
 */
import { UserError } from '../../../../../lib/runner';
import { programIn } from './running-program';
import type { ProgramEnd } from './running-program';

export type Direction = 'compress' | 'decompress';

/** A program from standard input to standard output. It needs nothing of the environment, in which there are secrets. */
export interface Filter {
  readonly path: string;
  readonly args: readonly string[];
}

/**
 * Level 1 with a smaller table of what was seen, which then fits into a processor's nearest cache: several times as fast
 * as pg_dump's own gzip, and no larger.
 */
const HASH_LOG = 12;

const ZSTD = {
  compress: ['-1', `--zstd=hashLog=${HASH_LOG}`, '--check', '--quiet', '--stdout'],
  decompress: ['--decompress', '--quiet', '--stdout'],
} as const;

/** Bytes that go through in one piece: every piece is a journey to another thread and back. */
const PIECE = 256 * 1024;

const NODE = {
  compress: `zlib.createZstdCompress({ chunkSize: ${PIECE}, params: {
    [zlib.constants.ZSTD_c_compressionLevel]: 1, [zlib.constants.ZSTD_c_hashLog]: ${HASH_LOG},
    [zlib.constants.ZSTD_c_checksumFlag]: 1 } })`,
  decompress: `zlib.createZstdDecompress({ chunkSize: ${PIECE} })`,
} as const;

/** What node is told to be where there is no zstd: the same, at twice the cost. */
const script = (transform: string): string => `
const zlib = require('node:zlib');
require('node:stream').pipeline(process.stdin, ${transform}, process.stdout, (error) => {
  if (!error) return;
  process.stderr.write(error.message + '\\n');
  process.exitCode = 1;
});`;

/**
 * Both directions fail at the end where bytes were changed or are missing.
 * @param searchPath as in the variable PATH, where the program zstd is looked for
 */
export function filterFor(direction: Direction, searchPath: string): Filter {
  const zstd = programIn(searchPath, 'zstd');
  if (zstd !== undefined) return { path: zstd, args: ZSTD[direction] };
  return { path: process.execPath, args: ['--eval', script(NODE[direction])] };
}

/** Why bytes could not be compressed or decompressed, as an error. */
export const unreadable = ({ said, error }: ProgramEnd): UserError =>
  new UserError(`The compressed bytes are not whole: ${said.join(' ') || 'the program for it was ended'}.`, {
    remedy: 'Give another backup, or take a new one.',
    ...(error === undefined ? {} : { cause: error }),
  });
