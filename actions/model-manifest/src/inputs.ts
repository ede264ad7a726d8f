import { createPublicKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import semver from 'semver';
import { UserError } from '../../../lib/runner';
import type { InputReader } from '../../../lib/runner';
import { readSigningKey } from './manifest/envelope';
import type { SigningKey } from './manifest/envelope';
import type { Channel } from './manifest/model';
import { readPublishing } from './publishing-inputs';
import type { Publishing } from './publishing-inputs';

/** Where the model lives. */
export type Place =
  { kind: 'bucket'; bucket: string; folder: string } | { kind: 'release'; tag: string; token: string };

/** What every verb needs. */
export interface Common {
  modelId: string;
  place: Place;
  /** The current key first; none where nothing is signed. */
  signing: SigningKey[];
  /** Besides the signing keys' own public halves. */
  trusted: KeyObject[];
  /** Milliseconds for which clients trust the manifest. */
  lifetime: number;
}

/** One thing to do. */
export type Task =
  | ({ verb: 'publish' } & Publishing)
  | { verb: 'promote'; from: Channel; to: Channel; percent: number | undefined }
  | { verb: 'rollback'; channel: Channel; version: string | undefined; revoke: boolean }
  | { verb: 'status' }
  | { verb: 'prune'; keep: number };

export interface Inputs extends Common {
  task: Task;
}

const CHANNELS = ['canary', 'stable'] as const;
const DAY = 86_400_000;

/** The inputs of action.yml; to be read with `readInputs`, which reports all their faults together. */
export function readModelInputs(input: InputReader): Inputs {
  const verb = input.choice('verb', ['publish', 'promote', 'rollback', 'status', 'prune'], {
    required: true,
  });
  return { ...readCommon(input, verb === 'status'), task: readTask(input, verb) };
}

function readCommon(input: InputReader, readsOnly: boolean): Common {
  const signing = ['signing-key', 'next-signing-key'].flatMap((name) => readKey(input, name));
  if (input.secret('signing-key') === undefined && !readsOnly) {
    const remedy =
      'Make one with `openssl genpkey -algorithm ed25519` and give it as a secret of the environment.';
    input.fault('signing-key', 'There is no key to sign the manifest with.', remedy);
  }
  return {
    modelId: input.text('model-id', {
      required: true,
      pattern: /^[a-z][a-z0-9-]{0,62}$/,
      describe: 'lower-case letters, digits and hyphens, such as smile',
    }),
    place: readPlace(input),
    signing,
    trusted: readTrusted(input),
    lifetime: input.duration('expires-after', { min: DAY, max: 3650 * DAY, default: 90 * DAY }),
  };
}

function readTask(input: InputReader, verb: Task['verb']): Task {
  const channel = (): Channel =>
    input.choice('channel', CHANNELS, { default: verb === 'rollback' ? 'stable' : 'canary' });
  switch (verb) {
    case 'publish':
      return { verb, ...readPublishing(input, channel()) };
    case 'promote': {
      const [from, to] = [
        input.choice('from', CHANNELS, { default: 'canary' }),
        input.choice('to', CHANNELS, { default: 'stable' }),
      ];
      if (from === to) input.fault('to', `It is ${from} too.`, 'Name two channels.');
      return { verb, from, to, percent: input.integer('percent', { min: 0, max: 100 }) };
    }
    case 'rollback':
      return {
        verb,
        channel: channel(),
        version: readVersion(input),
        revoke: input.boolean('revoke', false),
      };
    case 'status':
      return { verb };
    case 'prune':
      return { verb, keep: input.integer('keep', { min: 0, max: 1_000, default: 10 }) };
  }
}

/** A semantic version, where it is given. */
export function readVersion(input: InputReader): string | undefined {
  const version = input.text('version');
  if (version !== undefined && semver.valid(version) !== version)
    input.fault('version', `"${version}" is not a semantic version.`, 'Write it like 1.4.0, without a v.');
  return version;
}

function readPlace(input: InputReader): Place {
  const home = input.text('home', { required: true });
  const [, bucket, folder = ''] = /^gs:\/\/([a-z0-9][a-z0-9._-]{1,220}[a-z0-9])(?:\/(.*))?$/.exec(home) ?? [];
  if (bucket !== undefined)
    return { kind: 'bucket', bucket, folder: folder === '' ? '' : `${folder.replace(/\/+$/, '')}/` };
  const [, tag] = /^release:([A-Za-z0-9][\w./-]{0,100})$/.exec(home) ?? [];
  if (tag !== undefined)
    return { kind: 'release', tag, token: input.secret('github-token', { required: true }) };
  if (home !== '')
    input.fault(
      'home',
      `"${home}" is no place for models.`,
      'Write gs://bucket/folder, or release:tag for the assets of a GitHub release.',
    );
  return { kind: 'bucket', bucket: '', folder: '' };
}

function readKey(input: InputReader, name: string): SigningKey[] {
  const pem = input.secret(name);
  if (pem === undefined) return [];
  const key = attempt(() => readSigningKey(pem));
  if (!(key instanceof UserError)) return [key];
  input.fault(name, key.message, key.remedy);
  return [];
}

function readTrusted(input: InputReader): KeyObject[] {
  const text = input.text('trusted-keys', { default: '' });
  const blocks = text.match(/-----BEGIN PUBLIC KEY-----[^-]+-----END PUBLIC KEY-----/g) ?? [];
  const keys = blocks.flatMap((pem) => {
    try {
      const key = createPublicKey(pem);
      return key.asymmetricKeyType === 'ed25519' ? [key] : [];
    } catch {
      return [];
    }
  });
  if (keys.length < blocks.length || (blocks.length === 0 && text.trim() !== ''))
    input.fault(
      'trusted-keys',
      'Not all of it is Ed25519 public keys.',
      'Write them as `openssl pkey -pubout` does, one after the other.',
    );
  return keys;
}

function attempt<T>(read: () => T): T | UserError {
  try {
    return read();
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
}
