import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../clock';
import type { JsonObject } from './exchange';
import type { Content, Intake } from './intake';
import { Refused } from './refusal';

/** What a writer may say of an object besides its bytes. */
export type ObjectFields = JsonObject;

/** One generation of an object. */
export interface Version {
  name: string;
  generation: number;
  metageneration: number;
  content: Content;
  /** contentType, cacheControl, contentDisposition, contentEncoding, contentLanguage, customTime, storageClass, metadata. */
  fields: ObjectFields;
  /** How many objects it was composed of. */
  componentCount?: number;
  /** Emulated milliseconds since the epoch, as are the next two. */
  created: number;
  updated: number;
  /** When it stopped being the live one. */
  deleted?: number;
}

export interface Bucket {
  name: string;
  created: number;
  updated: number;
  metageneration: number;
  /** Whether what is replaced or deleted is kept as a noncurrent version. */
  versioning: boolean;
  fields: JsonObject;
  /** The IAM policy; `allUsers` with a role that reads objects makes every object public. */
  policy: JsonObject;
  live: Map<string, Version>;
  /** Oldest first, by object name. */
  noncurrent: Map<string, Version[]>;
  /** When each name was last written, for the limit of one write a second. */
  lastWrites: Map<string, number>;
}

/** A resumable upload. */
export interface UploadSession {
  id: string;
  bucket: string;
  name: string;
  query: URLSearchParams;
  fields: ObjectFields;
  /** Hashes that were promised when it began, in base64. */
  promised: { crc32c?: string | undefined; md5?: string | undefined };
  /** The size that was promised, undefined where it is not known. */
  size: number | undefined;
  intake: Intake;
  started: number;
  /** How it ended: with an object, refused, or called off. */
  end?: { version: Version } | { refused: Refused };
  /** Requests for one session take turns. */
  turn: Promise<unknown>;
}

/** A rewrite that goes on with the next call. */
export interface RewriteState {
  source: Version;
  destination: string;
  done: number;
}

/** Everything that the emulator knows. Objects' bytes are files in its folder. */
export class Store {
  readonly buckets = new Map<string, Bucket>();
  readonly sessions = new Map<string, UploadSession>();
  readonly rewrites = new Map<string, RewriteState>();
  readonly folder: string;
  readonly #clock: Clock;
  readonly #writeIntervalMs: number;
  #lastGeneration = 0;

  private constructor(folder: string, clock: Clock, writeIntervalMs: number) {
    this.folder = folder;
    this.#clock = clock;
    this.#writeIntervalMs = writeIntervalMs;
  }

  static async open(clock: Clock, writeIntervalMs: number): Promise<Store> {
    return new Store(await mkdtemp(join(tmpdir(), 'gcs-')), clock, writeIntervalMs);
  }

  now(): number {
    return this.#clock.now();
  }

  /** A path that no content has. */
  freshFile(): string {
    return join(this.folder, randomUUID());
  }

  bucket(name: string): Bucket {
    const bucket = this.buckets.get(name);
    if (!bucket) throw new Refused(404, 'The specified bucket does not exist.', { xmlCode: 'NoSuchBucket' });
    return bucket;
  }

  createBucket(name: string, { versioning = false, fields = {} }: Partial<Bucket> = {}): Bucket {
    if (this.buckets.has(name))
      throw new Refused(
        409,
        'Your previous request to create the named bucket succeeded and you already own it.',
      );
    const now = this.now();
    const bucket: Bucket = {
      ...{ name, versioning, fields, created: now, updated: now, metageneration: 1, policy: {} },
      ...{ live: new Map(), noncurrent: new Map(), lastWrites: new Map() },
    };
    this.buckets.set(name, bucket);
    return bucket;
  }

  /** Greater than every one before, and looks like the microseconds that Google's are. */
  nextGeneration(): number {
    this.#lastGeneration = Math.max(this.#lastGeneration + 1, this.now() * 1000);
    return this.#lastGeneration;
  }

  /** Throws where the object's name was written less than the interval ago; else notes this write. */
  countWrite(bucket: Bucket, name: string): void {
    const now = this.now();
    const last = bucket.lastWrites.get(name);
    if (last !== undefined && now - last < this.#writeIntervalMs) {
      const message = `The object ${bucket.name}/${name} exceeded the rate limit for object mutation operations (create, update, and delete). Please reduce your request rate.`;
      throw new Refused(429, message);
    }
    bucket.lastWrites.set(name, now);
  }

  /** Deletes the bytes of a version that nothing leads to any more; open readers keep theirs. */
  async discard(content: Content): Promise<void> {
    await rm(content.file, { force: true });
  }

  async empty(): Promise<void> {
    for (const session of this.sessions.values()) if (!session.end) await session.intake.abandon();
    this.buckets.clear();
    this.sessions.clear();
    this.rewrites.clear();
    await rm(this.folder, { recursive: true, force: true });
    await mkdir(this.folder);
  }

  async remove(): Promise<void> {
    await this.empty();
    await rm(this.folder, { recursive: true, force: true });
  }
}
