/** What a program puts out, compressed on its way; and compressed bytes, as a program reads them. */
import { createHash } from 'node:crypto';
import type { Readable, Writable } from 'node:stream';
import { unreadable } from './compression';
import type { ClientPrograms } from './programs';
import type { ProgramEnd, RunningProgram } from './running-program';

/**
 * What a program puts out, as a compressed stream. Its end comes when the program has ended well, so that what is made
 * of one that failed never looks whole.
 * @param start the program, as soon as anybody wants its bytes
 * @param settle looks at how the program ended, and throws where that was not well
 */
export async function* packed(
  programs: ClientPrograms,
  start: () => RunningProgram,
  settle: (end: ProgramEnd) => void,
): AsyncGenerator<Buffer, void> {
  const source = start();
  const packing = programs.compress(source.output);
  let isWhole = false;
  try {
    for await (const piece of packing.output) yield piece as Buffer;
    isWhole = true;
  } finally {
    // Whoever takes no more of it, takes none at all.
    if (!isWhole) for (const program of [source, packing]) program.stop();
  }
  const [ended, pack] = await Promise.all([source.ended, packing.ended]);
  settle(ended);
  if (!pack.ok) throw unreadable(pack);
}

/**
 * Lets a program read what was compressed, as it comes.
 * @param start the program; whoever starts it reads its output, too
 * @param settle looks at how the program ended, and throws where that was not well
 * @returns SHA-256 of the compressed bytes in hex
 * @throws UserError where the bytes are not whole
 */
export async function unpackedBy(
  programs: ClientPrograms,
  bytes: AsyncIterable<Uint8Array>,
  start: (from: Readable) => RunningProgram,
  settle: (end: ProgramEnd) => void,
): Promise<string> {
  const unpacking = programs.decompress();
  const reader = start(unpacking.output);
  const hash = createHash('sha256');
  const failure = await fed(unpacking.input, bytes, (piece) => hash.update(piece)).catch(asFailure);
  unpacking.input.end();
  const [unpacked, read] = await Promise.all([unpacking.ended, reader.ended]);
  if (failure) throw failure.error;
  // Bytes that are not whole break off for their reader, too; of one that ended early, the other says no more than that.
  if (!unpacked.ok && !isLeftAlone(unpacked)) throw unreadable(unpacked);
  settle(read);
  if (!unpacked.ok) throw unreadable(unpacked);
  return hash.digest('hex');
}

/** Its reader went away, which the reader's own end explains. */
const isLeftAlone = ({ said, error }: ProgramEnd): boolean =>
  error === undefined && said.every((line) => /EPIPE|Broken pipe/i.test(line));

interface Failure {
  readonly error: unknown;
}
const asFailure = (error: unknown): Failure => ({ error });

/** Gives bytes to a program for as long as it takes any. */
export async function fed(
  input: Writable,
  bytes: AsyncIterable<Uint8Array>,
  look: (piece: Uint8Array) => void,
): Promise<undefined> {
  for await (const piece of bytes) {
    look(piece);
    if (!input.writable) return;
    // Called back with an error, too: then the program has gone, and its end says why.
    await new Promise<void>((resolve) => {
      input.write(piece, () => {
        resolve();
      });
    });
  }
}
