/** Where a model and its manifest live. */
import type { Fingerprint } from '../../../../lib/objects';

/** A file on this machine, which was read once to know it. */
export interface LocalFile {
  /** Absolute. */
  path: string;
  fingerprint: Fingerprint;
}

/** What is known of a blob that was stored. */
export interface Stored {
  path: string;
  sha256: string;
  /** Bytes. */
  size: number;
  /** Base64. */
  crc32c: string;
}

/** The manifest as it was read, and what a commit must still find there. */
export interface Present {
  bytes: Buffer;
  /** Of the object: changes with every write of it. */
  mark: string;
}

/** One object below `manifests/` or `blobs/`. */
export interface Item {
  path: string;
  /** Unix time in milliseconds. */
  created: number;
}

/** A place with objects that never change, and one that does: the manifest. */
export interface Home {
  /** For people: `gs://bucket/models/smile`. */
  readonly place: string;
  /** Sees to it that a file lies at `blobs/sha256/<its hash>`; what is there already is not sent again. */
  putBlob(file: LocalFile, contentType: string): Promise<Stored>;
  /** @returns undefined where there is none */
  readBlob(path: string): Promise<Buffer | undefined>;
  /** Writes a blob of any size to a file. @returns false where there is none */
  download(path: string, file: string): Promise<boolean>;
  /** @returns undefined where no manifest was ever committed */
  readManifest(): Promise<Present | undefined>;
  /** Keeps a manifest for ever, under a name that is its own. */
  putHistory(path: string, bytes: Buffer): Promise<void>;
  /**
   * Makes `bytes` the manifest, if it is still what was read.
   * @returns false where somebody else was faster; nothing was written
   */
  commit(bytes: Buffer, expected: Present | undefined): Promise<boolean>;
  list(folder: 'manifests/' | 'blobs/'): AsyncIterable<Item>;
  remove(path: string): Promise<void>;
}

/** How the manifest names a file. */
export const storedAs = ({ fingerprint: { sha256, size, crc32c } }: LocalFile): Stored => ({
  path: blobPath(sha256),
  sha256,
  size,
  crc32c,
});

/** Where a blob lies: its hash is its name, so it never changes. */
export const blobPath = (sha256: string): string => `blobs/sha256/${sha256}`;

/** Where a manifest is kept: the sequence for people, the hash so that two of one sequence never meet. */
export const historyPath = (sequence: number, sha256: string): string =>
  `manifests/${String(sequence).padStart(8, '0')}-${sha256}.json`;
