import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  isSame,
  promoted,
  pruned,
  published,
  renewed,
  rolledBack,
} from '../../actions/model-manifest/src/manifest/changes';
import { keyId, opened, readSigningKey, sealed } from '../../actions/model-manifest/src/manifest/envelope';
import { manifestSchema } from '../../actions/model-manifest/src/manifest/model';
import type { Manifest } from '../../actions/model-manifest/src/manifest/model';
import { versionOf } from './model-versions';

const context = {
  modelId: 'smile',
  now: Date.UTC(2026, 10, 21),
  lifetime: 86_400_000,
  previousManifestSha256: null,
};
const everybody = { percent: 100, salt: 'smile' };
const first = published(undefined, versionOf('1.0.0'), 'stable', everybody, context);
const second = published(first, versionOf('1.1.0'), 'canary', everybody, context);

describe('a manifest', () => {
  test('of a first model is complete', () => {
    expect(manifestSchema.parse(first)).toEqual(first);
    expect(first).toMatchObject({
      sequence: 1,
      channels: { stable: '1.0.0', canary: null, previous: null },
      expires: '2026-11-22T00:00:00.000Z',
    });
  });

  test('remembers what stable was before', () => {
    const third = promoted(second, { from: 'canary', to: 'stable' }, { percent: 10, salt: 's' }, context);
    expect(third).toMatchObject({
      sequence: 3,
      channels: { stable: '1.1.0', canary: '1.1.0', previous: '1.0.0' },
      rollout: { percent: 10 },
    });
  });

  test('is promoted only as it was approved, and a second time without a newer one coming along', () => {
    const places = { from: 'canary', to: 'stable' } as const;
    expect(() => promoted(second, { ...places, only: '1.2.0' }, everybody, context)).toThrow('and not 1.2.0');
    const approved = promoted(second, { ...places, only: '1.1.0' }, everybody, context);
    const newer = published(approved, versionOf('1.2.0'), 'canary', everybody, context);
    const again = promoted(newer, { ...places, only: '1.1.0' }, everybody, context);
    expect(isSame(newer, again)).toBe(true);
    expect(again.channels.stable).toBe('1.1.0');
  });

  test('is renewed when it is about to expire, and not before, with nothing else changed', () => {
    const hour = 3_600_000;
    expect(renewed(first, 23 * hour, context)).toBeUndefined();
    const later = { ...context, now: context.now + 2 * hour, previousManifestSha256: 'f'.repeat(64) };
    const next = renewed(first, 23 * hour, later);
    expect(next).toMatchObject({
      sequence: 2,
      expires: '2026-11-22T02:00:00.000Z',
      previousManifestSha256: 'f'.repeat(64),
    });
    expect(next && isSame(first, next)).toBe(true);
  });

  test('goes back by going on: a higher sequence points to the older version', () => {
    const third = promoted(second, { from: 'canary', to: 'stable' }, everybody, context);
    const back = rolledBack(third, { channel: 'stable', to: undefined, revoke: true }, context);
    expect(back).toMatchObject({ sequence: 4, channels: { stable: '1.0.0', previous: '1.0.0' } });
    expect(back.versions.find(({ version }) => version === '1.1.0')?.revoked).toBe(true);
    expect(() => promoted(back, { from: 'canary', to: 'stable' }, everybody, context)).toThrow('was revoked');
  });

  test('stays the same when the same is published again', () => {
    const again = published(second, versionOf('1.1.0'), 'canary', everybody, context);
    expect(isSame(second, again)).toBe(true);
    expect(isSame(first, second)).toBe(false);
  });

  test.each([
    [
      'other bytes',
      () =>
        published(first, versionOf('1.0.0', { blob: versionOf('9.9.9').blob }), 'stable', everybody, context),
      'exists with other bytes',
    ],
    [
      'a lower version',
      () => published(first, versionOf('0.9.0'), 'stable', everybody, context),
      'is lower than 1.0.0',
    ],
    [
      'a pickle for phones',
      () => published(first, versionOf('1.1.0', { format: 'pickle' }), 'canary', everybody, context),
      'executes code',
    ],
    [
      'a channel without a model',
      () => promoted(first, { from: 'canary', to: 'stable' }, everybody, context),
      'has no model',
    ],
    [
      'a version that never was',
      () => rolledBack(first, { channel: 'stable', to: '3.0.0', revoke: false }, context),
      'has no version 3.0.0',
    ],
    [
      'nothing to return to',
      () => rolledBack(first, { channel: 'stable', to: undefined, revoke: false }, context),
      'nothing before it',
    ],
  ])('refuses %s', (_what, change, message) => {
    expect(change).toThrow(message);
  });

  test('keeps what a channel needs when it is pruned', () => {
    const many = ['1.2.0', '1.3.0', '1.4.0'].reduce<Manifest>(
      (before, version) => published(before, versionOf(version), 'canary', everybody, context),
      second,
    );
    const left = pruned(many, 1, context);
    expect(left?.versions.map(({ version }) => version)).toEqual(['1.0.0', '1.3.0', '1.4.0']);
    expect(pruned(first, 0, context)).toBeUndefined();
  });

  test('whatever is done to it, grows by one, names only versions that it has, and never lowers its sequence', () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant('publish'), patch: fc.nat(9), stable: fc.boolean() }),
      fc.record({ do: fc.constant('promote') }),
      fc.record({ do: fc.constant('back'), revoke: fc.boolean() }),
      fc.record({ do: fc.constant('prune'), keep: fc.nat(2) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        let manifest = first;
        for (const each of steps) {
          const after = attempt(manifest, each);
          if (!after) continue;
          expect(after.sequence).toBe(manifest.sequence + 1);
          expect(manifestSchema.parse(after)).toEqual(after);
          const names = after.versions.map(({ version }) => version);
          expect(new Set(names).size).toBe(names.length);
          for (const version of Object.values(after.channels)) if (version) expect(names).toContain(version);
          manifest = after;
        }
      }),
    );
  });
});

