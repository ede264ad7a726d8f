import { createPublicKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { InputReader } from '../../../lib/runner';
import { readKeySources } from './keys';
import type { KeySource } from './keys';
import type { Channel } from './manifest/model';
import { readPublishing } from './publishing-inputs';
import type { Publishing } from './publishing-inputs';
import { readVersion } from './version-input';

/** Where the model lives. */
export type Place =
  { kind: 'bucket'; bucket: string; folder: string } | { kind: 'release'; tag: string; token: string };

/** What every verb needs. */
export interface Common {
  modelId: string;
  place: Place;
  /** The current key first; none where nothing is signed. */
  signing: KeySource[];
  /** Besides the signing keys' own public halves. */
  trusted: KeyObject[];
  /** Milliseconds for which clients trust the manifest. */
  lifetime: number;
}

/** One thing to do. */
export type Task =
  | ({ verb: 'publish' } & Publishing)
  | {
      verb: 'promote';
      from: Channel;
      to: Channel;
      /** Undefined: whatever `from` has. */
      version: string | undefined;
      percent: number | undefined;
      dryRun: boolean;
    }
  | { verb: 'rollback'; channel: Channel; version: string | undefined; revoke: boolean; dryRun: boolean }
  /** `before`: milliseconds before it expires. */
  | { verb: 'renew'; before: number; dryRun: boolean }
  | { verb: 'status' }
  | { verb: 'prune'; keep: number };

export interface Inputs extends Common {
  task: Task;
}

const CHANNELS = ['canary', 'stable'] as const;
const DAY = 86_400_000;

/** The inputs of action.yml; to be read with `readInputs`, which reports all their faults together. */
export function readModelInputs(input: InputReader): Inputs {
  const verb = input.choice('verb', ['publish', 'promote', 'rollback', 'renew', 'status', 'prune'], {
    required: true,
  });
  const task = readTask(input, verb);
  const readsOnly = verb === 'status' || ('dryRun' in task && task.dryRun);
  return { ...readCommon(input, readsOnly), task };
}

function readCommon(input: InputReader, readsOnly: boolean): Common {
  const signing = readKeySources(input);
  const isGiven = input.secret('signing-key') !== undefined || input.text('signing-key-secret') !== undefined;
  if (!isGiven && !readsOnly) {
    const remedy =
      'Make one with `openssl genpkey -algorithm ed25519`, and give it from a secret, or name its secret (`signing-key-secret`).';
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
      const percent = input.integer('percent', { min: 0, max: 100 });
      return { verb, from, to, percent, version: readVersion(input), dryRun: readDryRun(input) };
    }
    case 'rollback':
      return {
        verb,
        channel: channel(),
        version: readVersion(input),
        revoke: input.boolean('revoke', false),
        dryRun: readDryRun(input),
      };
    case 'renew': {
      const before = input.duration('renew-before', { min: 0, max: 3650 * DAY, default: 30 * DAY });
      return { verb, before, dryRun: readDryRun(input) };
    }
    case 'status':
      return { verb };
    case 'prune':
      return { verb, keep: input.integer('keep', { min: 0, max: 1_000, default: 10 }) };
  }
}

const readDryRun = (input: InputReader): boolean => input.boolean('dry-run', false);

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
