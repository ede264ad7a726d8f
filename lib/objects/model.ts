/** A generation or metageneration: a whole number in decimal, too large for arithmetic to be wanted. */
export type Generation = string;

/**
 * The generation of an object that is not there: a write under the condition `ABSENT` makes a new object or none.
 * Source: https://cloud.google.com/storage/docs/request-preconditions
 */
export const ABSENT: Generation = '0';

/** What is known of an object's bytes. */
export interface Described {
  readonly name: string;
  readonly generation: Generation;
  /** Bytes. */
  readonly size: number;
  /** Base64, as Cloud Storage writes it. */
  readonly crc32c: string;
  readonly contentType: string | undefined;
  readonly cacheControl: string | undefined;
}

/** An object, without its bytes. */
export interface ObjectState extends Described {
  readonly metageneration: Generation;
  /** Base64; undefined for an object that was composed. */
  readonly md5: string | undefined;
  /** The custom metadata. */
  readonly metadata: Readonly<Record<string, string>>;
  /** Unix time in milliseconds. */
  readonly created: number;
}

/** An object's bytes on their way here. */
export interface Reading extends Described {
  /**
   * The bytes, once. Goes on by itself where the connection breaks, and fails at its end where the bytes are not those
   * that Cloud Storage has: do not act upon them before the end.
   */
  readonly bytes: AsyncIterable<Buffer>;
}

/** Headers and metadata that an object is written with. */
export interface WriteOptions {
  readonly contentType?: string;
  /** Without one, a public object may be served from caches for an hour. */
  readonly cacheControl?: string;
  /** Custom metadata; names beginning with `sluice-` are ours. */
  readonly metadata?: Readonly<Record<string, string>>;
}

/** Bytes that can be read more than once: in memory, or opened anew each time. */
export type Source = Uint8Array | { open(): AsyncIterable<Uint8Array> };

/** What bytes are known by. */
export interface Fingerprint {
  readonly size: number;
  /** Base64, as is the MD5. */
  readonly crc32c: string;
  readonly md5: string;
  /** Hexadecimal. */
  readonly sha256: string;
}

/** How an object that never changes is written. */
export interface WriteOnceOptions extends WriteOptions {
  /** What the source is known by, where it was read before: then it is not read for that again. */
  readonly known?: Fingerprint;
}

/** One bucket of Cloud Storage. Everything is retried where that is safe; every write is conditional. */
export interface Bucket {
  readonly name: string;
  /** What is known of an object; undefined where there is none. */
  stat(name: string, options?: { generation?: Generation }): Promise<ObjectState | undefined>;
  /**
   * An object in memory, verified; undefined where there is none.
   * @param options.limit the most bytes that are read; 16 MiB when left out
   */
  read(
    name: string,
    options?: { generation?: Generation; limit?: number },
  ): Promise<(Described & { readonly bytes: Buffer }) | undefined>;
  /** An object as a stream, verified at its end; undefined where there is none. */
  open(name: string, options?: { generation?: Generation }): Promise<Reading | undefined>;
  /**
   * Writes an object whole. After a failure that leaves open whether the write took effect, it is sent again under the
   * same condition, and recognised where it had.
   * @throws Conflict where the object is not as expected; nothing was written
   */
  write(
    name: string,
    bytes: Uint8Array,
    options: WriteOptions & { ifGeneration: Generation },
  ): Promise<ObjectState>;
  /**
   * Sees to it that an object that never changes is there: named after its contents, or a number that is used once.
   * @returns the object, and whether it was there already with these very bytes
   * @throws ContentDiffers where it is there with others
   */
  writeOnce(
    name: string,
    source: Source,
    options?: WriteOnceOptions,
  ): Promise<{ state: ObjectState; sha256: string; present: boolean }>;
  /**
   * Streams bytes of unknown number into an object, with a few chunks in memory at a time; Cloud Storage verifies their
   * CRC32C before there is an object.
   * @throws Conflict where the object is not as expected, before or after the bytes were sent
   */
  upload(
    name: string,
    bytes: AsyncIterable<Uint8Array>,
    options: WriteOptions & { ifGeneration: Generation },
  ): Promise<ObjectState>;
  /**
   * Deletes an object.
   * @returns false where there was none
   * @throws Conflict where it is not of the generation given
   */
  remove(name: string, options: { ifGeneration: Generation }): Promise<boolean>;
  /** The objects whose names begin with the prefix, in the order of their names. */
  list(prefix: string): AsyncIterable<ObjectState>;
}
