import type { FileHandle } from 'node:fs/promises';
import type { Reply } from '../gcs/exchange';

/** A file that has arrived whole; hashes in hexadecimal. */
export interface Finished {
  path: string;
  size: number;
  sha1: string;
  sha256: string;
}

/** An upload under way. */
export interface Session {
  id: string;
  handle: FileHandle;
  path: string;
  kept: number;
  size: number | undefined;
  /** What becomes of the file; it may refuse it. */
  finish: (upload: Finished) => Promise<object>;
  /** Fails where the edit is not open any more. */
  demandOpen: () => void;
  end: Reply | undefined;
}