type Step = { do: string; patch?: number; stable?: boolean; revoke?: boolean; keep?: number };

/** One change, undefined where it is refused. */
function attempt(
  manifest: Manifest,
  { do: what, patch = 0, stable = false, revoke = false, keep = 0 }: Step,
): Manifest | undefined {
  try {
    if (what === 'publish')
      return published(manifest, versionOf(`1.${patch}.0`), stable ? 'stable' : 'canary', everybody, context);
    if (what === 'promote') return promoted(manifest, { from: 'canary', to: 'stable' }, everybody, context);
    if (what === 'back') return rolledBack(manifest, { channel: 'stable', to: undefined, revoke }, context);
    return pruned(manifest, keep, context);
  } catch {
    return undefined;
  }
}

describe('signing', () => {
  const pair = (): { pem: string; trusted: KeyObject } => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    return { pem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), trusted: publicKey };
  };
  const [old, current] = [pair(), pair()];

  test('gives an object that whoever pins one of the keys can open', () => {
    const object = sealed(first, [readSigningKey(old.pem), readSigningKey(current.pem)]);
    for (const { trusted } of [old, current])
      expect(opened(object, [trusted], 'manifest.json')).toEqual(first);
    expect(() => opened(object, [pair().trusted], 'manifest.json')).toThrow('none of the keys');
  });

  test('is over every byte', () => {
    const object = sealed(first, [readSigningKey(current.pem)]);
    const envelope = JSON.parse(object.toString()) as { payload: string };
    fc.assert(
      fc.property(fc.nat(envelope.payload.length - 5), (at) => {
        const other = envelope.payload[at] === 'A' ? 'B' : 'A';
        const payload = envelope.payload.slice(0, at) + other + envelope.payload.slice(at + 1);
        const forged = Buffer.from(JSON.stringify({ ...envelope, payload }));
        expect(() => opened(forged, [current.trusted], 'manifest.json')).toThrow();
      }),
      { numRuns: 50 },
    );
  });

  test.each(['', 'secret-looking-text', '-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----'])(
    'with %j as its key is refused without showing it',
    (pem) => {
      const read = (): unknown => readSigningKey(pem);
      expect(read).toThrow('not an Ed25519 private key');
      if (pem !== '') expect(read).not.toThrow(pem);
    },
  );

  test('with an RSA key is refused', () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    expect(() => readSigningKey(pem)).toThrow('not an Ed25519 private key');
  });

  test('names a key the same way from both of its halves', () => {
    expect(readSigningKey(current.pem).id).toBe(keyId(createPublicKey(current.pem)));
  });
});
