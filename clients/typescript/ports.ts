/** What an app gives the client: everything that is not arithmetic comes in here. */
import type { Tensor } from './manifest';

export interface Clock {
  /** Unix time in milliseconds. */
  now(): number;
  /** Rejects when the signal fires first. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

/** The platform's `fetch`, or one that answers like it. */
export type Fetch = (
  url: string,
  init: { headers: Record<string, string>; redirect: 'manual'; signal: AbortSignal },
) => Promise<Response>;

/**
 * One flat folder that belongs to the client. What it promises decides what survives a process that is killed: after
 * `write` and `rename` the file is there whole, or not at all, whatever happens.
 */
export interface Storage {
  /** @returns undefined where there is none */
  read(name: string): Promise<Uint8Array | undefined>;
  /** Replaces the file as a whole. */
  write(name: string, bytes: Uint8Array): Promise<void>;
  /** Bytes; undefined where there is none. */
  size(name: string): Promise<number | undefined>;
  /** Adds to the end. Where the chunks break off, what came before is kept, and the error is passed on. */
  append(name: string, chunks: AsyncIterable<Uint8Array>): Promise<void>;
  chunks(name: string): AsyncIterable<Uint8Array>;
  rename(from: string, to: string): Promise<void>;
  /** A file that is not there is no fault. */
  remove(name: string): Promise<void>;
  list(): Promise<string[]>;
}

/** A model in the memory of the app's runtime. */
export interface LoadedModel {
  inputs: readonly Tensor[];
  outputs: readonly Tensor[];
  /** One flat list of numbers a tensor, row by row, in the order of `inputs` and `outputs`. */
  run(inputs: readonly number[][]): Promise<readonly (readonly number[])[]>;
  close(): Promise<void>;
}

/** TensorFlow Lite, ONNX Runtime, Core ML: what the app runs models with. */
export interface ModelRuntime {
  /** @param file name in the storage @throws where it cannot be loaded */
  load(file: string): Promise<LoadedModel>;
}

/** How long the client waits, and how much it takes. */
export interface Limits {
  /** Milliseconds for a manifest, and for golden examples. */
  manifestWithin: number;
  /** Milliseconds for one attempt at a model; the next attempt goes on where this one stopped. */
  modelWithin: number;
  /** Bytes of a manifest or of golden examples. */
  largestDocument: number;
  /** Launches that have to go well before a model is the current one. */
  healthyLaunches: number;
}

export const DEFAULT_LIMITS: Limits = {
  manifestWithin: 10_000,
  modelWithin: 600_000,
  largestDocument: 4 * 1024 * 1024,
  healthyLaunches: 3,
};

/** Where the manifest and what it names are to be had. */
export type AddressOf = (path: string) => string;

/** In a bucket: `https://storage.googleapis.com/bucket/folder`. */
export const inFolder =
  (folder: string): AddressOf =>
  (path) =>
    `${folder.replace(/\/$/, '')}/${path}`;

/** In a GitHub release, whose files have no slashes: `https://github.com/owner/name/releases/download/models`. */
export const inRelease =
  (release: string): AddressOf =>
  (path) =>
    `${release.replace(/\/$/, '')}/${path.replaceAll('/', '.')}`;
